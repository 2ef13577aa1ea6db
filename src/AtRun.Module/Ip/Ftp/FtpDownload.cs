using AtRun.Module.Instances;
using AtRun.Protocol;
using AtRun.Protocol.Results;

namespace AtRun.Module.Ip.Ftp;

/// <summary>A file or a list from the server: for the terminal, or kept until #FTPRECV takes it.</summary>
internal sealed class FtpDownload(RunningModule module, FtpSession session, AtInstance instance) : FtpTransfer(module, session, instance)
{
    /// <summary>Octets that wait before the server is held.</summary>
    public const int MaxBuffered = 64 * 1024;

    private readonly OctetBuffer _buffer = new(0);
    private bool _joined;
    private bool _ended;
    private bool _abandoned;

    /// <summary>The terminal is joined with it.</summary>
    public required bool IsOnline { get; init; }

    /// <summary>Octets that wait to be read.</summary>
    public ReadOnlySpan<byte> Waiting => _buffer.Written;

    /// <summary>All of it came, and was read.</summary>
    public bool IsRead => !IsOnline && DataOver && IsSettled && _buffer.Count == 0;

    /// <summary>Takes away the first octets of <see cref="Waiting"/>.</summary>
    public void Consume(int count)
    {
        _buffer.Remove(count);
        Hold(_buffer.Count >= MaxBuffered);
    }

    /// <summary>What the terminal sends has no place to go.</summary>
    public override void FromTerminal(ReadOnlySpan<byte> octets) { }

    public override void Joined()
    {
        _joined = true;
        ToTerminal();
    }

    public override void TerminalDrained() => ToTerminal();

    /// <summary>The rest of the file is not wanted.</summary>
    public override FinalResult Escaped()
    {
        GiveUp();
        return FinalResult.None;
    }

    public override void Abandoned()
    {
        _abandoned = true;
        GiveUp();
    }

    public override void Received(ReadOnlySpan<byte> octets)
    {
        if (_ended) return;
        if (_joined && _buffer.Count == 0 && !Instance.TerminalCongested)
        {
            Instance.ToTerminal(octets);
            Hold(Instance.TerminalCongested);
            return;
        }
        _buffer.Add(octets);
        Hold(_joined || _buffer.Count >= MaxBuffered);
    }

    protected override void Look()
    {
        if (DataOver && IsSettled && (_abandoned || (_joined && _buffer.Count == 0))) Finish(tell: !_abandoned);
    }

    protected override void Forget() => _buffer.Clear();

    private void GiveUp()
    {
        if (_ended) return;
        _ended = true;
        _buffer.Clear();
        EndData();
        AwaitOutcome();
        Look();
    }

    private void ToTerminal()
    {
        if (!_joined || _ended || Instance.TerminalCongested) return;
        if (_buffer.Count > 0)
        {
            Instance.ToTerminal(_buffer.Written);
            _buffer.Clear();
        }
        Hold(Instance.TerminalCongested);
        Look();
    }

    private void Hold(bool held)
    {
        if (!DataOver && Link!.Paused != held) Link.Paused = held;
    }
}
