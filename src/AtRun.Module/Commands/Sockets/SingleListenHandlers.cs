using AtRun.Module.Ip;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

[AtHandler]
internal sealed class SktLHandler : SingleListenHandler<SktL>
{
    /// <summary>The old styles have no socket type (AT reference 80000ST10025a p472, p474).</summary>
    protected override void Show(AtCall call, int listens, SktL last)
    {
        if (call.OldStyle) call.Out.Line($"{Command.Name}: {listens},{last.InputPort},{last.ClosureType}");
        else call.Out.Line($"{Command.Name}: {listens},{last.SocketType},{last.InputPort},{last.ClosureType}");
    }

    protected override Listening Of(SktL value) => new(value.Mode == 1, (SocketProtocol)value.SocketType, value.InputPort, value.ClosureType);
}

[AtHandler]
internal sealed class OldSktLHandler : SingleListenHandler<OldSktL>
{
    protected override void Show(AtCall call, int listens, OldSktL last) => call.Out.Line($"{Command.Name}: {listens},{last.SocketType},{last.InputPort},{last.ClosureType}");

    protected override Listening Of(OldSktL value) => new(value.Mode == 1, SocketProtocol.Tcp, value.InputPort, value.ClosureType);
}

/// <summary>What #SKTL and @SKTL have in common.</summary>
internal abstract class SingleListenHandler<T> : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected override ValueTask<FinalResult> Write(AtCall call, T value)
    {
        var how = Of(value);
        if (how.Begins) return Listen(call, value, how);
        if (Listens(call)) call.OwnSocket().Close(SocketClosure.None);
        return Ok;
    }

    /// <summary>What was given last.</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        Show(call, Listens(call) ? 1 : 0, call.Instance.Settings.Get<T>());
        return Ok;
    }

    protected abstract void Show(AtCall call, int listens, T last);

    protected abstract Listening Of(T value);

    private ValueTask<FinalResult> Listen(AtCall call, T value, Listening how)
    {
        if (how.Port == 0) return Answer(Refusal);
        if (SingleSocket.Refusal(call) is { } refusal) return Answer(refusal);
        var result = call.OwnSocket().Listen(call.Instance, new(how.Protocol, how.Port, Command.Name)
        {
            Accepts = true,
            EscapeCloses = true,
            OutlivesPeer = how.ClosureType == SocketUse.StaysOpen,
            Announcement = static peer => $"+CONN FROM: {peer.Address}",
        });
        if (result.IsSuccess) call.Instance.Settings.Set(Command, value);
        return Answer(result);
    }

    private bool Listens(AtCall call) => call.OwnSocket().Listens?.Command == Command.Name;

    /// <summary>The parameters.</summary>
    protected readonly record struct Listening(bool Begins, SocketProtocol Protocol, int Port, int ClosureType);
}
