using System.Runtime.InteropServices;

namespace AtRun.Cli;

/// <summary>Ctrl-C, SIGTERM and SIGHUP as a token. The second one ends the process as if nobody had listened.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop),
    ];

    public CancellationToken Token => _stop.Token;

    /// <summary>How a server that was told to stop ends: by Ctrl-C it was interrupted, otherwise it is done.</summary>
    public ExitCode Code { get; private set; } = ExitCode.Done;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested) return;
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGINT) Code = ExitCode.Interrupted;
        _stop.Cancel();
    }
}
