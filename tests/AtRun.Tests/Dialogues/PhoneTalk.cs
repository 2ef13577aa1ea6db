using System.Text;
using AtRun.Module.Worlds;
using AtRun.Simulation.Circuits;
using AtRun.Tests.Support;

namespace AtRun.Tests.Dialogues;

/// <summary>What telephones do in a dialogue, and what they hear. See docs/dialogues.md.</summary>
internal sealed class PhoneTalk(SimulatedModule module, TimeSpan patience)
{
    /// <summary>Who calls where no number is written.</summary>
    private const string Somebody = "+393330000000";

    private static readonly string[] _expecting = ["heard", "called", "connected", "free", "told", "<"];

    private readonly Dictionary<string, StringBuilder> _data = [];

    public static bool IsLine(string text) => text.Split(' ') is ["phone", _, _, ..] or ["call", "ring" or "withdraw"] or ["dtmf", _];

    public static bool Expects(string text) => text.Split(' ') is ["phone", _, var what, ..] && _expecting.Contains(what);

    /// <summary>Does what a line says; null, or what went wrong.</summary>
    public string? Do(string text)
    {
        switch (text.Split(' '))
        {
            case ["call", "ring"]:
                return Call(Phone(Somebody), Bearer.Voice, CallerIdentity.Hidden);
            case ["call", _]:
                return Make(Phone(Somebody), p => p.HangUp());
            case ["dtmf", var tones]:
                return Make(Phone(Somebody), p => p.Send(tones)) is null ? null : "no voice call is up";
            case ["phone", var number, .. var words]:
                return Phone(number) is { } phone ? Do(phone, words, text) : $"{number} is no telephone";
            default:
                return "this is no line of a dialogue";
        }
    }

    private string? Do(Telephone phone, string[] words, string text) => words switch
    {
        ["answers"] => Make(phone, p => p.Habit = TelephoneHabit.Answers),
        ["answers", var span] => Make(phone, p => (p.Habit, p.AnswerAfter) = (TelephoneHabit.Answers, AtRun.Client.Conformance.DialogueStep.Span(span))),
        ["echoes"] => Make(phone, p => (p.Habit, p.Echoes) = (TelephoneHabit.Answers, true)),
        ["rings"] => Make(phone, p => p.Habit = TelephoneHabit.Rings),
        ["busy"] => Make(phone, p => p.Habit = TelephoneHabit.Busy),
        ["off"] => Make(phone, p => p.Habit = TelephoneHabit.Off),
        ["none"] => Make(phone, p => module.Circuits.Remove(p.Number)),
        ["calls"] => Call(phone, Bearer.Voice, CallerIdentity.AsSubscribed),
        ["calls", "hidden"] => Call(phone, Bearer.Voice, CallerIdentity.Hidden),
        ["calls", "data"] => Call(phone, new(true, Telephone.Speed), CallerIdentity.AsSubscribed),
        ["calls", "transparent"] => Call(phone, new(true, Telephone.Speed, true), CallerIdentity.AsSubscribed),
        ["calls", "any"] => Call(phone, null, CallerIdentity.AsSubscribed),
        ["calls", "for", var number] => Call(phone, Bearer.Voice, CallerIdentity.AsSubscribed, number),
        ["takes"] => Make(phone, p => p.Answer()),
        ["ends"] => Make(phone, p => p.HangUp()),
        ["tones", var tones] => Make(phone, p => p.Send(tones)),
        ["holds"] => Make(phone, p => p.Hold(true)),
        ["retrieves"] => Make(phone, p => p.Hold(false)),
        ["forwards", var reason, var number] => Make(phone, p => p.Subscriber.Forward(Enum.Parse<ForwardingReason>(reason, true), ServiceClass.Voice, new(number, true, TimeSpan.FromSeconds(10)))),
        ["bars"] => Make(phone, p => p.Subscriber.Bar(BarringProgram.AllIncoming, ServiceClass.Voice, true)),
        ["group", var index, var code] => Make(phone, p => (p.Subscriber.Groups[int.Parse(index)], p.Subscriber.IncomingAccess) = (int.Parse(code), false)),
        ["heard", var tones] => Wait(() => phone.Heard.EndsWith(tones, StringComparison.Ordinal), () => $"it heard \"{phone.Heard}\""),
        ["called", "by", "nobody"] => Wait(() => phone is { IsRinging: true, LastCaller: "" }, () => phone.IsRinging ? $"{phone.LastCaller} calls" : "nobody calls"),
        ["called", "by", var number] => Wait(() => phone.IsRinging && phone.LastCaller == number, () => phone.IsRinging ? $"\"{phone.LastCaller}\" calls" : "nobody calls"),
        ["connected"] => Wait(() => phone.IsConnected, () => "it is not connected"),
        ["free"] => Wait(() => !phone.HasCall, () => "it has a call"),
        ["told", var what] => Wait(() => phone.Notices.Contains(Enum.Parse<CallNotice>(what, true)), () => $"it was told {string.Join(", ", phone.Notices)}"),
        [">", ..] => Make(phone, p => p.Send(Encoding.Latin1.GetBytes(SmsTalk.Unescape(text[(text.IndexOf('>', StringComparison.Ordinal) + 2)..])))),
        ["<", ..] => Received(phone, SmsTalk.Unescape(text[(text.IndexOf('<', StringComparison.Ordinal) + 2)..])),
        _ => "a telephone does no such thing",
    };

    private Telephone Phone(string number)
    {
        var phone = module.Circuits.TelephoneOf(number) ?? throw new FormatException($"{number} is no telephone");
        if (!_data.ContainsKey(phone.Number))
        {
            var data = _data[phone.Number] = new();
            phone.Received = octets => data.Append(Encoding.Latin1.GetString(octets));
        }
        return phone;
    }

    /// <summary>Calls the module, or a number, and waits until it rings or waits there, or comes to nothing.</summary>
    private string? Call(Telephone phone, Bearer? bearer, CallerIdentity identity, string? number = null)
    {
        if (Make(phone, p => p.Call(number ?? module.Line.Number, bearer, identity)) is { } wrong) return wrong;
        module.Turn.WaitUntil(() => phone.RingsThere || !phone.HasCall, patience);
        return null;
    }

    private string? Received(Telephone phone, string text)
    {
        var data = _data[phone.Number];
        if (Wait(() => data.Length >= text.Length, () => "") is null && data.ToString(0, text.Length) == text)
        {
            data.Remove(0, text.Length);
            return null;
        }
        return $"it received \"{data}\"";
    }

    private string? Wait(Func<bool> so, Func<string> otherwise) => module.Turn.WaitUntil(so, patience) ? null : otherwise();

    private string? Make(Telephone phone, Func<Telephone, bool> what)
    {
        var done = false;
        module.Turn.Do(() => done = what(phone));
        return done ? null : "it cannot do that now";
    }

    private string? Make<T>(Telephone phone, Func<Telephone, T> what) => Make(phone, p =>
    {
        what(p);
        return true;
    });

    private string? Make(Telephone phone, Action<Telephone> what) => Make(phone, p =>
    {
        what(p);
        return true;
    });
}
