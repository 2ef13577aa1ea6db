using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class CpolHandler : Handler<Cpol>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Cpol value)
    {
        var list = call.Get<Cpls>().List;
        var places = call.Module.Sim.Card.PreferredNetworks(list);
        // The format alone: there is but one.
        if (value.Index == 0 && value.Oper.Length == 0) return Ok;
        // 31.102 §4.2.53: the others are the operator's to write.
        if (list != Cpls.User) return Answer(CmeError.OperationNotAllowed);
        if (value.Index > places.Count || (value.Oper.Length > 0 && !Cops.IsPlmn(value.Oper))) return Answer(Refusal);
        var place = value.Index > 0 ? value.Index : FreePlace(call.Module.Sim.Card, places.Count);
        if (place == 0) return Answer(CmeError.MemoryFull);
        return Put(places, place, value.Oper.Length == 0 ? [] : NetworkList.Record(value.Oper));
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        foreach (var (place, plmn) in NetworkList.On(call.Module.Sim.Card, call.Get<Cpls>().List)) call.Out.Line($"{Command.Name}: {place},{Cpol.Numeric},\"{plmn}\"");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: (1-{call.Module.Sim.Card.PreferredNetworks(call.Get<Cpls>().List).Count}),({Cpol.Numeric})");
        return Ok;
    }

    private static int FreePlace(ISim card, int places) => Enumerable.Range(1, places).Except(NetworkList.On(card, Cpls.User).Select(n => n.Place)).FirstOrDefault();

    private static async ValueTask<FinalResult> Put(ISimRecords places, int place, byte[] record)
    {
        await places.Write(place, record.Length == 0 ? NetworkList.Free : record);
        return FinalResult.Ok;
    }
}
