using System.Runtime.InteropServices;

namespace AtRun.Cli;

/// <summary>Ctrl-C and the system's request to end, as a token. The second one ends the process as if nobody listened.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _signals = [];

    public Interrupt(CliConfiguration process)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(process.Stop);
        if (!process.HearsSignals) return;
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Heard), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Heard), PosixSignalRegistration.Create(PosixSignal.SIGHUP, Heard)];
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _source.Dispose();
    }

    private void Heard(PosixSignalContext signal)
    {
        if (_source.IsCancellationRequested) return;
        signal.Cancel = true;
        _source.Cancel();
    }
}
