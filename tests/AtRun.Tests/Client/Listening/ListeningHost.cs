using System.Net;
using System.Text;
using AtRun.Client;
using AtRun.Client.Listening;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using AtRun.Transport;

namespace AtRun.Tests.Client.Listening;

/// <summary>A listener that peers of the test's own dial; everything runs on one turn. What it tells is written down.</summary>
internal sealed class ListeningHost
{
    public const string Imei = "356938035643809";

    private int _port = 40_000;

    public ListeningHost(ModuleListenerOptions? options = null)
    {
        Listener = new(Turn.Time, options ?? new() { AskDetails = false });
        Listener.TurnedAway += (peer, why) => Told.Add($"turned away: {why}");
        Listener.Identified += module => Told.Add($"identified: {module}");
        Listener.Back += module => Told.Add($"back: {module}");
        Listener.Lost += (module, why) => Told.Add($"lost: {why}");
        Listener.Unsolicited += (module, item) => Told.Add($"unsolicited: {item.Text}");
    }

    public TestTurn Turn { get; } = new();

    public ModuleListener Listener { get; }

    public List<string> Told { get; } = [];

    public RemoteModule Module => Listener.Modules[Imei];

    /// <summary>Somebody dials.</summary>
    /// <param name="answer">A line -> what is said to it; null: nothing.</param>
    /// <param name="cut">How what is sent is cut, both ways.</param>
    /// <param name="from">The address that it dials from.</param>
    public Dialler Dial(Func<string, string?>? answer = null, Func<int, int>? cut = null, string from = "127.0.0.9")
    {
        var (near, far) = MemoryLink.Pair(Turn.Post, cut);
        var dialler = new Dialler(Turn, far, answer);
        Turn.Do(() =>
        {
            near.Receiver = Listener.Accept(near, new(IPAddress.Parse(from), ++_port));
            if (near.Receiver is null) near.Close();
        });
        return dialler;
    }

    /// <summary>A module that tells its IMEI, and answers the rest by <paramref name="answer"/>, or with OK.</summary>
    public Dialler DialModule(Func<string, string?>? answer = null, string imei = Imei, bool echo = true, Func<int, int>? cut = null)
    {
        var dialler = Dial(line => AnswerOf(line, imei, echo, answer), cut);
        Turn.Wait(TimeSpan.FromSeconds(1));
        return dialler;
    }

    public static string? AnswerOf(string line, string imei, bool echo, Func<string, string?>? answer)
    {
        var text = line.Contains("GSN", StringComparison.Ordinal)
            ? string.Concat(Enumerable.Repeat($"\r\n{imei}\r\n", line.Split(';').Length)) + "\r\nOK\r\n"
            : answer is null ? "\r\nOK\r\n" : answer(line);
        return text is null ? null : echo ? line + "\r" + text : text;
    }

    public Task<AtResponse> Execute(string command, double? seconds = null, CancellationToken stop = default, string imei = Imei)
    {
        Task<AtResponse>? task = null;
        Turn.Do(() => task = Listener.Modules[imei].Execute(command, seconds is { } s ? TimeSpan.FromSeconds(s) : null, stop));
        return task!;
    }

    public static AtResponse Of(Task<AtResponse> task)
    {
        Xunit.Assert.True(task.IsCompleted, "there is no response yet");
        return task.GetAwaiter().GetResult();
    }

    public void Wait(double seconds) => Turn.Wait(TimeSpan.FromSeconds(seconds));
}

/// <summary>Whoever has dialled.</summary>
internal sealed class Dialler : ILinkReceiver
{
    private readonly TestTurn _turn;
    private readonly MemoryLink _link;
    private readonly Func<string, string?>? _answer;
    private readonly StringBuilder _line = new();
    private readonly StringBuilder _heard = new();

    public Dialler(TestTurn turn, MemoryLink link, Func<string, string?>? answer)
    {
        (_turn, _link, _answer) = (turn, link, answer);
        link.Receiver = this;
    }

    public bool IsEnded { get; private set; }

    /// <summary>Each piece as it arrived.</summary>
    public List<string> Pieces { get; } = [];

    /// <summary>What was heard since the last time.</summary>
    public string Heard()
    {
        var text = _heard.ToString();
        _heard.Clear();
        return text;
    }

    public void Say(string text) => _turn.Do(() => _link.Send(Encoding.Latin1.GetBytes(text)));

    public void Say(byte[] octets) => _turn.Do(() => _link.Send(octets));

    public void Close() => _turn.Do(_link.Close);

    public void Reset() => _turn.Do(_link.Reset);

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        var text = Encoding.Latin1.GetString(octets);
        Pieces.Add(text);
        _heard.Append(text);
        if (_answer is null) return;
        foreach (var c in text)
        {
            if (c != '\r')
            {
                _line.Append(c);
                continue;
            }
            var line = _line.ToString();
            _line.Clear();
            if (_answer(line) is { } answer) _link.Send(Encoding.Latin1.GetBytes(answer));
        }
    }

    void ILinkReceiver.Drained() { }

    void ILinkReceiver.Ended(LinkEnd how) => IsEnded = true;
}
