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
        var known = string.Create(CultureInfo.InvariantCulture,
            $"{Command.Name}: {cell.Arfcn},{cell.PowerDbm},\"{cell.OperatorName}\",\"{cell.Plmn}\",{CellText.Bsic(cell)},{cell.Lac:X4},{cell.TimingAdvance:D2}");
        if (cell.Packet is { } packet)
            call.Out.Line($"{known},1,,\"{OperationModes[packet.OperationMode - 1]}\",{packet.RoutingArea:D2},{packet.AccessThreshold}");
        else call.Out.Line($"{known},0");
        return Ok;
    }
}
