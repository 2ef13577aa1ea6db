using System.Net;
using AtRun.Simulation;
using AtRun.Simulation.Centre;
using AtRun.Simulation.Circuits;

namespace AtRun.Tests.Simulation.Week;

/// <summary>Many modules, their host, and all that happens to them: nothing in it but the seed decides.</summary>
internal sealed class WeekWorld
{
    /// <summary>Timers that a module in order may have: of its session, of the command that runs, of its services, of its link.</summary>
    private const int MostTimers = 16;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Dictionary<IPAddress, WeekModule> _addresses = [];
    private readonly List<WeekModule> _touched = [];
    private string? _broken;

    private WeekWorld(WeekPlan plan)
    {
        Plan = plan;
        var random = new Random(plan.Seed);
        (Turn, Transcript, Time) = (new(Clock), new(Clock), Clock.Own());
        Internet = new(Turn.Post, Time);
        Circuits = new(Turn.Post, Time);
        Radio = new(Time, new Random(random.Next()), drift: 0);
        Centre = new(Time, new Random(random.Next()));
        (Desk, Forger) = (new(this), new(this));
        Modules = [.. Enumerable.Range(0, plan.Modules).Select(i => new WeekModule(this, i))];
        Host = new(this, new Random(random.Next()));
    }

    public WeekPlan Plan { get; }
    public SteppedClock Clock { get; } = new();
    public SteppedTurn Turn { get; }

    /// <summary>Time for all that is no module.</summary>
    public SteppedClock.OwnTime Time { get; }

    public Transcript Transcript { get; }
    public Tally Tally { get; } = new();
    public MemoryInternet Internet { get; }
    public RadioNetwork Radio { get; }
    public PacketNetwork Packet { get; } = new();
    public CircuitNetwork Circuits { get; }
    public SmsCentre Centre { get; }
    public SmsDesk Desk { get; }
    public SmsForger Forger { get; }
    public IReadOnlyList<WeekModule> Modules { get; }
    public WeekHost Host { get; }

    /// <summary>Simulates it all; throws where something does not hold that must.</summary>
    public static WeekResult Run(WeekPlan plan)
    {
        var world = new WeekWorld(plan);
        var held = (First: 0L, Last: 0L);
        for (var hour = TimeSpan.FromHours(1); hour <= plan.Span; hour += TimeSpan.FromHours(1))
        {
            world.Turn.Run(hour, world.AfterStep);
            world.EveryHour();
            if (world._broken is { } what) throw new WeekBrokenException(what);
            if (hour == Day) held.First = GC.GetTotalMemory(true);
        }
        held.Last = GC.GetTotalMemory(true);
        using var transcript = world.Transcript;
        return new(transcript.Hash(), transcript.Octets, world.Turn.Steps, held, world.Tally);
    }

    /// <summary>Something is wrong: the first of it is told.</summary>
    public void Break(string what) => _broken ??= $"seed {Plan.Seed}, {Clock.Passed:d\\.hh\\:mm\\:ss\\.fff}, {what}";

    /// <summary>The module is looked at when the step is over.</summary>
    public void Touched(WeekModule module)
    {
        if (_touched.Count == 0 || _touched[^1] != module) _touched.Add(module);
    }

    public void After(int milliseconds, Action what) => Time.CreateTimer(static w => ((Action)w!)(), what, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);

    public void Has(WeekModule module, IPAddress address, IPAddress? former)
    {
        if (former is not null && At(former) == module) _addresses.Remove(former);
        _addresses[address] = module;
    }

    /// <summary>Whose address that is, or was last.</summary>
    public WeekModule? At(IPAddress address) => _addresses.GetValueOrDefault(address);

    private void AfterStep()
    {
        foreach (var module in _touched) module.Check();
        _touched.Clear();
        if (_broken is not null) throw new WeekBrokenException(_broken);
    }

    /// <summary>What is of all of them together.</summary>
    private void EveryHour()
    {
        var (listening, outstanding, given) = (Host.IsUp ? 1 : 0, Host.Sessions.Sum(s => s.Outstanding), new HashSet<IPAddress>());
        foreach (var module in Modules)
        {
            module.Check();
            if (module.Listens) listening++;
            outstanding += module.Visit?.Outstanding ?? 0;
            if (module.Armed > MostTimers) module.Break($"it has {module.Armed} timers");
            foreach (var address in module.Packet.Active.Values)
                if (!given.Add(address)) module.Break($"somebody else has the address {address}, too");
        }
        if (Internet.Listening.Count != listening) Break($"{Internet.Listening.Count} listen, {listening} should");
        if (Host.Sessions.Count > 2 * Modules.Count) Break($"the host has {Host.Sessions.Count} connections");
        if (Tally.Asked != Tally.Answered + Tally.Lost + outstanding) Break($"{Tally.Asked} commands: {Tally.Answered} answered, {Tally.Lost} lost, {outstanding} under way");
        if (Tally.SmsAsked != Tally.SmsAnswered + Tally.SmsLost + Desk.Outstanding) Break($"{Tally.SmsAsked} commands by SMS: {Tally.SmsAnswered} answered, {Tally.SmsLost} lost, {Desk.Outstanding} under way");
    }
}

/// <summary>What a simulation ends with.</summary>
/// <param name="Hash">SHA-256 of its transcript.</param>
/// <param name="Octets">Octets of the transcript.</param>
/// <param name="Steps">Timers and posted work.</param>
/// <param name="Held">Octets of memory after the first day, and at the end.</param>
/// <param name="Tally">The rest.</param>
internal sealed record WeekResult(string Hash, long Octets, long Steps, (long First, long Last) Held, Tally Tally);
