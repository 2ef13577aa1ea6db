using AtRun.Module;
using AtRun.Module.Ip;
using AtRun.Module.Services.OnBoard;
using AtRun.Simulation.Circuits;

namespace AtRun.Host.Control;

/// <summary>Looks at a module without touching it.</summary>
internal static class StatusReport
{
    public static ModuleStatus Of(Surroundings simulated)
    {
        var module = simulated.Module;
        var status = new ModuleStatus { Module = simulated.Number, Imei = module.Imei, Number = simulated.Sim.OwnNumber };
        return module.Running is not { } running ? status : status with
        {
            On = true,
            Sim = running.Sim.State.ToString(),
            Registration = running.Network.State.ToString(),
            Attached = running.Attach.IsAttached,
            Contexts = [.. running.Contexts.Defined.Where(c => c.IsActive).Select(c => new ContextStatus(c.Cid, c.Address!.ToString(), c.CarriesSockets))],
            Services = Services(running),
            Sockets = [.. running.Sockets.All.Where(s => s.State != SocketState.Closed).Select(Of)],
            Instances = [.. running.Instances.Select(i => new InstanceStatus(i.Number, i.User.Owner.ToString(), i.IsOnline ? "Online" : i.Busy ? "Busy" : "Idle"))],
            Board = Of(running.Outputs, running),
        };
    }

    public static PhoneStatus Of(Telephone phone) =>
        new(phone.Number, phone.Habit.ToString(), phone.IsConnected ? "Connected" : phone.IsRinging ? "Ringing" : phone.HasCall ? "Calling" : "Idle", phone.Heard);

    private static ServiceStatus[] Services(RunningModule running) =>
    [
        new("TCPATRUN", running.TcpAtRun.IsOn, running.TcpAtRun.IsOn ? $"{running.TcpAtRun.Mode}, {running.TcpAtRun.State}" : "Off"),
        new("SMSATRUN", running.SmsAtRun.IsOn, running.SmsAtRun.State.ToString()),
        new("EVMONI", running.EventMonitor.IsOn, running.EventMonitor.IsOn ? "Active" : "NotActive"),
    ];

    private static BoardStatus Of(BoardOutputs outputs, RunningModule running)
    {
        var pins = running.Pins;
        var high = Enumerable.Range(1, pins.Count).Where(p => pins.DirectionOf(p) == PinDirection.Output ? pins.LevelOf(p) : p == PinService.AlarmOutput && outputs.Alarm);
        return new([.. high], outputs.Auxiliary, outputs.Converter, outputs.Light, running.Receiver.Observe().Fix?.Used.Count ?? 0);
    }

    private static SocketStatus Of(ModuleSocket socket)
    {
        var (sent, received, _, _) = socket.Counters();
        return new(socket.ConnId, socket.State.ToString(), socket.Local?.ToString(), socket.Remote?.ToString(), sent, received);
    }
}
