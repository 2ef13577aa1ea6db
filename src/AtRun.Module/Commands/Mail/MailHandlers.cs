using System.Text;
using AtRun.Module.Commands.Ftp;
using AtRun.Module.Commands.Packet;
using AtRun.Module.Commands.Sockets;
using AtRun.Module.Ip.Mail;
using AtRun.Module.Services.Network;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Mail;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Mail;

[AtHandler]
internal sealed class EmailDHandler : MailHandler<EmailD>
{
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters) =>
        TryTake(parameters, out var to, out var subject) ? Send(call, to, subject) : Answer(Refusal);

    private async ValueTask<FinalResult> Send(AtCall call, string to, string subject)
    {
        var (mail, failure) = await Typed(call, to, subject);
        return mail is null ? failure : await call.Module.Mail.Send(call.Instance, mail, call.Stop);
    }
}

[AtHandler]
internal sealed class SEmailHandler : MailHandler<SEmail>
{
    /// <summary>This command kept the shorter limit on all versions (AT reference 80000ST10025a p491).</summary>
    protected override int MaxBody => 1024;

    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters) =>
        TryTake(parameters, out var to, out var subject) ? Send(call, to, subject) : Answer(Refusal);

    /// <summary>A context that was up before stays up.</summary>
    private async ValueTask<FinalResult> Send(AtCall call, string to, string subject)
    {
        var (module, contexts) = (call.Module, call.Module.Contexts);
        if (contexts[ContextService.GsmCid].IsActive) return CmeError.OperationNotAllowed;
        if (!contexts.IsDefined(Gprs.Context)) return CmeError.ContextNotOpened;
        var (mail, failure) = await Typed(call, to, subject, needsContext: false);
        if (mail is null) return failure;
        var broughtUp = contexts.AddressOf(Gprs.Context) is null;
        var (user, password) = call.Instance.Login();
        if (broughtUp && await call.ActivateForSockets(Gprs.Context, user, password) is { IsSuccess: false } refused) return refused;
        try
        {
            return await module.Mail.Send(call.Instance, mail, call.Stop);
        }
        finally
        {
            if (broughtUp && module.IsOn) await contexts.Deactivate(Gprs.Context, module.PowerLost);
        }
    }
}

[AtHandler]
internal sealed class SmtpClHandler : MailHandler<SmtpCl>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, SmtpCl value)
    {
        // A text file goes as it is, a binary one in base64, and neither without a name (AT reference 80000ST10025a p498).
        if (value.Att > 0 && (value.FileName.Length == 0 || value.Encod != value.Att - 1)) return FinalResult.Error;
        var (mail, failure) = await Typed(call, value.Da, value.Subj);
        if (mail is null) return failure;
        if (value.Att == 0) return await call.Module.Mail.Send(call.Instance, mail, call.Stop);
        return await call.Module.Mail.SendWithFile(call.Instance, mail with { File = new(value.FileName, value.Att == 2) }, call.Stop);
    }

    /// <summary>Its domains, unlike the other commands of mail.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {TextLimit(0)},{TextLimit(1)},(0-2),{TextLimit(3)},(0,1)");
        return Ok;
    }

    private int TextLimit(int parameter) => ((TextParameter)Command.Parameters[parameter]).MaxLength;
}

/// <summary>Like #GPRS, and apart from it: what one has activated the other does not deactivate (AT reference 80000ST10025a p493).</summary>
[AtHandler]
internal sealed class EmailActHandler : Handler<EmailAct>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, EmailAct value)
    {
        var contexts = call.Module.Contexts;
        if (!contexts.HasSocket(Gprs.Context)) return FinalResult.Error;
        if (contexts[ContextService.GsmCid].IsActive) return CmeError.OperationNotAllowed;
        if (!contexts.IsDefined(Gprs.Context)) return CmeError.ContextNotOpened;
        if (value.Mode == 0)
        {
            if (contexts[Gprs.Context].Activator == Gprs.Command) return FinalResult.Ok;
            return await call.CutPacketService(stop => contexts.Deactivate(Gprs.Context, stop));
        }
        var (user, password) = call.Instance.Login();
        var result = await call.ActivateForSockets(Gprs.Context, user, password);
        if (result.IsSuccess) contexts[Gprs.Context].Activator = Command;
        return result;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.Module.Contexts.AddressOf(Gprs.Context) is null ? 0 : 1)}");
        return Ok;
    }
}

[AtHandler]
internal sealed class EmailMsgHandler : Handler<EmailMsg>
{
    /// <summary>As #FTPMSG: own choice.</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        ServerWords.Show(call, call.Module.Mail.LastMessage);
        return Ok;
    }
}

/// <summary>What the commands that send mail have in common: the body is typed behind a prompt.</summary>
internal abstract class MailHandler<T> : Handler<T> where T : class, IAtRecord<T>, new()
{
    /// <summary>Octets of the body; what is typed beyond is lost (AT reference 80000ST10025a p495: 1500 from 10.0x.xx3).</summary>
    protected virtual int MaxBody => 1500;

    /// <summary>OK alone (AT reference 80000ST10025a p491, p496).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => call.OldStyle ? Error : Ok;

    /// <summary>Receiver and subject, cut where they are too long (AT reference 80000ST10025a p491, p495).</summary>
    protected bool TryTake(ReadOnlySpan<byte> parameters, out string to, out string subject)
    {
        var values = new ParameterReader(parameters);
        subject = "";
        return TryNext(ref values, 0, out to) && TryNext(ref values, 1, out subject) && values.Finish();
    }

    /// <summary>The mail that is typed now; null: why it does not come about, or OK where ESC was typed.</summary>
    protected async ValueTask<(MailMessage? Mail, FinalResult Otherwise)> Typed(AtCall call, string to, string subject, bool needsContext = true)
    {
        var mail = call.Module.Mail;
        var from = call.Get<EAddr>().EAdd;
        if (!MailMessage.IsAddress(to)) return (null, FinalResult.Error);
        if (!MailMessage.IsAddress(from)) return (null, CmeError.OperationNotAllowed);
        if (needsContext && call.Module.Contexts.AddressOf(mail.Cid) is null) return (null, CmeError.ContextNotOpened);
        return await call.Instance.Prompt(Prompts.Message, MaxBody) is { } body ? (new(from, to, subject, body, File: null), default) : (null, FinalResult.Ok);
    }

    private bool TryNext(ref ParameterReader values, int parameter, out string text)
    {
        var found = values.TryNext(out var value, out _);
        text = Encoding.Latin1.GetString(value[..Math.Min(value.Length, ((TextParameter)Command.Parameters[parameter]).MaxLength)]);
        return found;
    }
}
