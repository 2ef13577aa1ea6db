using System.Text;
using AtRun.Client;
using AtRun.Client.Messages;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using AtRun.Transport;

namespace AtRun.Tests.Client.Messages;

/// <summary>The operator's modem on a port that can be pulled out. It knows the commands that the test teaches it.</summary>
internal sealed class FakeModem : ILinkReceiver
{
    private readonly Dictionary<string, string> _answers = new()
    {
        ["AT"] = "\r\nOK\r\n",
        ["ATE0V1Q0"] = "\r\nOK\r\n",
        ["AT+CMEE=1"] = "\r\nOK\r\n",
        ["AT+CPIN?"] = "\r\n+CPIN: READY\r\n\r\nOK\r\n",
        ["AT+CMGF=0"] = "\r\nOK\r\n",
        ["AT+CSMS=0"] = "\r\n+CSMS: 1,1,1\r\n\r\nOK\r\n",
        ["AT+CPMS?"] = "\r\n+CPMS: \"SM\",0,20,\"SM\",0,20,\"SM\",0,20\r\n\r\nOK\r\n",
        ["AT+CNMI=?"] = "\r\n+CNMI: (0-3),(0-3),(0,2,3),(0-2),(0,1)\r\n\r\nOK\r\n",
        ["AT+CNMI=2,1,0,2,0"] = "\r\nOK\r\n",
        ["AT+CMGL=4"] = "\r\nOK\r\n",
    };

    private readonly StringBuilder _line = new();
    private MemoryLink? _far;

    public TestTurn Turn { get; } = new();

    /// <summary>What was typed since the last time, ends included: CR, Ctrl-Z, ESC.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>Times that the port was opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Nothing is plugged in.</summary>
    public bool IsGone { get; set; }

    /// <summary>It says nothing to anything.</summary>
    public bool IsDead { get; set; }

    /// <summary>Set, it takes everything for data, until the escape sequence.</summary>
    public bool IsOnline { get; set; }

    /// <summary>Teaches it a command, without its CR, or a line of data, with its Ctrl-Z; null: it does not know it.</summary>
    public string? this[string line]
    {
        set
        {
            if (value is null) _answers.Remove(line);
            else _answers[line] = value;
        }
    }

    public Task<ModemChannel> Open(CancellationToken stop = default)
    {
        Task<ModemChannel>? task = null;
        Turn.Do(() => task = ModemChannel.Open(Plug, "serial:/dev/fake", Turn.Time, new ConnectOptions(), stop));
        return task!;
    }

    public void Say(string text) => Turn.Do(() => _far!.Send(Encoding.Latin1.GetBytes(text)));

    public void PullOut()
    {
        IsGone = true;
        Turn.Do(() => _far!.Reset());
    }

    private ILink Plug(ILinkReceiver receiver)
    {
        if (IsGone) throw new IOException("/dev/fake: there is no such device.");
        Opened++;
        (var near, _far) = MemoryLink.Pair(Turn.Post);
        _far.Receiver = this;
        near.Receiver = receiver;
        return near;
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets)
        {
            _line.Append((char)octet);
            if (_line.ToString().EndsWith("+++", StringComparison.Ordinal)) Take();
            else if (octet is (byte)'\r' or 0x1A or 0x1B) Take();
        }
    }

    void ILinkReceiver.Drained() { }

    void ILinkReceiver.Ended(LinkEnd how) => _line.Clear();

    private void Take()
    {
        var line = _line.ToString();
        _line.Clear();
        Heard.Add(line);
        if (line == "+++") IsOnline = false;
        if (IsDead || IsOnline) return;
        if (_answers.TryGetValue(line.TrimEnd('\r'), out var answer)) _far!.Send(Encoding.Latin1.GetBytes(answer));
        else if (line.Length > 1) _far!.Send("\r\nERROR\r\n"u8);
    }
}
