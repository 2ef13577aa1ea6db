using System.Text;
using AtRun.Client;
using AtRun.Client.Listening;
using AtRun.Protocol.Responses;
using AtRun.Transport;

namespace AtRun.Cli.Shell;

/// <summary>What an interactive console and one that reads from a pipe have in common: lines to the module, its output to the user.</summary>
internal abstract class ShellRun(Invocation invocation, Target target, bool force)
{
    private readonly TaskCompletionSource<ExitCode> _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<byte[]?>? _asked;
    private string? _refused;

    protected Invocation Invocation { get; } = invocation;
    protected ICommandSession Session { get; private set; } = null!;

    /// <summary>A module that dialled and has lost its connection is waited for.</summary>
    public bool Waits { get; init; }

    /// <summary>The module waits for data behind a prompt.</summary>
    protected bool AsksForData => _asked is not null;

    public async Task<ExitCode> Run(EventLoop loop, CancellationToken stop)
    {
        Invocation.SayWaiting(target);
        Session = await Sessions.Open(loop, target, Invocation.ConnectOptions, stop);
        Session.Heard += Show;
        Session.Ended += why => Leave(Ended(why));
        if (Session is RemoteModule dialled) Follow(dialled);
        using var stopped = stop.UnsafeRegister(_ => Leave(ExitCode.Interrupted), null);
        Invocation.Detail($"connected to {target}");
        Begin(loop, stop);
        var code = await _left.Task;
        Session.Close();
        End();
        return code;
    }

    private void Follow(RemoteModule module)
    {
        Invocation.Say($"atrun: {module} at {module.Peer}, software {module.Identity.Software ?? "?"}, SIM {module.Identity.Sim ?? "?"}");
        module.Lost += why =>
        {
            if (Waits) Fault($"{module} is away: {why} What is entered waits for it.");
            else Leave(Ended(why));
        };
        module.Back += () => Fault($"{module} is back, from {module.Peer}.");
    }

    /// <summary>Starts reading what the user types.</summary>
    protected abstract void Begin(EventLoop loop, CancellationToken stop);

    protected virtual void End() { }

    protected abstract void Show(ResponseItem item);

    /// <summary>Something that the module did not say.</summary>
    protected abstract void Fault(string text);

    /// <summary>Data are wanted, or no longer.</summary>
    protected virtual void AskedForData() { }

    protected void Leave(ExitCode code) => _left.TrySetResult(code);

    /// <summary>Does with a line what the state of the session asks for. Complete when the module has answered it.</summary>
    protected async Task Enter(string line)
    {
        if (_asked is { } asked)
        {
            _asked = null;
            AskedForData();
            asked.TrySetResult(Encoding.Latin1.GetBytes(line));
            return;
        }
        try
        {
            if (Session.IsOnline) await Online(line);
            else if (line.Length > 0 && MayBeSent(line))
                await Session.Execute(new AtRequest(line) { Timeout = Invocation.Timeout ?? Endless, Data = Ask });
        }
        catch (AtRunException e)
        {
            _asked = null;
            Fault(e.Message);
            if (!Session.IsOpen) Leave(Failures.CodeOf(e));
        }
    }

    /// <summary>Declines the prompt that is open.</summary>
    protected void Decline()
    {
        var asked = _asked;
        _asked = null;
        AskedForData();
        asked?.TrySetResult(null);
    }

    private async Task Online(string line)
    {
        if (Session is not IInteractiveSession online) return;
        // The escape sequence ends it, alone and in one piece (TCP-31).
        if (line == "+++") await online.Escape(Invocation.Timeout ?? AtRequest.UsualTimeout);
        else online.SendData(Encoding.Latin1.GetBytes(line + "\r"));
    }

    /// <summary>Where one sees that nothing comes, one waits as long as one likes; by SMS, as long as an answer may take.</summary>
    private TimeSpan? Endless => target is SmsTarget ? null : Timeout.InfiniteTimeSpan;

    private Task<byte[]?> Ask(PromptKind prompt)
    {
        _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        AskedForData();
        return _asked.Task;
    }

    /// <summary>Preflight: what it refuses is sent when it is entered twice.</summary>
    private bool MayBeSent(string line)
    {
        if (AtRequest.WhyNot(line) is { } why)
        {
            Fault(why);
            return false;
        }
        if (force || _refused == line) return true;
        _refused = null;
        foreach (var finding in Preflight.Check(line, target))
        {
            if (!finding.Refuses) continue;
            Fault($"{finding.Text}. Not sent; {Again}.");
            _refused = line;
            return false;
        }
        return true;
    }

    /// <summary>How the user insists.</summary>
    protected abstract string Again { get; }

    private ExitCode Ended(string why)
    {
        Fault(why);
        return ExitCode.Unreachable;
    }
}
