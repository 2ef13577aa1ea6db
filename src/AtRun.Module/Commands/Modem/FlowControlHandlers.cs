using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

/// <summary>&amp;K holds the flow control; \Q and +IFC are other ways to say it (AT reference 80000ST10025a p56-60).</summary>
internal static class FlowControlPairs
{
    // &K  by the terminal, by the module (+IFC)
    //  0  0 none             0 none
    //  1  0 none             2 CTS
    //  2  0 none             1 XON/XOFF
    //  3  2 RTS              2 CTS
    //  4  1 XON/XOFF         1 XON/XOFF
    //  5  3 XON/XOFF passed  1 XON/XOFF
    //  6  both kinds: +IFC has no pair for it and shows 0,0
    private static readonly (int ByTe, int ByTa)[] _pairs = [(0, 0), (0, 2), (0, 1), (2, 2), (1, 1), (3, 1)];

    /// <summary>&amp;K for \Q0 to \Q3.</summary>
    public static IReadOnlyList<int> OfStandard { get; } = [0, 4, 1, 3];

    public static Ifc Of(FlowControl flow)
    {
        var (byTe, byTa) = flow.Value < _pairs.Length ? _pairs[flow.Value] : _pairs[0];
        return new() { ByTe = byTe, ByTa = byTa };
    }

    public static FlowControl? Find(Ifc pair)
    {
        var place = Array.IndexOf(_pairs, (pair.ByTe, pair.ByTa));
        return place < 0 ? null : new() { Value = place };
    }
}

[AtHandler]
internal sealed class StandardFlowControlHandler : Handler<StandardFlowControl>
{
    protected override ValueTask<FinalResult> Write(AtCall call, StandardFlowControl value) =>
        call.Store(new FlowControl { Value = FlowControlPairs.OfStandard[value.Value] });
}

[AtHandler]
internal sealed class IfcHandler : Handler<Ifc>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Ifc value) =>
        FlowControlPairs.Find(value) is { } flow ? call.Store(flow) : Answer(Refusal);

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Values(FlowControlPairs.Of(call.Get<FlowControl>()));
        return Ok;
    }
}
