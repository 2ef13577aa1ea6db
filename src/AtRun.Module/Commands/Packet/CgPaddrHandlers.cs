using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class CgPaddrHandler : Handler<CgPaddr>
{
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters) =>
        Addresses.Print(call, parameters, CgDcont.Contexts, Addresses.Row) ? Ok : Answer(Refusal);

    protected override ValueTask<FinalResult> Test(AtCall call) => Addresses.Test(call);
}

[AtHandler]
internal sealed class CgPaddrOfAnyHandler : Handler<CgPaddrOfAny>
{
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters) =>
        Addresses.Print(call, parameters, CgPaddrOfAny.MaxCids, Addresses.Row) ? Ok : Answer(Refusal);

    protected override ValueTask<FinalResult> Test(AtCall call) => Addresses.Test(call);
}

/// <summary>The lines of +CGPADDR, #CGPADDR and #NWDNS (AT reference 80000ST10025a p195, p356).</summary>
internal static class Addresses
{
    /// <summary>One row for each context given that is defined, or for all defined.</summary>
    public static bool Print(AtCall call, ReadOnlySpan<byte> parameters, int most, Action<AtCall, int> row)
    {
        var values = new ParameterReader(parameters);
        if (CidList.Read(ref values, (IntParameter)call.Command.Parameters[0], most) is not { } cids) return false;
        var contexts = call.Module.Contexts;
        if (cids.Count == 0) cids = [.. Defined(call)];
        foreach (var cid in cids)
            if (contexts.IsDefined(cid)) row(call, cid);
        return true;
    }

    /// <summary>The contexts that are defined.</summary>
    public static ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{call.Command.Name}: ({string.Join(',', Defined(call))})");
        return new(FinalResult.Ok);
    }

    /// <summary>The address of one.</summary>
    public static void Row(AtCall call, int cid) => call.Out.Line($"{call.Command.Name}: {cid},\"{call.Module.Contexts.ShownAddress(cid)}\"");

    /// <summary>The contexts that are defined, as far as the command knows them: +CGPADDR does not know the GSM context.</summary>
    private static IEnumerable<int> Defined(AtCall call) =>
        call.Module.Contexts.DefinedOfAny.Select(c => c.Cid).Where(((IntParameter)call.Command.Parameters[0]).Allows);
}
