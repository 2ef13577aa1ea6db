using AtRun.Module.Ip.Ftp;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Ftp;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Ftp;

[AtHandler]
internal sealed class FtpPutHandler : FtpTransferHandler<FtpPut>
{
    protected override ValueTask<FinalResult> Write(AtCall call, FtpPut value) => Upload(call, "STOR " + value.FileName);
}

[AtHandler]
internal sealed class FtpAppHandler : FtpTransferHandler<FtpApp>
{
    protected override ValueTask<FinalResult> Write(AtCall call, FtpApp value) => Upload(call, "APPE " + value.FileName);
}

[AtHandler]
internal sealed class FtpGetHandler : FtpTransferHandler<FtpGet>
{
    protected override ValueTask<FinalResult> Write(AtCall call, FtpGet value) => Download(call, "RETR " + value.FileName, takesRestart: true);
}

[AtHandler]
internal sealed class FtpListHandler : FtpTransferHandler<FtpList>
{
    protected override ValueTask<FinalResult> Write(AtCall call, FtpList value) => Download(call, ("LIST " + value.Name).TrimEnd(' '), takesRestart: false);
}

[AtHandler]
internal sealed class FtpGetPktHandler : FtpTransferHandler<FtpGetPkt>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, FtpGetPkt value)
    {
        var (session, refusal) = SessionFor(call, value.FileName);
        if (session is null) return refusal!;
        if (await Begin(call, session, "RETR " + value.FileName, online: false) is null) return CmeError.FtpBadOrNoResponse;
        session.Reading = value;
        return FinalResult.Ok;
    }

    /// <summary>The end of the file is told when all of it was read, and the data port is closed with that (IP Easy guide 80000ST10028 p52-53).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        if (call.Module.Ftp.SessionOf(call.Instance) is not { } session) return Answer(call.Module.Ftp.Refusal(call.Instance));
        if (session.Reading is not { } file) return Answer(CmeError.FtpWrongState);
        call.Out.Line($"{Command.Name}: {file.FileName},{file.ViewMode},{(session.IsTransferring ? 0 : 1)}");
        return Ok;
    }
}

[AtHandler]
internal sealed class FtpRecvHandler : Handler<FtpRecv>
{
    protected override ValueTask<FinalResult> Write(AtCall call, FtpRecv value)
    {
        if (call.Module.Ftp.SessionOf(call.Instance) is not { } session) return Answer(call.Module.Ftp.Refusal(call.Instance));
        if (session.Download is not { } download) return Answer(CmeError.FtpWrongState);
        var octets = download.Waiting[..Math.Min(download.Waiting.Length, value.BlockSize)];
        call.Out.Line($"{Command.Name}: {octets.Length}");
        if (octets.IsEmpty) return Ok;
        if (session.Reading is { ViewMode: 1 }) call.Out.Line(Convert.ToHexString(octets));
        else call.Out.Line(octets);
        download.Consume(octets.Length);
        return Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        if (call.Module.Ftp.SessionOf(call.Instance) is not { } session) return Answer(call.Module.Ftp.Refusal(call.Instance));
        if (session.Download is not { } download) return Answer(CmeError.FtpWrongState);
        call.Out.Line($"{Command.Name}: {download.Waiting.Length}");
        return Ok;
    }
}

/// <summary>What the commands that open a data connection have in common. On-line ones that fail say NO CARRIER (IP Easy guide 80000ST10028 p47, p49).</summary>
internal abstract class FtpTransferHandler<T> : FtpHandler<T> where T : class, IAtRecord<T>, new()
{
    protected static async ValueTask<FinalResult> Upload(AtCall call, string command)
    {
        var (session, refusal) = SessionFor(call, command);
        if (session is null) return refusal!;
        return await session.Send(command, call.Stop) is { } upload ? call.Instance.GoOnline(upload) : FinalResult.NoCarrier;
    }

    protected static async ValueTask<FinalResult> Download(AtCall call, string command, bool takesRestart)
    {
        var (session, refusal) = SessionFor(call, command);
        if (session is null) return refusal!;
        var download = takesRestart ? await Begin(call, session, command, online: true) : await session.Receive(command, online: true, 0, call.Stop);
        return download is null ? FinalResult.NoCarrier : call.Instance.GoOnline(download);
    }

    /// <summary>Begins where #FTPREST says, and sets that back.</summary>
    protected static async ValueTask<FtpDownload?> Begin(AtCall call, FtpSession session, string command, bool online)
    {
        var download = await session.Receive(command, online, call.Module.Volatile.Get<FtpRest>().RestartPosition, call.Stop);
        if (download is not null) call.Module.Volatile.Set(FtpRest.Command, new FtpRest());
        return download;
    }

    /// <summary>The session where a transfer may begin; null: why it may not.</summary>
    protected static (FtpSession? Session, CmeError? Refusal) SessionFor(AtCall call, string command)
    {
        var ftp = call.Module.Ftp;
        if (ftp.SessionOf(call.Instance) is not { } session) return (null, ftp.Refusal(call.Instance));
        if (!FtpText.IsArgument(command)) return (null, CmeError.FtpUndocumentedError);
        return session.IsTransferring ? (null, CmeError.FtpWrongState) : (session, null);
    }
}
