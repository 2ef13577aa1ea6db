using AtRun.Client;
using AtRun.Protocol.Responses;
using AtRun.Transport;

namespace AtRun.Cli.Shell;

/// <summary>A shell that is fed by a pipe: a line after the other, each when the one before it has been answered.</summary>
internal sealed class PipedShell(Invocation invocation, Target target, bool force) : ShellRun(invocation, target, force)
{
    private TaskCompletionSource _dataWanted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override string Again => "--force sends it all the same";

    protected override async void Begin(EventLoop loop, CancellationToken stop)
    {
        try
        {
            while (await Line(stop) is { } line)
            {
                var answered = Enter(line);
                // The data of a prompt are the next line.
                while (!answered.IsCompleted)
                {
                    await Task.WhenAny(answered, _dataWanted.Task);
                    if (answered.IsCompleted) break;
                    _dataWanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    if (await Line(stop) is { } data) await Enter(data);
                    else Decline();
                }
                await answered;
            }
            Leave(ExitCode.Done);
        }
        catch (OperationCanceledException)
        {
            Leave(ExitCode.Interrupted);
        }
    }

    protected override void AskedForData()
    {
        if (AsksForData) _dataWanted.TrySetResult();
    }

    protected override void Show(ResponseItem item)
    {
        switch (item.Kind)
        {
            case ResponseItemKind.InformationText or ResponseItemKind.LineTooLong or ResponseItemKind.FinalResult or ResponseItemKind.Unsolicited:
                Invocation.Out.WriteLine(item.Text);
                if (item.Continuation is not null) Invocation.Out.WriteLine(item.Continuation);
                break;
            case ResponseItemKind.Data:
                Invocation.Out.Write(System.Text.Encoding.Latin1.GetString(item.Octets.Span));
                break;
        }
        Invocation.Out.Flush();
    }

    protected override void Fault(string text) => Invocation.Error.WriteLine($"atrun: {text}");

    private Task<string?> Line(CancellationToken stop) => Task.Run(Invocation.In.ReadLine, CancellationToken.None).WaitAsync(stop);
}
