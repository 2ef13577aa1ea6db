using System.Net;
using AtRun.Simulation;

namespace AtRun.Tests.Simulation.Week;

/// <summary>The host of all modules in client mode: knows each by its IMEI, sends what is planned for it, keeps the connection alive, and is restarted now and then.</summary>
internal sealed class WeekHost
{
    public static readonly IPEndPoint Where = new(IPAddress.Parse("10.0.0.1"), 4000);
    public const string Name = "host.example";

    /// <summary>Down for so long, on average.</summary>
    private static readonly TimeSpan Restart = TimeSpan.FromMinutes(2);

    private readonly WeekWorld _world;
    private readonly Random _random;
    private readonly ITimer _timer;
    private IDisposable? _listener;

    public WeekHost(WeekWorld world, Random random)
    {
        (_world, _random) = (world, random);
        _world.Internet.Names[Name] = Where.Address;
        _timer = _world.Time.CreateTimer(static h => ((WeekHost)h!).Turn(), this, random.Span(world.Plan.HostRestarts), Timeout.InfiniteTimeSpan);
        Listen();
    }

    public bool IsUp => _listener is not null;

    /// <summary>Open connections, with those that the host does not know to be dead.</summary>
    public List<HostSession> Sessions { get; } = [];

    private void Listen() => _listener = _world.Internet.Listen(Where, (link, from) =>
    {
        if (_world.At(from.Address) is not { } module)
        {
            _world.Break($"{from} connects, and is no module's address");
            return null;
        }
        module.Note("connected to the host");
        return new HostSession(this, module, (MemoryLink)link);
    });

    private void Turn()
    {
        if (IsUp) Down();
        else Up();
        _timer.Change(_random.Span(IsUp ? _world.Plan.HostRestarts : Restart), Timeout.InfiniteTimeSpan);
    }

    private void Down()
    {
        _world.Tally.Count(Fault.HostDown);
        _listener!.Dispose();
        _listener = null;
        foreach (var module in _world.Modules)
            if (!module.IsServer) module.Begins(Fault.HostDown);
        // Its program ended (FIN), was killed (RST), or the machine lost its power (nothing).
        var how = _random.Next(3);
        foreach (var session in Sessions.ToArray())
        {
            if (how == 2) session.Forget();
            session.End(nameof(Fault.HostDown), reset: how == 1);
        }
    }

    private void Up()
    {
        Listen();
        foreach (var module in _world.Modules)
            if (!module.IsServer) module.Ends(Fault.HostDown);
    }
}

/// <summary>A module's connection to the host.</summary>
internal sealed class HostSession : Caller
{
    /// <summary>After so long without traffic the host asks whether the module is there; less than the module's own limit.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(8);

    private static readonly WeekCommand At = WeekCommand.Echoed("AT", "\r\nOK\r\n");

    private readonly WeekHost _host;
    private readonly ITimer _keepAlive;
    private bool _known;

    public HostSession(WeekHost host, WeekModule module, MemoryLink link) : base(module, Voice.HostSays, Voice.HostHears)
    {
        (_host, Link) = (host, link);
        host.Sessions.Add(this);
        _keepAlive = World.Time.CreateTimer(static s => ((HostSession)s!).Silence(), this, KeepAlive, Timeout.InfiniteTimeSpan);
        Ask(module.WhoAreYou);
    }

    /// <summary>Sends what waits for the module: one by one, or all where the module queues.</summary>
    public void Next()
    {
        if (!_known || IsOver) return;
        while (Module.Waiting.Count > 0 && (Idle || Module.Queues)) Ask(Module.Waiting.Dequeue());
    }

    protected override void Answered()
    {
        if (!_known)
        {
            _known = true;
            var former = Module.Session;
            Module.Session = this;
            // The module was cut off and has come again before the host noticed.
            if (former is not null) former.End(former.WhyEnded() ?? "replaced", reset: true);
        }
        Next();
    }

    protected override void Over()
    {
        _keepAlive.Dispose();
        _host.Sessions.Remove(this);
        if (Module.Session == this) Module.Session = null;
    }

    private void Silence()
    {
        var left = KeepAlive - (World.Clock.Passed - LastTraffic);
        if (left <= TimeSpan.Zero)
        {
            if (Idle) Ask(At);
            left = KeepAlive;
        }
        _keepAlive.Change(left, Timeout.InfiniteTimeSpan);
    }
}
