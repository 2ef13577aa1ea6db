using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Simulation;

/// <summary>The USSD services of the simulated network, as one subscriber reaches them: a balance, a menu, and what is said of other codes.</summary>
/// <remarks>
/// <code>
/// *100#    the balance
/// *101#    a menu: 1 balance, 2 own number, 3 the same in an alphabet that needs UCS2; 0 ends it
/// others   not supported, or what <see cref="Answers"/> says
/// </code>
/// </remarks>
public sealed class UssdDesk : IUssd
{
    /// <summary>How long the network waits for an answer (22.090 leaves it to the network).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Answers of one's own that are kept.</summary>
    public const int MaxAnswers = 100;

    private const string Balance = "Your balance is 12.34 EUR", BalanceInCyrillic = "Ваш баланс 12.34 EUR", Menu = "1 Balance, 2 My number, 3 In Cyrillic, 0 End";

    private readonly Subscriber _subscriber;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, string> _answers = [];
    private Func<string, UssdMessage>? _next;
    private ITimer? _patience;
    private bool _isMenu;

    internal UssdDesk(Subscriber subscriber, TimeProvider time) => (_subscriber, _time) = (subscriber, time);

    public Action<UssdMessage>? Said { get; set; }

    /// <summary>Texts for further codes, at most <see cref="MaxAnswers"/>.</summary>
    public IReadOnlyDictionary<string, string> Answers => _answers;

    /// <summary>Nothing is answered any more.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What was said last in a dialogue that the network began; null: nothing.</summary>
    public string? Heard { get; private set; }

    /// <summary>A code is answered with that text from now on; false: there are too many.</summary>
    public bool Answer(string code, string text)
    {
        if (_answers.Count == MaxAnswers && !_answers.ContainsKey(code)) return false;
        _answers[code] = text;
        return true;
    }

    /// <summary>The network says something by itself; false: the module cannot be reached, or a dialogue is open.</summary>
    public bool Notify(string text) => Begin(new(UssdKind.Notice, Coded(text)), null);

    /// <summary>The network asks something by itself; false: the module cannot be reached, or a dialogue is open.</summary>
    public bool Request(string text) => Begin(new(UssdKind.Request, Coded(text)), answer =>
    {
        Heard = answer;
        return new(UssdKind.Notice, Coded("Thank you"));
    });

    /// <summary>The network ends the dialogue; false: there is none.</summary>
    public bool Terminate()
    {
        if (_next is null) return false;
        Release();
        Said?.Invoke(new(UssdKind.Terminated));
        return true;
    }

    public async ValueTask<UssdMessage> Ask(UssdText text, CancellationToken stop)
    {
        var next = _next ?? Serve;
        Release();
        await Task.Delay(IsSilent ? Timeout.InfiniteTimeSpan : Subscriber.AnswerTime, _time, stop);
        var said = next(text.Text);
        if (said.Kind == UssdKind.Request) Expect(_isMenu ? Choose : next);
        return said;
    }

    public void Release()
    {
        _next = null;
        _patience?.Dispose();
        _patience = null;
    }

    private bool Begin(UssdMessage said, Func<string, UssdMessage>? next)
    {
        if (_next is not null || Said is null) return false;
        if (next is not null) Expect(next);
        Said(said);
        return true;
    }

    private void Expect(Func<string, UssdMessage> next)
    {
        Release();
        _next = next;
        _patience = _time.CreateTimer(static d => ((UssdDesk)d!).Terminate(), this, Patience, Timeout.InfiniteTimeSpan);
    }

    private UssdMessage Serve(string code)
    {
        _isMenu = code == "*101#";
        return code switch
        {
            _ when _answers.TryGetValue(code, out var text) => Say(text),
            "*100#" => Say(Balance),
            "*101#" => new(UssdKind.Request, Coded(Menu)),
            _ => new(UssdKind.NotSupported),
        };
    }

    private UssdMessage Choose(string choice) => choice switch
    {
        "1" => Say(Balance),
        "2" => Say($"Your number is {_subscriber.Number}"),
        "3" => Say(BalanceInCyrillic),
        "0" => new(UssdKind.Terminated),
        _ => new(UssdKind.Request, Coded(Menu)),
    };

    private static UssdMessage Say(string text) => new(UssdKind.Notice, Coded(text));

    private static UssdText Coded(string text) => new(text, GsmAlphabet.CountOf(text) >= 0 ? UssdText.Gsm7 : UssdText.Ucs2);
}
