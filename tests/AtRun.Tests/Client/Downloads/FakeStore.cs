using AtRun.Protocol;
using System.Globalization;
using System.Text;
using AtRun.Client;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using AtRun.Transport;

namespace AtRun.Tests.Client.Downloads;

/// <summary>A module with a script store that writes octet by octet, as bad as one can be: what breaks off leaves half a file.</summary>
internal sealed class FakeStore
{
    private FakeConnection? _connection;

    public TestTurn Turn { get; } = new();

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>What is selected; of apps, what #M2MRUN=2 named last.</summary>
    public string Selected { get; set; } = "";

    public int Capacity { get; set; } = 100_000;

    /// <summary>Ends of its lines around prompts; real modules differ.</summary>
    public string Prompt { get; set; } = "\r\n>>>";

    public bool Echo { get; set; } = true;

    /// <summary>The CRC that is told of a file; null: none.</summary>
    public Func<byte[], ushort?> Crc { get; set; } = octets => Crc16.Of(octets);

    public string StartMode { get; set; } = "#STARTMODESCR= 1,10";

    /// <summary>After so many octets of a transfer it does what is said; each entry once, in order.</summary>
    public Queue<(int After, Trouble What)> Troubles { get; } = new();

    /// <summary>Answers of its own to a command: null: the usual one.</summary>
    public Func<string, string?> Instead { get; set; } = _ => null;

    /// <summary>Changes an octet on its way into a file.</summary>
    public Func<byte, byte> Taken { get; set; } = octet => octet;

    /// <summary>How often it refuses a connection before it takes one again.</summary>
    public int Refusals { get; set; }

    /// <summary>What it says when it is connected to.</summary>
    public string Hello { get; set; } = "";

    public List<string> Commands { get; } = [];

    public int Connections { get; private set; }

    /// <summary>The files that were whole when they were selected, or are.</summary>
    public HashSet<string> Whole { get; } = [];

    /// <summary>The moments at which what was selected was not whole.</summary>
    public List<string> HalfSelected { get; } = [];

    public int Free => Capacity - Files.Values.Sum(f => f.Length);

    public Task<ICommandSession> Open(CancellationToken stop)
    {
        if (Refusals > 0)
        {
            Refusals--;
            throw new NotAdmittedException("closed the connection without a word: another client is connected.");
        }
        Connections++;
        var (near, far) = MemoryLink.Pair(Turn.Post, capacity: 1000);
        _connection = new(this, far);
        var session = new AtSession(near, new() { Time = Turn.Time });
        far.Receiver = _connection;
        near.Receiver = session;
        if (Hello.Length > 0) far.Send(Encoding.Latin1.GetBytes(Hello));
        return Task.FromResult<ICommandSession>(session);
    }

    /// <summary>Something in the store changed.</summary>
    public void Check(string when)
    {
        if (Selected.Length > 0 && Files.ContainsKey(Selected) && !Whole.Contains(Selected)) HalfSelected.Add($"{when}: {Selected}");
    }

    internal void Gone() => _connection = null;
}

internal enum Trouble
{
    /// <summary>The connection breaks.</summary>
    Break,

    /// <summary>It says ERROR.</summary>
    Error,

    /// <summary>It takes octets and says nothing any more.</summary>
    Silence,

    /// <summary>It reads no octet any more.</summary>
    Deafness,

    /// <summary>It breaks after all octets, with its OK unsaid.</summary>
    BreakAtOk,
}

/// <summary>One connection to it.</summary>
internal sealed class FakeConnection(FakeStore store, MemoryLink link) : ILinkReceiver
{
    private readonly StringBuilder _line = new();
    private string? _name;
    private List<byte> _content = [];
    private int _left;
    private bool _broken;
    private (int After, Trouble What)? _trouble;

    public void Received(ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets)
        {
            if (_broken) return;
            if (_trouble is { What: Trouble.Silence } or { What: Trouble.Deafness } && _name is not null && _content.Count >= _trouble.Value.After) return;
            if (_name is not null) Take(octet);
            else if (octet != '\r') _line.Append((char)octet);
            else
            {
                var line = _line.ToString();
                _line.Clear();
                Line(line);
            }
        }
    }

    public void Drained() { }

    public void Ended(LinkEnd how) => store.Gone();

    private void Take(byte octet)
    {
        _content.Add(store.Taken(octet));
        store.Files[_name!] = [.. _content];
        if (_trouble is { } trouble && _content.Count == trouble.After && trouble.What != Trouble.BreakAtOk)
        {
            if (trouble.What == Trouble.Break) Break();
            else if (trouble.What == Trouble.Deafness) link.Paused = true;
            else if (trouble.What == Trouble.Error) End("\r\nERROR\r\n");
            return;
        }
        if (_content.Count < _left) return;
        store.Whole.Add(_name!);
        if (_trouble?.What == Trouble.BreakAtOk) Break();
        else End("\r\nOK\r\n");
    }

    private void Break()
    {
        _broken = true;
        link.Reset();
    }

    private void End(string result)
    {
        _name = null;
        _trouble = null;
        Say(result);
    }

    private void Say(string text) => link.Send(Encoding.Latin1.GetBytes(text));

    private void Line(string line)
    {
        store.Commands.Add(line);
        if (store.Echo) Say(line + "\r");
        if (store.Instead(line) is { } answer) Say(answer);
        else if (line.StartsWith("AT#WSCRIPT=", StringComparison.Ordinal) || line.StartsWith("AT#M2MWRITE=", StringComparison.Ordinal)) Write(line);
        else if (line.StartsWith("AT#RSCRIPT=", StringComparison.Ordinal) || line.StartsWith("AT#M2MREAD=", StringComparison.Ordinal)) Read(Named(line));
        else Say(Answer(line));
    }

    private static string Named(string line) => line[(line.IndexOf('"') + 1)..line.LastIndexOf('"')].Replace(@"A:\MOD\", "", StringComparison.Ordinal);

    private void Write(string line)
    {
        var name = Named(line);
        var size = int.Parse(line[(line.LastIndexOf('"') + 2)..].Split(',')[0], CultureInfo.InvariantCulture);
        if (size > store.Free + (store.Files.GetValueOrDefault(name)?.Length ?? 0))
        {
            Say("\r\nERROR\r\n");
            return;
        }
        (_name, _left, _content) = (name, size, []);
        store.Files[name] = [];
        store.Whole.Remove(name);
        store.Check(line);
        _trouble = store.Troubles.TryDequeue(out var trouble) ? trouble : null;
        Say(store.Prompt);
    }

    private void Read(string name)
    {
        if (!store.Files.TryGetValue(name, out var content))
        {
            Say("\r\nERROR\r\n");
            return;
        }
        Say("\r\n<<<");
        link.Send(content);
        Say("\r\nOK\r\n");
    }

    private string Answer(string line)
    {
        const string Ok = "\r\nOK\r\n", Error = "\r\nERROR\r\n";
        var name = line.Count(c => c == '"') > 1 ? Named(line) : "";
        switch (line.Split('=', 2)[0])
        {
            case "AT+CGMM":
                return "\r\nHE910\r\n" + Ok;
            case "AT#LSCRIPT":
                return List("#LSCRIPT", false) + Ok;
            case "AT#M2MLIST":
                return List("#M2MLIST", false) + Ok;
            case "AT#LCSCRIPT" when store.Files.TryGetValue(name, out var content):
                return $"\r\n#LCSCRIPT: \"{name}\",{content.Length}{Crc(content)}\r\n" + Ok;
            case "AT#ESCRIPT?":
                return $"\r\n#ESCRIPT: \"{store.Selected}\"\r\n" + Ok;
            case "AT#M2MRUN?":
                return (store.Selected.Length == 0 ? "" : $"\r\n#M2MRUN: 2,\"{store.Selected}\"\r\n") + Ok;
            case "AT#ESCRIPT":
            case "AT#M2MRUN":
                store.Selected = name;
                store.Check(line);
                return Ok;
            case "AT#DSCRIPT" or "AT#M2MDEL":
                return store.Files.Remove(name) ? Ok : Error;
            case "AT#STARTMODESCR?":
                return $"\r\n{store.StartMode}\r\n" + Ok;
            case "AT":
            case "AT#EXECSCR":
            case "AT#REBOOT":
                return Ok;
            default:
                return Error;
        }
    }

    private string List(string command, bool crc) =>
        string.Concat(store.Files.Select(f => $"\r\n{command}: \"{f.Key}\",{f.Value.Length}{(crc ? Crc(f.Value) : "")}\r\n")) + $"\r\n{command}: free bytes: {store.Free}\r\n";

    private string Crc(byte[] content) => store.Crc(content) is { } crc ? $",{crc:X4}" : "";
}
