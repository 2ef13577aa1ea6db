using System.Buffers;
using System.Text;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

[AtHandler]
internal sealed class SRecvHandler : Handler<SRecv>
{
    /// <summary>Nothing buffered is an error (AT reference 80000ST10025a p428).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, SRecv value)
    {
        var socket = call.Module.Sockets[value.ConnId];
        var data = socket.Pending;
        if (data.IsEmpty) return Answer(CmeError.OperationNotAllowed);
        data = data[..Math.Min(data.Length, value.MaxByte)];
        // Base64 makes less of it (AT reference 80000ST10025a p436).
        var octets = socket.Coding.Decode(data);
        call.Out.Line($"{Command.Name}: {value.ConnId},{octets.Length}");
        if (call.Get<ScfgExt>(value.ConnId).RecvDataMode == 1) call.Out.Line(Convert.ToHexStringLower(octets));
        else call.Out.Line(octets);
        socket.Consume(data.Length);
        return Ok;
    }
}

[AtHandler]
internal sealed class SSendHandler : Handler<SSend>
{
    /// <summary>Octets that are sent at a time (AT reference 80000ST10025a p429: 1500 from 10.0x.xx3).</summary>
    private const int Limit = 1500;

    /// <summary>What is typed beyond the limit is lost; on later products the command fails (EV-DO reference S000546 p137).</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, SSend value)
    {
        if (call.CannotSend(value.ConnId) is { } refusal) return refusal;
        var hexadecimal = call.Get<ScfgExt>(value.ConnId).SendDataMode == 1;
        var limit = hexadecimal ? 2 * Limit : Limit;
        if (await call.Instance.Prompt(Prompts.Message, limit + 1) is not { } typed) return FinalResult.Ok;
        if (typed.Length > limit)
        {
            if (!call.Module.Product.Flavour.CutsSurplus) return FinalResult.Error;
            typed = typed[..limit];
        }
        if (hexadecimal && !TryDecode(ref typed)) return FinalResult.Error;
        return call.Send(value.ConnId, typed);
    }

    private static bool TryDecode(ref byte[] digits)
    {
        if (digits.Length % 2 != 0) return false;
        var octets = new byte[digits.Length / 2];
        if (Convert.FromHexString(Encoding.Latin1.GetString(digits), octets, out _, out _) != OperationStatus.Done) return false;
        digits = octets;
        return true;
    }
}

[AtHandler]
internal sealed class SSendExtHandler : Handler<SSendExt>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, SSendExt value)
    {
        if (call.CannotSend(value.ConnId) is { } refusal) return refusal;
        var typed = await call.Instance.Prompt(Prompts.Message, value.BytesToSend, exactly: value.BytesToSend);
        return call.Send(value.ConnId, typed);
    }
}

/// <summary>What #SSEND and #SSENDEXT have in common.</summary>
internal static class CommandModeSending
{
    /// <summary>The socket must be connected and not on-line; on the 2G products it must have been opened by #SD (AT reference 80000ST10025a p429).</summary>
    public static CmeError? CannotSend(this AtCall call, int connId)
    {
        var socket = call.Module.Sockets[connId];
        if (!socket.IsSuspended) return CmeError.WrongState;
        return socket.WasDialled || !call.Module.Product.Flavour.SendsOnDialledAlone ? null : CmeError.OperationNotAllowed;
    }

    public static FinalResult Send(this AtCall call, int connId, ReadOnlySpan<byte> octets)
    {
        var socket = call.Module.Sockets[connId];
        if (socket.Send(octets)) return FinalResult.Ok;
        return socket.IsSuspended ? CmeError.TransmissionError : CmeError.RemoteDisconnected;
    }
}
