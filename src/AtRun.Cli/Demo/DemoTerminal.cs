using System.Text;
using System.Text.RegularExpressions;
using AtRun.Protocol.Links;

namespace AtRun.Cli.Demo;

/// <summary>A terminal of the tour: types, shows what comes as it comes, and waits for what it should be.</summary>
internal sealed class DemoTerminal(DemoScript script, string name) : ILinkReceiver
{
    /// <summary>Echo and answer of a line, final result included.</summary>
    private const string Complete = @"\r\n(OK|ERROR|\+CM[ES] ERROR: .*)\r\n\z";

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(0.5);

    private readonly StringBuilder _heard = new();
    private readonly StringBuilder _line = new();
    private string? _echo;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;

    public ILink? Link { get; set; }

    /// <summary>Types a line and checks its echo and its whole answer.</summary>
    /// <param name="answer">Pattern of what comes behind the echo, without the final result OK.</param>
    public async Task Command(string line, string answer = "")
    {
        Typed(line);
        _heard.Clear();
        Link!.Send(Encoding.Latin1.GetBytes(line + "\r"));
        await Heard(Complete);
        script.Check(line, _heard.ToString(), $@"\A{Regex.Escape(line)}\r{answer}\r\nOK\r\n\z");
        _heard.Clear();
    }

    /// <summary>Types a line whose answer may have the result of another in it: all of it is waited for.</summary>
    /// <returns>What came.</returns>
    public async Task<string> Read(string line, string answer)
    {
        Typed(line);
        _heard.Clear();
        Link!.Send(Encoding.Latin1.GetBytes(line + "\r"));
        var whole = $@"\A{Regex.Escape(line)}\r{answer}\r\nOK\r\n\z";
        await Heard(whole);
        var heard = _heard.ToString();
        script.Check(line, heard, whole);
        _heard.Clear();
        return heard;
    }

    /// <summary>Types a line that prompts for data, then those, ended by Ctrl-Z, and checks the answer.</summary>
    public async Task Data(string line, string data, string answer)
    {
        const string Prompt = @"\r\n> ";
        Typed(line);
        _heard.Clear();
        Link!.Send(Encoding.Latin1.GetBytes(line + "\r"));
        await Heard(Prompt + @"\z");
        script.Check(line, _heard.ToString(), $@"\A{Regex.Escape(line)}\r{Prompt}\z");
        Typed(data, end: "^Z");
        _heard.Clear();
        Link!.Send(Encoding.Latin1.GetBytes(data + "\x1A"));
        await Heard(Complete);
        script.Check(data, _heard.ToString(), $@"\A{Regex.Escape(data)}{answer}\r\nOK\r\n\z");
        _heard.Clear();
    }

    /// <summary>Types a line that prompts for octets, then those, which are not echoed.</summary>
    /// <param name="shown">In their place.</param>
    public async Task Octets(string line, string prompt, byte[] octets, string shown)
    {
        Typed(line);
        _heard.Clear();
        Link!.Send(Encoding.Latin1.GetBytes(line + "\r"));
        await Heard(prompt + @"\z");
        script.Check(line, _heard.ToString(), $@"\A{Regex.Escape(line)}\r{prompt}\z");
        Typed(shown);
        _heard.Clear();
        Link!.Send(octets);
        await Expect(shown, @"\r\nOK\r\n");
    }

    /// <summary>Types a line again and again until its answer is that, and checks it.</summary>
    public async Task Await(string line, string answer)
    {
        var whole = $@"\A{Regex.Escape(line)}\r{answer}\r\nOK\r\n\z";
        for (var until = script.Time.GetTimestamp(); ; await Task.Delay(Between, script.Time, script.Stop))
        {
            Typed(line);
            _heard.Clear();
            Link!.Send(Encoding.Latin1.GetBytes(line + "\r"));
            await Heard(Complete);
            if (_ended || Regex.IsMatch(_heard.ToString(), whole, RegexOptions.CultureInvariant) || script.Time.GetElapsedTime(until) > DemoScript.Patience) break;
        }
        script.Check(line, _heard.ToString(), whole);
        _heard.Clear();
    }

    /// <summary>Types the answer to a prompt, which is not echoed, and checks what comes then.</summary>
    public async Task Answer(string line, string then, bool secret = false)
    {
        Typed(secret ? "********" : line);
        _heard.Clear();
        Link!.Send(Encoding.Latin1.GetBytes(line + "\r"));
        await Expect(secret ? "the password" : line, then);
    }

    /// <summary>Waits for something that nobody asked for.</summary>
    public async Task Expect(string what, string pattern)
    {
        await Heard(pattern + @"\z");
        script.Check(what, _heard.ToString(), $@"\A{pattern}\z");
        _heard.Clear();
    }

    public void Received(ReadOnlySpan<byte> octets)
    {
        var text = Encoding.Latin1.GetString(octets);
        _heard.Append(text);
        foreach (var c in text) Show(c);
        if (_line.ToString() is "Username: " or "Password: " or "> ") EndLine();
        _news.TrySetResult();
    }

    public void Drained() { }

    public void Ended(LinkEnd how)
    {
        _ended = true;
        _news.TrySetResult();
    }

    private void Typed(string line, string end = "")
    {
        EndLine();
        _echo = line;
        script.Typed(name, line + end);
    }

    // By lines; the echo of what was typed is there already.
    private void Show(char c)
    {
        if (c == '\n') EndLine();
        else if (c != '\r') _line.Append(c);
        else if (_line.ToString() == _echo)
        {
            _line.Clear();
            _echo = null;
        }
    }

    private void EndLine()
    {
        if (_line.Length > 0) script.Shown(name, _line.ToString());
        _line.Clear();
    }

    // What does not come within the time is missing: the check that follows says so.
    private async Task Heard(string pattern)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(script.Stop);
        using var timer = script.Time.CreateTimer(_ => late.Cancel(), null, DemoScript.Patience, Timeout.InfiniteTimeSpan);
        while (!_ended && !Regex.IsMatch(_heard.ToString(), pattern, RegexOptions.CultureInvariant))
        {
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await _news.Task.WaitAsync(late.Token);
            }
            catch (OperationCanceledException) when (!script.Stop.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
