using AtRun.Module.Settings;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

[AtHandler]
internal sealed class FactoryDefaultsHandler : Handler<FactoryDefaults>
{
    protected override ValueTask<FinalResult> Write(AtCall call, FactoryDefaults value)
    {
        Profiles.LoadFactory(call.Instance, Saved.Base);
        if (value.Sections == 1) Profiles.LoadFactory(call.Instance, Saved.Extended);
        return Ok;
    }
}

[AtHandler]
internal sealed class StoreProfileHandler : Handler<StoreProfile>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, StoreProfile value)
    {
        await Profiles.Store(call.Instance, value.Profile);
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class BaseProfileAtPowerOnHandler : Handler<BaseProfileAtPowerOn>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, BaseProfileAtPowerOn value)
    {
        await Profiles.ChooseAtPowerOn(call.Instance, value.Profile, null);
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class FullProfileAtPowerOnHandler : Handler<FullProfileAtPowerOn>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, FullProfileAtPowerOn value)
    {
        await Profiles.ChooseAtPowerOn(call.Instance, value.Profile, value.Profile);
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class ExtendedResetHandler : Handler<ExtendedReset>
{
    protected override ValueTask<FinalResult> Write(AtCall call, ExtendedReset value)
    {
        Profiles.Load(call.Instance, Saved.Base, value.Profile);
        Profiles.Load(call.Instance, Saved.Extended, value.Profile);
        return Ok;
    }

    /// <summary>Only tells that the command is there (AT reference 80000ST10025a p291).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
