using AtRun.Client;
using AtRun.Protocol.Responses;
using AtRun.Transport;

namespace AtRun.Cli.Shell;

/// <summary>A shell with somebody at a terminal.</summary>
internal sealed class TerminalShell : ShellRun
{
    private const string CommandPrompt = "at> ", DataPrompt = "> ", OnlinePrompt = "";

    private readonly History _history;
    private readonly LineEditor _editor;
    private readonly Screen _screen;
    private int _running;

    public TerminalShell(Invocation invocation, Target target, bool force)
        : base(invocation, target, force)
    {
        _history = new(History.FileOf(invocation.Variable));
        _editor = new(_history.Lines, CommandNames.Complete);
        _screen = new(invocation.Out, invocation.Colours, static () => Console.WindowWidth);
    }

    protected override string Again => "enter it once more to send it all the same";

    private string Prompt => AsksForData ? DataPrompt : Session.IsOnline ? OnlinePrompt : CommandPrompt;

    protected override void Begin(EventLoop loop, CancellationToken stop)
    {
        Console.TreatControlCAsInput = true;
        _screen.Note("Ctrl-] leaves, Tab completes the name of a command.");
        _screen.Show(_editor, Prompt);
        // Reading a key cannot be interrupted: the thread is left behind at the end.
        new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var key = Console.ReadKey(intercept: true);
                loop.Post(() => Press(key));
            }
        })
        { IsBackground = true }.Start();
    }

    protected override void End()
    {
        _screen.Leave();
        _history.Save();
        Console.TreatControlCAsInput = false;
    }

    protected override void Show(ResponseItem item) => _screen.Item(item);

    protected override void Fault(string text) => _screen.Fault(text);

    protected override void AskedForData() => _screen.Show(_editor, Prompt);

    private void Press(ConsoleKeyInfo key)
    {
        switch (_editor.Press(key))
        {
            case Edit.Left:
                Leave(ExitCode.Done);
                break;
            case Edit.Entered:
                Entered();
                break;
            case Edit.Interrupted:
                if (AsksForData) Decline();
                else if (_running > 0) (Session as IInteractiveSession)?.Abort();
                _screen.Show(_editor, Prompt);
                break;
            case Edit.Changed:
                if (_editor.Choices.Count > 0) _screen.Note(string.Join("  ", _editor.Choices.Take(40)));
                _screen.Show(_editor, Prompt);
                break;
            default:
                _screen.Bell();
                break;
        }
    }

    private async void Entered()
    {
        var isCommand = !AsksForData && !Session.IsOnline;
        var line = _editor.Take();
        _screen.Leave();
        if (isCommand) _history.Add(line.Trim());
        _running++;
        try
        {
            _screen.Show(_editor, Prompt);
            await Enter(isCommand ? line.Trim() : line);
        }
        finally
        {
            _running--;
        }
        if (Session.IsOpen) _screen.Show(_editor, Prompt);
    }
}
