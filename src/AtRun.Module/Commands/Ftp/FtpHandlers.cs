using AtRun.Module.Ip.Ftp;
using AtRun.Module.Ip.Servers;
using AtRun.Protocol.Commands.Ftp;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Ftp;

[AtHandler]
internal sealed class FtpOpenHandler : FtpHandler<FtpOpen>
{
    protected override ValueTask<FinalResult> Write(AtCall call, FtpOpen value) => call.Module.Ftp.Open(call.Instance, value, call.Stop);
}

[AtHandler]
internal sealed class FtpCloseHandler : FtpHandler<FtpClose>
{
    protected override async ValueTask<FinalResult> Execute(AtCall call)
    {
        if (call.Module.Ftp.SessionOf(call.Instance) is not { } session) return call.Module.Ftp.Refusal(call.Instance);
        await session.Close(call.Stop);
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class FtpTypeHandler : Handler<FtpType>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, FtpType value)
    {
        if (call.Module.Ftp.SessionOf(call.Instance) is not { } session) return call.Module.Ftp.Refusal(call.Instance);
        return await session.SetType(value.Type, call.Stop) ? FinalResult.Ok : CmeError.FtpBadOrNoResponse;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        if (call.Module.Ftp.SessionOf(call.Instance) is not { } session) return Answer(call.Module.Ftp.Refusal(call.Instance));
        call.Out.Line($"{Command.Name}: {session.Type}");
        return Ok;
    }
}

[AtHandler]
internal sealed class FtpMsgHandler : FtpHandler<FtpMsg>
{
    /// <summary>The manual prints no example: own choice, with the name in front, as #FTPPWD answers on real modules; a long reply is several lines.</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        ServerWords.Show(call, call.Module.Ftp.LastMessage);
        return Ok;
    }
}

[AtHandler]
internal sealed class FtpDeleHandler : FtpHandler<FtpDele>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, FtpDele value) =>
        await Ask(call, "DELE " + value.FileName) is { Failure: { } failure } ? failure : FinalResult.Ok;
}

[AtHandler]
internal sealed class FtpCwdHandler : FtpHandler<FtpCwd>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, FtpCwd value) =>
        await Ask(call, "CWD " + value.DirName) is { Failure: { } failure } ? failure : FinalResult.Ok;
}

[AtHandler]
internal sealed class FtpPwdHandler : FtpHandler<FtpPwd>
{
    /// <summary>What the server says, code and all.</summary>
    protected override async ValueTask<FinalResult> Execute(AtCall call)
    {
        var (reply, failure) = await Ask(call, "PWD");
        if (failure is not null) return failure;
        ServerWords.Show(call, reply.Text);
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class FtpFSizeHandler : FtpHandler<FtpFSize>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, FtpFSize value)
    {
        var (reply, failure) = await Ask(call, "SIZE " + value.FileName);
        if (failure is not null) return failure;
        if (!FtpText.TrySize(reply.Text, out var size)) return CmeError.FtpBadOrNoResponse;
        call.Out.Line($"{Command.Name}: {size}");
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class FtpRestHandler : FtpHandler<FtpRest>;

/// <summary>What the commands of FTP have in common.</summary>
internal abstract class FtpHandler<T> : Handler<T> where T : class, Protocol.Commands.IAtRecord<T>, new()
{
    /// <summary>OK alone (AT reference 80000ST10025a p439-447).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => call.OldStyle && Command.Parameters.Count == 0 ? Error : Ok;

    /// <summary>Asks the server; a refusal of it is a failure, and #FTPMSG says which.</summary>
    protected static async ValueTask<(ServerReply Reply, CmeError? Failure)> Ask(AtCall call, string command)
    {
        var ftp = call.Module.Ftp;
        if (ftp.SessionOf(call.Instance) is not { } session) return (default, ftp.Refusal(call.Instance));
        if (!FtpText.IsArgument(command)) return (default, CmeError.FtpUndocumentedError);
        return await session.Ask(command, call.Stop) is { IsDone: true } reply ? (reply, null) : (default, CmeError.FtpBadOrNoResponse);
    }
}

/// <summary>What a server said, as information text.</summary>
internal static class ServerWords
{
    /// <summary>The command in front of the first line; further lines as they are.</summary>
    public static void Show(AtCall call, string words)
    {
        var first = true;
        foreach (var line in words.AsSpan().EnumerateLines())
        {
            if (first) call.Out.Line($"{call.Command.Name}: {line}");
            else call.Out.Line(line);
            first = false;
        }
    }
}
