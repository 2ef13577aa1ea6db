using System.Globalization;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Network;

namespace AtRun.Module.Commands.Network;

/// <summary>What a network survey prints (AT reference 80000ST10025a p503-513), as #CSURVF, #CSURVNLF and #CSURVEXT say when it starts.</summary>
internal sealed class SurveyText(AtCall call, bool inFigures)
{
    private static readonly string[] Statuses = ["CELL_SUITABLE", "CELL_LOW_PRIORITY", "CELL_FORBIDDEN", "CELL_BARRED", "CELL_LOW_LEVEL", "CELL_OTHER"];

    private readonly int _format = call.Get<CSurvF>().Format;
    private readonly bool _close = call.Get<CSurvNlf>().Value == 1;
    private readonly int _extent = call.Get<CSurvExt>().Value;
    private readonly List<string> _fields = [];

    /// <summary>The dots as modules in the field print them (Telit 1vv0300784 p37).</summary>
    public void Start()
    {
        call.Out.Line("Network survey started ..."u8);
        call.Instance.Flush();
    }

    public void Carrier(Carrier carrier)
    {
        _fields.Clear();
        Field(carrier.Says?.Cell.Umts is null ? "arfcn" : "uarfcn", carrier.Arfcn);
        if (carrier.Says is { Cell.Umts: { } umts } of3G) UmtsCell(carrier, of3G, umts);
        else if (carrier.Says is { } says) Cell(carrier, says);
        else Field("rxLev", carrier.PowerDbm);
        call.Out.Line(string.Join(inFigures ? ',' : ' ', _fields));
        // p503: three line ends behind a cell, the line's own among them.
        if (carrier.Says is not null && !_close)
        {
            call.Out.EndLine();
            call.Out.EndLine();
        }
        call.Instance.Flush();
    }

    public void End(int channels, int cells)
    {
        if (_format == CSurvF.HexadecimalWithCounts) call.Out.Line($"Network survey ended (Carrier: {channels} BCCh: {cells})");
        else call.Out.Line("Network survey ended"u8);
    }

    //  arfcn bsic rxLev ber mcc mnc lac cellId cellStatus numArfcn [arfcn…]
    //  serving cell, or #CSURVEXT=1, 2:  numChannels [array…]
    //  #CSURVEXT=2 and packet data:      pbcch [nom rac spgc pat nco t3168 t3192 drxmax ctrlAck bsCVmax alpha pcMeasCh]
    private void Cell(Carrier carrier, CarrierCell says)
    {
        var cell = says.Cell;
        Field("bsic", _format == CSurvF.Decimal ? Number(cell.Bsic) : CellText.Bsic(cell));
        Field("rxLev", carrier.PowerDbm);
        Field("ber", "0.00");
        Field("mcc", cell.Plmn[..3]);
        Field("mnc", cell.Plmn[3..]);
        Field("lac", _format == CSurvF.Decimal ? Number(cell.Lac) : CellText.Lac(cell));
        Field("cellId", _format == CSurvF.Decimal ? Number(cell.CellId) : CellText.Id(cell));
        Field("cellStatus", inFigures ? Number((int)says.Status) : Statuses[(int)says.Status]);
        List("numArfcn", "arfcn", says.Channels);
        if (!says.Serves && _extent == CSurvExt.ServingOnly) return;
        List("numChannels", "array", says.Allocation);
        if (_extent == CSurvExt.WithPacket && cell.Packet is { } packet) Packet(packet);
    }

    //  uarfcn rxLev mcc mnc scr code cellId lac cellStatus rscp ecio  (Telit 80304ST10041a p232)
    private void UmtsCell(Carrier carrier, CarrierCell says, UmtsCell umts)
    {
        var cell = says.Cell;
        Field("rxLev", carrier.PowerDbm);
        Field("mcc", cell.Plmn[..3]);
        Field("mnc", cell.Plmn[3..]);
        Field("scr code", umts.ScramblingCode);
        Field("cellId", _format == CSurvF.Decimal ? Number(cell.CellId) : CellText.Id(cell));
        Field("lac", _format == CSurvF.Decimal ? Number(cell.Lac) : CellText.Lac(cell));
        Field("cellStatus", inFigures ? Number((int)says.Status) : Statuses[(int)says.Status]);
        Field("rscp", umts.CodePowerDbm);
        Field("ecio", umts.QualityDb);
    }

    private void Packet(CellPacket packet)
    {
        Field("pbcch", packet.HasPbcch ? 1 : 0);
        if (packet.HasPbcch) return;
        Field("nom", packet.OperationMode);
        Field("rac", packet.RoutingArea);
        Field("spgc", packet.SplitPaging ? 1 : 0);
        Field("pat", packet.AccessThreshold);
        Field("nco", packet.ControlOrder);
        Field("t3168", packet.T3168);
        Field("t3192", packet.T3192);
        Field("drxmax", packet.DrxTimer);
        Field("ctrlAck", packet.ControlAckBlocks ? 1 : 0);
        Field("bsCVmax", packet.CountdownMax);
        Field("alpha", packet.Alpha);
        Field("pcMeasCh", packet.MeasuresPdch ? 1 : 0);
    }

    private void List(string count, string name, IReadOnlyList<int> channels)
    {
        Field(count, channels.Count);
        if (channels.Count > 0) Field(name, string.Join(' ', channels));
    }

    private void Field(string name, int value) => Field(name, Number(value));

    private void Field(string name, string value) => _fields.Add(inFigures ? value : $"{name}: {value}");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
