using System.Globalization;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class MoniHandler : Handler<Moni>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Moni value) => call.Store(value);

    /// <summary>Under #SELINT=0 and 1 the read form comes here too. Without a cell: ERROR (Telit 1vv0300784 p33).</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var radio = call.Module.World.Radio;
        if (radio.Serving is not { } serving) return Error;
        var number = call.Get<Moni>().Number;
        if (serving.Umts is not null)
        {
            Umts(call.Out, number, serving, radio.Neighbours);
            return Ok;
        }
        if (number == Moni.Table) Table(call.Out, serving, radio.Neighbours);
        else if (number == 0) Serving(call.Out, serving);
        else if (radio.Neighbours is var neighbours && number <= neighbours.Count) Neighbour(call.Out, number, neighbours[number - 1]);
        return Ok;
    }

    /// <summary>How many neighbours there may be, and the choice made last (AT reference 80000ST10025a p317, p320).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: ({(call.OldStyle ? Moni.MaxNeighbour - 1 : Moni.MaxNeighbour)},{call.Get<Moni>().Number})");
        return Ok;
    }

    private static void Serving(ResponseWriter to, Cell cell)
    {
        var name = cell.OperatorName.Length > 0 ? cell.OperatorName : $"Cc:{cell.Plmn[..3]} Nc:{cell.Plmn[3..]}";
        to.Line($"#MONI: {name} BSIC:{CellText.Bsic(cell)} RxQual:{cell.RxQual} LAC:{CellText.Lac(cell)} Id:{CellText.Id(cell)} ARFCN:{cell.Arfcn} PWR:{cell.PowerDbm}dbm TA:{cell.TimingAdvance}");
    }

    private static void Neighbour(ResponseWriter to, int number, Cell cell)
    {
        var place = cell.IsDecoded ? $"LAC:{CellText.Lac(cell)} Id:{CellText.Id(cell)} " : "";
        to.Line($"#MONI: Adj Cell{number} {place}ARFCN:{cell.Arfcn} PWR:{cell.PowerDbm}dbm");
    }

    /// <summary>The sets of cells of UMTS: 0 active, 1 candidates, 2 synchronised, 3 not; and all that is heard as the table.</summary>
    /// <remarks>Telit 80377ST10083a p141, as its HE863 prints them. There are no candidates here, since there is no soft handover, and one operator's cells are in step.</remarks>
    private static void Umts(ResponseWriter to, int set, Cell serving, IReadOnlyList<Cell> neighbours)
    {
        if (set is 0 or Moni.Table && serving.Umts is { } active)
            to.Line($"#MONI: {serving.OperatorName} PSC:{active.ScramblingCode} RSCP:{active.CodePowerDbm} LAC:{CellText.Lac(serving)} Id:{CellText.Id(serving)} EcIo:{active.QualityDb} UARFCN:{active.Uarfcn} PWR:{serving.PowerDbm}dbm DRX:{active.Drx} SCR:{active.ScramblingCode << 4}");
        if (set is not (2 or Moni.Table)) return;
        foreach (var cell in neighbours)
            if (cell.Umts is { } heard) to.Line($"#MONI: PSC:{heard.ScramblingCode} RSCP:{heard.CodePowerDbm} EcIo:{heard.QualityDb} UARFCN:{heard.Uarfcn} PWR:{cell.PowerDbm}dbm SCR:{heard.ScramblingCode << 4}");
    }

    /// <summary>Columns as wide as modules in the field print them.</summary>
    private static void Table(ResponseWriter to, Cell serving, IReadOnlyList<Cell> neighbours)
    {
        to.Line("#MONI: Cell  BSIC  LAC  CellId  ARFCN    Power  C1  C2  TA  RxQual  PLMN"u8);
        to.Line(string.Create(CultureInfo.InvariantCulture, $"{Row(" S", serving)}{serving.TimingAdvance,4}{serving.RxQual,6}    {serving.OperatorName}"));
        for (var i = 0; i < Math.Min(neighbours.Count, Moni.MaxNeighbour); i++) to.Line(Row($"N{i + 1}", neighbours[i]));
    }

    private static string Row(string name, Cell cell) => string.Create(CultureInfo.InvariantCulture,
        $"#MONI: {name}    {CellText.Bsic(cell)}  {CellText.Lac(cell)}   {CellText.Id(cell)}{cell.Arfcn,8}{cell.PowerDbm,6}dbm{cell.C1,4}{cell.C2,4}");
}
