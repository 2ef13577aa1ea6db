using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CsasHandler : Handler<Csas>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, Csas value)
    {
        var settings = call.Module.Messages.Settings;
        if (value.Profile > settings.Profiles) return Refusal;
        await settings.Save(value.Profile);
        return FinalResult.Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => ProfileList.Answer(call);
}

[AtHandler]
internal sealed class CresHandler : Handler<Cres>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Cres value)
    {
        var settings = call.Module.Messages.Settings;
        if (value.Profile > settings.Profiles) return Answer(Refusal);
        settings.Restore(value.Profile);
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => ProfileList.Answer(call);
}

internal static class ProfileList
{
    /// <summary>As many profiles as the SIM has (AT reference 80000ST10025a p216).</summary>
    public static ValueTask<FinalResult> Answer(AtCall call)
    {
        var most = call.Module.Messages.Settings.Profiles;
        call.Out.Line($"{call.Command.Name}: {(most == 0 ? "(0)" : most == 1 ? "(0,1)" : $"(0-{most})")}");
        return new(FinalResult.Ok);
    }
}
