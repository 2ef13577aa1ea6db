using System.Diagnostics;
using System.Text;
using AtRun.Client;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Links;

namespace AtRun.Cli.Bench;

/// <summary>One session under load: logs in, then keeps a number of commands under way. Nothing is allocated per answer.</summary>
internal sealed class BenchSession(BenchRun run, TcpTarget? login) : ILinkReceiver
{
    private readonly long[] _sentAt = new long[run.Options.Depth];
    private readonly TaskCompletionSource<BenchFailure?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FinalResultScanner _scanner;
    private StringBuilder? _heard = new();
    private ILink? _link;
    private int _oldest;
    private Step _step;

    private enum Step
    {
        Connecting,
        UserPrompt,
        PasswordPrompt,
        Success,
        FirstResult,
        Load,
        Over,
    }

    /// <summary>Logged in and answering (null), or why not.</summary>
    public Task<BenchFailure?> Ready => _ready.Task;

    /// <summary>The connection is there.</summary>
    public void Connected(ILink link)
    {
        _link = link;
        if (login is null || login.Auth == LoginMode.Automatic) LogInAutomatically();
        else _step = Step.UserPrompt;
    }

    /// <summary>No prompt came: the module may be in automatic mode.</summary>
    public void NoPrompt()
    {
        if (_step == Step.UserPrompt && login is { Auth: null }) LogInAutomatically();
    }

    public void Fail(BenchFailure why)
    {
        _step = Step.Over;
        _link?.Close();
        _ready.TrySetResult(why);
    }

    /// <summary>What it waits for, for a message.</summary>
    public string Waiting => _step switch
    {
        Step.Connecting => "the connection",
        Step.UserPrompt => "a prompt for the user name",
        Step.PasswordPrompt => "a prompt for the password",
        Step.Success => "the end of the login",
        _ => "the first answer",
    };

    /// <summary>Sends the first commands.</summary>
    public void Begin()
    {
        if (_step == Step.Over) return;
        _step = Step.Load;
        _sentAt.AsSpan().Fill(Stopwatch.GetTimestamp());
        _link!.Send(run.Commands(_sentAt.Length));
    }

    public void End()
    {
        _step = Step.Over;
        _link?.Close();
    }

    public void Received(ReadOnlySpan<byte> octets)
    {
        if (_step == Step.Load) Answered(octets);
        else if (_step != Step.Over) LogIn(octets);
    }

    public void Drained() { }

    public void Ended(LinkEnd how)
    {
        _link?.Close();
        if (_step == Step.Load) run.Lost();
        else _ready.TrySetResult(login is null
            ? new(ExitCode.Unreachable, "closed the connection")
            : new(ExitCode.NotAdmitted, "closed the connection: its firewall or the login refused us, or another client is connected"));
        _step = Step.Over;
    }

    private void Answered(ReadOnlySpan<byte> octets)
    {
        var (results, errors) = _scanner.Read(octets);
        if (results == 0) return;
        // Answers beyond what was asked for are not ours.
        results = Math.Min(results, _sentAt.Length);
        var now = Stopwatch.GetTimestamp();
        for (var i = 0; i < results; i++)
        {
            run.Latencies.Add(now - _sentAt[_oldest]);
            _sentAt[_oldest] = now;
            if (++_oldest == _sentAt.Length) _oldest = 0;
        }
        run.Errors += errors;
        _link!.Send(run.Commands(results));
    }

    private void LogInAutomatically()
    {
        if (login is not null) Type($"{login.User}\r{login.Password}\r");
        SetUp();
    }

    private void LogIn(ReadOnlySpan<byte> octets)
    {
        if (_step == Step.FirstResult)
        {
            var (results, errors) = _scanner.Read(octets);
            if (results == 0) return;
            _heard = null;
            _ready.TrySetResult(errors == 0 ? null : new(ExitCode.ModuleError, $"answered {run.SetUp} with an error"));
            return;
        }
        _heard!.Append(Encoding.Latin1.GetString(octets));
        if (_step == Step.UserPrompt && Heard("Username:"))
        {
            Type(login!.User + "\r");
            _step = Step.PasswordPrompt;
        }
        if (_step == Step.PasswordPrompt && Heard("Password:"))
        {
            Type(login!.Password + "\r");
            _step = Step.Success;
        }
        if (_step == Step.Success && Heard("Login successful.")) SetUp();
    }

    private void SetUp()
    {
        _step = Step.FirstResult;
        Type(run.SetUp + "\r");
    }

    private bool Heard(string what)
    {
        var at = _heard!.ToString().IndexOf(what, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return false;
        _heard.Remove(0, at + what.Length);
        return true;
    }

    private void Type(string text) => _link!.Send(Encoding.Latin1.GetBytes(text));
}
