using AtRun.Module.Instances;
using AtRun.Protocol;
using AtRun.Protocol.Results;

namespace AtRun.Module.Ip.Mail;

/// <summary>What the terminal sends goes into the file of a mail, until the escape sequence.</summary>
internal sealed class MailAttachment : IOnlineChannel
{
    /// <summary>Octets that the server has not taken before the terminal is held.</summary>
    public const int MaxUnsent = 64 * 1024;

    private readonly RunningModule _module;
    private readonly AtInstance _instance;
    private readonly SmtpSession _session;
    private readonly MailLines _lines = new();
    private readonly Base64Encoder? _encoder;
    private readonly OctetBuffer _coded = new();
    private bool _ending;
    private bool _abandoned;

    public MailAttachment(RunningModule module, AtInstance instance, SmtpSession session, MailFile file)
    {
        (_module, _instance, _session) = (module, instance, session);
        if (file.IsBinary) _encoder = new(lines: true);
        session.Drained = Drained;
        session.Ended = Ended;
    }

    EscapeRule IOnlineChannel.Escape => EscapeRule.PacketGuard;

    bool IOnlineChannel.HoldsEscape => true;

    bool IOnlineChannel.Congested => !_session.IsOver && _session.Unsent > MaxUnsent;

    void IOnlineChannel.Joined()
    {
        if (_session.IsOver) Ended();
    }

    void IOnlineChannel.FromTerminal(ReadOnlySpan<byte> octets)
    {
        if (_ending) return;
        if (_encoder is { } encoder) encoder.Write(octets, _coded);
        else _lines.Write(octets, _coded);
        SendCoded();
    }

    void IOnlineChannel.TerminalDrained() { }

    /// <summary>NO CARRIER comes when the server has taken the mail, or refused it; #EMAILMSG says which.</summary>
    FinalResult IOnlineChannel.Escaped()
    {
        if (_ending) return FinalResult.None;
        _ending = true;
        if (_encoder is { } encoder) encoder.Finish(_coded);
        else _lines.Finish(_coded);
        SendCoded();
        _session.EndParts();
        _module.InBackground(Finish);
        return FinalResult.None;
    }

    /// <summary>A mail that nobody has ended is not sent.</summary>
    void IOnlineChannel.Abandoned()
    {
        _abandoned = true;
        if (!_ending) _session.Close();
    }

    private void SendCoded()
    {
        _session.Send(_coded.Written);
        _coded.Clear();
    }

    private void Drained()
    {
        if (!_ending && !_abandoned) _instance.ChannelDrained();
    }

    private async Task Finish(CancellationToken stop)
    {
        try
        {
            await _session.Finish(Timers.MailTaken.Default, stop);
        }
        finally
        {
            _session.Close();
        }
        if (!_abandoned) _instance.GoOffline(FinalResult.NoCarrier);
    }

    private void Ended()
    {
        if (_ending || _abandoned || !_instance.IsOnline) return;
        _ending = true;
        _session.Close();
        _instance.GoOffline(FinalResult.NoCarrier);
    }
}
