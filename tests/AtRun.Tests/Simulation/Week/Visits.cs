using System.Net;
using System.Text;
using AtRun.Protocol.Links;
using AtRun.Simulation;

namespace AtRun.Tests.Simulation.Week;

/// <summary>Somebody who may log in at a module in server mode: does so, gives the commands that wait, and goes.</summary>
internal sealed class Visit : Caller
{
    public static readonly IPAddress From = IPAddress.Parse("10.0.0.7");

    private static readonly WeekCommand[] StepByStep =
    [
        new([], "\r\nUsername: "u8.ToArray(), IsLogin: true), new("user\r"u8.ToArray(), "\r\nPassword: "u8.ToArray(), IsLogin: true), new("secret\r"u8.ToArray(), "\r\nLogin successful.\r\n"u8.ToArray(), IsLogin: true),
    ];

    private readonly bool _busy;
    private int _step;

    private Visit(WeekModule module) : base(module, Voice.ClientSays, Voice.ClientHears) => _busy = module.IsConnected;

    /// <summary>Comes; null: nobody listens.</summary>
    public static Visit? Begin(WeekModule module, IPEndPoint to)
    {
        var visit = new Visit(module);
        if (module.World.Internet.Connect(new(From, 0), to, visit) is not { } link) return null;
        visit.Link = link;
        if (module.LogsInByStep) visit.Ask(StepByStep[0]);
        else
        {
            visit._step = StepByStep.Length;
            visit.Say("user\rsecret\r"u8.ToArray());
            visit.Next();
        }
        return visit;
    }

    public void Next()
    {
        if (_step < StepByStep.Length || IsOver) return;
        while (Module.Waiting.Count > 0 && (Idle || Module.Queues)) Ask(Module.Waiting.Dequeue());
        if (Idle) End("done");
    }

    protected override void Answered()
    {
        if (_step < StepByStep.Length && ++_step < StepByStep.Length) Ask(StepByStep[_step]);
        else Next();
    }

    protected override void Over() => Module.Visit = null;

    protected override string? WhyEnded() => base.WhyEnded() ?? (_busy ? "another client" : null);
}

/// <summary>Somebody who may not log in, and tries.</summary>
internal sealed class Stranger : ILinkReceiver
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(130);

    private readonly WeekModule _module;
    private readonly TimeSpan _began;
    private readonly ITimer _limit;
    private readonly StringBuilder _heard = new();
    private MemoryLink? _link;
    private bool _over;

    private Stranger(WeekModule module)
    {
        (_module, _began) = (module, module.World.Clock.Passed);
        _limit = module.World.Time.CreateTimer(static s => ((Stranger)s!).StaysTooLong(), this, Allowed, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What a stranger's command would leave behind: S7 of a value that nobody else gives.</summary>
    public const int Mark = 200;

    public static bool Try(WeekModule module, IPEndPoint to, Random random)
    {
        var stranger = new Stranger(module);
        var (mark, kind) = (Mark + random.Next(56), random.Next(6));
        var from = kind == 0 ? IPAddress.Parse("192.0.2.66") : IPAddress.Parse("10.0.0.99");
        stranger._link = module.World.Internet.Connect(new(from, 0), to, stranger);
        if (stranger._link is null)
        {
            stranger._limit.Dispose();
            return false;
        }
        var said = kind switch
        {
            0 => $"user\rsecret\rATS7={mark}\r",
            1 => $"root\rsecret\rATS7={mark}\r",
            2 => $"user\rguess\rATS7={mark}\r",
            3 => $"ATS7={mark}\rATS7={mark}\rATS7={mark}\r",
            4 => $"user\r\nsecre\r\nATS7={mark}\r\nuser\r\nsecret\r\nATS7={mark}\r\n",
            _ => "",
        };
        if (said.Length == 0) return true;
        module.Note(Voice.StrangerSays, Encoding.ASCII.GetBytes(said));
        stranger._link.Send(Encoding.ASCII.GetBytes(said));
        return true;
    }

    public void Received(ReadOnlySpan<byte> octets)
    {
        _module.Note(Voice.StrangerHears, octets);
        _heard.Append(Encoding.Latin1.GetString(octets));
        if (!_module.LogsInByStep || !"\r\nUsername: \r\nPassword: ".StartsWith(_heard.ToString(), StringComparison.Ordinal)) _module.Break("a stranger was answered");
    }

    public void Drained() { }

    public void Ended(LinkEnd how) => Go();

    private void StaysTooLong()
    {
        if (_over) return;
        if (_module.FaultSince(_began) is null) _module.Break("a stranger is still connected");
        Go();
    }

    private void Go()
    {
        _over = true;
        _limit.Dispose();
        _link!.Close();
    }
}
