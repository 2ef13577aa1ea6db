using System.Text;
using AtRun.Module.Worlds;
using static AtRun.Module.Worlds.AppParameter;

namespace AtRun.Module.Apps;

/// <summary>The way from an app to the AT instances (Telit AppZone samples, m2m_os_iat_…).</summary>
/// <remarks>Logical ports 0-3 and instances AT0-AT2, which are 1 to 3 here: the samples speak of AZ1, AZ2 and AT0 to AT2. Results are 1, or 0 where it is refused.</remarks>
internal sealed class CommandFunctions(AppMachine app) : AppGroup(app)
{
    private const int LastPort = 3;

    private readonly AppPort?[] _ports = new AppPort?[LastPort + 1];

    public override IEnumerable<AppFunction> Functions() =>
    [
        Returns("m2m_os_iat_set_at_command_instance", AppMachine.Failed, a => Attach(a[0], a[1]) ? AppMachine.Success : AppMachine.Failed, Integer, Integer),
        Returns("m2m_os_iat_send_at_command", AppMachine.Failed, a => Send(a[1], Encoding.Latin1.GetBytes(a.Text(0) ?? "")), Text, Integer),
        Returns("m2m_os_iat_send_atdata_command", AppMachine.Failed, a => Send(a[2], a.Octets(0)), Octets, Integer),
    ];

    public override void End()
    {
        for (var i = 0; i < _ports.Length; i++) Detach(i);
    }

    // INS-2, INS-3: what a service has is refused; the port that stands before an instance gets no service meanwhile.
    private bool Attach(int port, int instance)
    {
        if (port is < 0 or > LastPort || instance is < 0 or >= RunningModule.InstanceCount) return false;
        var number = instance + 1;
        if (_ports[port] is { } same && same.Instance.Number == number && same.Instance.User == same) return true;
        var other = Array.FindIndex(_ports, p => p is not null && p.Instance.User == p && p.Instance.Number == number);
        if (other < 0 && !Module.CanReserve(number)) return false;
        if (other >= 0) Detach(other);
        Detach(port);
        var user = new AppPort(App, Module.Instance(number), port);
        _ports[port] = user;
        Module.Reserve(number, user);
        return true;
    }

    private void Detach(int port)
    {
        if (_ports[port] is not { } user) return;
        _ports[port] = null;
        if (Module.IsOn && user.Instance.User == user) Module.Release(user.Instance.Number);
    }

    private AppAnswer Send(int port, byte[] octets) =>
        port is >= 0 and <= LastPort && _ports[port] is { } user && user.Send(octets) ? AppMachine.Success : AppMachine.Failed;
}
