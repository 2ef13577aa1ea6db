using AtRun.Module.Instances;
using AtRun.Protocol.Results;

namespace AtRun.Module.Ip.Ftp;

/// <summary>What the terminal sends goes into a file on the server, until the escape sequence.</summary>
internal sealed class FtpUpload(RunningModule module, FtpSession session, AtInstance instance) : FtpTransfer(module, session, instance)
{
    /// <summary>Octets that the server has not taken before the terminal is held.</summary>
    public const int MaxUnsent = 64 * 1024;

    private bool _joined;
    private bool _ending;
    private bool _abandoned;

    public override bool Congested => !DataOver && Link!.Unsent > MaxUnsent;

    public override void FromTerminal(ReadOnlySpan<byte> octets)
    {
        if (!_ending && !DataOver) Link!.Send(octets);
    }

    public override void TerminalDrained() { }

    public override void Joined()
    {
        _joined = true;
        base.Joined();
    }

    /// <summary>NO CARRIER comes when the server has the whole file.</summary>
    public override FinalResult Escaped()
    {
        EndFile();
        return FinalResult.None;
    }

    public override void Abandoned()
    {
        _abandoned = true;
        EndFile();
    }

    /// <summary>The server has nothing to say here.</summary>
    public override void Received(ReadOnlySpan<byte> octets) { }

    public override void Drained()
    {
        if (_ending) EndSending();
        else if (_joined && !_abandoned) Instance.ChannelDrained();
    }

    protected override void Look()
    {
        // The server has said all of it, whatever is still to be sent.
        if (Outcome is not null && !DataOver) EndData();
        if (DataOver && IsSettled && (_joined || _abandoned)) Finish(tell: !_abandoned);
    }

    private void EndFile()
    {
        if (_ending) return;
        _ending = true;
        if (DataOver || Link!.Unsent == 0) EndSending();
        else WatchProgress();
    }

    private void EndSending()
    {
        EndData();
        AwaitOutcome();
        Look();
    }

    /// <summary>A server that takes nothing for so long will take nothing more.</summary>
    private void WatchProgress()
    {
        var unsent = Link!.Unsent;
        Within(Limit, () =>
        {
            if (Link!.Unsent >= unsent) EndSending();
            else WatchProgress();
        });
    }
}
