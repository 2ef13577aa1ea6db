using System.Globalization;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class ServInfoHandler : Handler<ServInfo>
{
    private static readonly string[] OperationModes = ["I", "II", "III"];

    /// <summary>PBCCH is empty: no cell has one. Without a cell the answer is ERROR, as #MONI's.</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        if (call.Module.World.Radio.Serving is not { } cell) return Error;
        if (cell.Umts is { } umts)
        {
            // As the 3G products have it: <UARFCN>,<dBm>,<name>,<code>,<PSC>,<LAC>,<DRX>,<SD>,<RSCP>[,<NOM>,<RAC>]; SD 1: circuit switched service, 3: both.
            var service = cell.Packet is null ? "1" : "3";
            var packetData = cell.Packet is { } known3G ? $",\"{OperationModes[known3G.OperationMode - 1]}\",{known3G.RoutingArea:D2}" : "";
            call.Out.Line($"{Command.Name}: {umts.Uarfcn},{cell.PowerDbm},\"{cell.OperatorName}\",\"{cell.Plmn}\",{umts.ScramblingCode},{cell.Lac:X4},{umts.Drx},{service},{umts.CodePowerDbm}{packetData}");
            return Ok;
        }
        var known = string.Create(CultureInfo.InvariantCulture,
            $"{Command.Name}: {cell.Arfcn},{cell.PowerDbm},\"{cell.OperatorName}\",\"{cell.Plmn}\",{CellText.Bsic(cell)},{cell.Lac:X4},{cell.TimingAdvance:D2}");
        if (cell.Packet is { } packet)
            call.Out.Line($"{known},1,,\"{OperationModes[packet.OperationMode - 1]}\",{packet.RoutingArea:D2},{packet.AccessThreshold}");
        else call.Out.Line($"{known},0");
        return Ok;
    }
}
