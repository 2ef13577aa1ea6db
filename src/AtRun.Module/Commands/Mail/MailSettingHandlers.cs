using AtRun.Module.Settings;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Mail;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Mail;

[AtHandler]
internal sealed class ESmtpHandler : MailTextHandler<ESmtp>;

[AtHandler]
internal sealed class EAddrHandler : MailTextHandler<EAddr>;

[AtHandler]
internal sealed class EUserHandler : MailTextHandler<EUser>;

[AtHandler]
internal sealed class EPasswHandler : MailTextHandler<EPassw>;

[AtHandler]
internal sealed class ESavHandler : Handler<ESav>
{
    protected override async ValueTask<FinalResult> Execute(AtCall call)
    {
        await Profiles.StoreSet(call.Instance, Saved.MailSet);
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class ERstHandler : Handler<ERst>
{
    protected override async ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Instance.Settings.Reset(c => c.Facts.Saved == Saved.MailSet);
        await Profiles.StoreSet(call.Instance, Saved.MailSet);
        return FinalResult.Ok;
    }
}

/// <summary>A text, of which the test form says how long it may be (AT reference 80000ST10025a p485-489).</summary>
internal abstract class MailTextHandler<T> : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected sealed override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {((TextParameter)Command.Parameters[0]).MaxLength}");
        return Ok;
    }
}
