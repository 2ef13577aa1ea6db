using System.Text;
using AtRun.Protocol.Links;
using AtRun.Simulation;

namespace AtRun.Tests.Simulation.Week;

/// <summary>A command line, and all that is heard because of it.</summary>
internal sealed record WeekCommand(byte[] Line, byte[] Answer, bool IsLogin = false)
{
    /// <summary>On a terminal: the line comes back before its answer.</summary>
    public static WeekCommand Echoed(string line, string answer) => new(Encoding.ASCII.GetBytes(line + "\r"), Encoding.ASCII.GetBytes(line + "\r" + answer));
}

/// <summary>Somebody who gives commands to a module over TCP: each answer is compared octet by octet, nothing else may be heard.</summary>
internal abstract class Caller : ILinkReceiver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Because of a fault a connection ends at once, or when all that was under way on a slow link is through.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(90);

    private readonly Queue<(WeekCommand Command, TimeSpan At)> _asked = new();
    private readonly ITimer _patience;
    private readonly Voice _says;
    private readonly Voice _hears;
    private int _matched;
    private Fault? _forgottenFor;

    protected Caller(WeekModule module, Voice says, Voice hears)
    {
        (Module, _says, _hears) = (module, says, hears);
        Began = LastTraffic = World.Clock.Passed;
        _patience = World.Time.CreateTimer(static c => ((Caller)c!).PatienceIsOver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public WeekModule Module { get; }

    /// <summary>This end of the connection.</summary>
    public MemoryLink? Link { get; set; }

    public TimeSpan Began { get; }

    public bool IsOver { get; private set; }

    /// <summary>Commands without an answer yet.</summary>
    public int Outstanding => _asked.Count(a => !a.Command.IsLogin);

    /// <summary>Nothing passes on the connection any more, and this end does not know.</summary>
    public bool IsForgotten => _forgottenFor is not null;

    protected WeekWorld World => Module.World;

    protected TimeSpan LastTraffic { get; private set; }

    protected bool Idle => _asked.Count == 0;

    public void Ask(WeekCommand command)
    {
        if (!command.IsLogin) World.Tally.Asked++;
        _asked.Enqueue((command, World.Clock.Passed));
        if (_asked.Count == 1) _patience.Change(Patience, Timeout.InfiniteTimeSpan);
        if (command.Line.Length > 0) Say(command.Line);
    }

    public void Received(ReadOnlySpan<byte> octets)
    {
        Module.Note(_hears, octets);
        LastTraffic = World.Clock.Passed;
        while (!octets.IsEmpty && !IsOver)
        {
            if (!_asked.TryPeek(out var next))
            {
                Module.Break("something was said that nobody asked for");
                return;
            }
            var expected = next.Command.Answer.AsSpan(_matched);
            var same = octets.CommonPrefixLength(expected);
            if (same < Math.Min(octets.Length, expected.Length))
            {
                Module.Break($"the answer to {Encoding.ASCII.GetString(next.Command.Line).TrimEnd()} is another than {Encoding.ASCII.GetString(next.Command.Answer).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}");
                return;
            }
            _matched += same;
            octets = octets[same..];
            if (same < expected.Length) return;
            _asked.Dequeue();
            _matched = 0;
            _patience.Change(_asked.Count > 0 ? Patience : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (!next.Command.IsLogin) World.Tally.Answered++;
            Answered();
        }
    }

    public void Drained() { }

    public void Ended(LinkEnd how)
    {
        Module.Note(how == LinkEnd.Finished ? "the module has closed the connection" : "the connection was reset");
        if (WhyEnded() is { } why) End(why);
        else Module.Break("the connection has ended, and nothing has happened to the module");
    }

    /// <summary>The way between is gone; neither end hears of it.</summary>
    public void Forget()
    {
        _forgottenFor = Module.FaultSince(World.Clock.Passed);
        Link!.FallSilent();
    }

    /// <summary>The connection is over for this side.</summary>
    /// <param name="why">The name of the loss, for what is not answered.</param>
    /// <param name="reset">The other side is told so.</param>
    public void End(string why, bool reset = false)
    {
        if (IsOver) return;
        IsOver = true;
        _patience.Dispose();
        if (reset) Link!.Reset();
        else Link!.Close();
        foreach (var (command, _) in _asked)
            if (!command.IsLogin) World.Tally.Lose(why);
        _asked.Clear();
        Over();
    }

    protected void Say(byte[] octets)
    {
        Module.Note(_says, octets);
        LastTraffic = World.Clock.Passed;
        Link!.Send(octets);
    }

    /// <summary>A command is answered.</summary>
    protected abstract void Answered();

    protected abstract void Over();

    /// <summary>What the module's end of the connection may be the effect of; null: of nothing.</summary>
    protected virtual string? WhyEnded() => Module.FaultSince(World.Clock.Passed - Aftermath)?.ToString();

    private void PatienceIsOver()
    {
        Module.Note("no answer: the connection is given up");
        if ((_forgottenFor ?? Module.FaultSince(World.Clock.Passed - Patience - Aftermath)) is { } fault) End($"no answer, {fault}", reset: true);
        else Module.Break("no answer within the time, and nothing has happened to the module");
    }
}
