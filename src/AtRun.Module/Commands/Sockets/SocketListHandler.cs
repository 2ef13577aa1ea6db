using AtRun.Module.Ip;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

/// <summary>A command that prints a line for one socket, or for all.</summary>
internal abstract class SocketListHandler<T> : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected abstract int ConnIdOf(T value);

    protected abstract void Print(AtCall call, ModuleSocket socket);

    protected sealed override ValueTask<FinalResult> Execute(AtCall call)
    {
        foreach (var socket in call.Module.Sockets.All) Print(call, socket);
        return Ok;
    }

    protected sealed override ValueTask<FinalResult> Write(AtCall call, T value)
    {
        Print(call, call.Module.Sockets[ConnIdOf(value)]);
        return Ok;
    }
}

/// <summary>#SS prints no more fields than the state has (AT reference 80000ST10025a p414).</summary>
[AtHandler]
internal sealed class SsHandler : SocketListHandler<Ss>
{
    protected override int ConnIdOf(Ss value) => value.ConnId;

    protected override void Print(AtCall call, ModuleSocket socket)
    {
        var head = $"{Command.Name}: {socket.ConnId},{(int)socket.State}";
        if (socket.Local is not { } local) call.Out.Line(head);
        else if (socket.Remote is not { } remote) call.Out.Line($"{head},{local.Address},{local.Port}");
        else call.Out.Line($"{head},{local.Address},{local.Port},{remote.Address},{remote.Port}");
    }
}

/// <summary>#SI counts since the socket was opened last, also when it is closed meanwhile.</summary>
[AtHandler]
internal sealed class SiHandler : SocketListHandler<Si>
{
    protected override int ConnIdOf(Si value) => value.ConnId;

    protected override void Print(AtCall call, ModuleSocket socket)
    {
        var (sent, received, buffered, unacknowledged) = socket.Counters();
        call.Out.Line($"{Command.Name}: {socket.ConnId},{sent},{received},{buffered},{unacknowledged}");
    }
}

[AtHandler]
internal sealed class SLastClosureHandler : SocketListHandler<SLastClosure>
{
    protected override int ConnIdOf(SLastClosure value) => value.ConnId;

    protected override void Print(AtCall call, ModuleSocket socket) => call.Out.Line($"{Command.Name}: {socket.ConnId},{(int)socket.LastClosure}");
}
