using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

/// <summary>A setting of the single-socket set, which drives the socket that has the number of the instance. Sockets on the GSM context refuse it.</summary>
internal abstract class SocketSetHandler<T> : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected sealed override ValueTask<FinalResult> Write(AtCall call, T value) =>
        call.OwnSocketIsOnGsm() ? Answer(CmeError.OperationNotAllowed) : Set(call, value);

    protected virtual ValueTask<FinalResult> Set(AtCall call, T value) => call.Store(value);
}

/// <summary>A text, of which the test form says how long it may be (AT reference 80000ST10025a p450).</summary>
internal abstract class SocketTextHandler<T> : SocketSetHandler<T> where T : class, IAtRecord<T>, new()
{
    protected sealed override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {((TextParameter)Command.Parameters[0]).MaxLength}");
        return Ok;
    }
}

[AtHandler]
internal sealed class UserIdHandler : SocketTextHandler<UserId>;

[AtHandler]
internal sealed class PasswHandler : SocketTextHandler<Passw>;

[AtHandler]
internal sealed class SktSetHandler : SocketSetHandler<SktSet>
{
    /// <summary>The manual prints the command in front (AT reference 80000ST10025a p457).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.ValuesBehindCommand(call.Get<SktSet>());
        return Ok;
    }
}

/// <summary>One of the values that a socket has from #SCFG: it holds for the open socket too, and shows whichever was given last.</summary>
internal abstract class SocketParameterHandler<T> : SocketSetHandler<T> where T : class, IAtRecord<T>, new()
{
    protected abstract T Of(Scfg socket);

    protected abstract Scfg In(Scfg socket, T value);

    protected sealed override object Current(AtCall call, int row) => Of(call.OwnSocketNow());

    protected sealed override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Values(Current(call, 0));
        return Ok;
    }

    protected sealed override ValueTask<FinalResult> Set(AtCall call, T value)
    {
        call.OwnSocket().Parameters.Set(In(call.OwnSocketNow(), value));
        return Ok;
    }
}

[AtHandler]
internal sealed class PktSzHandler : SocketParameterHandler<PktSz>
{
    protected override PktSz Of(Scfg socket) => new() { Size = socket.PktSz };

    protected override Scfg In(Scfg socket, PktSz value) => socket with { PktSz = value.Size };
}

[AtHandler]
internal sealed class DstoHandler : SocketParameterHandler<Dsto>
{
    protected override Dsto Of(Scfg socket) => new() { Tout = socket.TxTo };

    protected override Scfg In(Scfg socket, Dsto value) => socket with { TxTo = value.Tout };
}

[AtHandler]
internal sealed class SktToHandler : SocketParameterHandler<SktTo>
{
    protected override SktTo Of(Scfg socket) => new() { Tout = socket.MaxTo };

    protected override Scfg In(Scfg socket, SktTo value) => socket with { MaxTo = value.Tout };
}

[AtHandler]
internal sealed class SktCtHandler : SocketParameterHandler<SktCt>
{
    protected override SktCt Of(Scfg socket) => new() { Tout = socket.ConnTo };

    protected override Scfg In(Scfg socket, SktCt value) => socket with { ConnTo = value.Tout };
}

[AtHandler]
internal sealed class SktSavHandler : Handler<SktSav>
{
    protected override ValueTask<FinalResult> Write(AtCall call, SktSav value) =>
        call.OwnSocketIsOnGsm() ? Answer(CmeError.OperationNotAllowed) : SocketOfInstance.Store(call);
}

/// <summary>The context of the socket stays: it is none of the single-socket set.</summary>
[AtHandler]
internal sealed class SktRstHandler : Handler<SktRst>
{
    protected override ValueTask<FinalResult> Write(AtCall call, SktRst value)
    {
        call.Instance.Settings.Reset(c => c.Facts.Saved == Saved.SocketSet);
        var number = call.Instance.Number;
        call.OwnSocket().Parameters.Set(Scfg.DefaultOf(number) with { Cid = call.Get<Scfg>(number).Cid });
        return SocketOfInstance.Store(call);
    }
}
