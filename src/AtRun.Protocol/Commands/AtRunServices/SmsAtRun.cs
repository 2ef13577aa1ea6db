namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>SMS remote AT service: commands that come in messages are run.</summary>
/// <remarks>AT reference 80000ST10025a p377, #SMSATRUN</remarks>
[AtSetting("#SMSATRUN", Saved.Nvm, NewStyleOnly = true)]
[Remotely(RemoteEffect.DisablesSms, "0")]
public sealed partial record SmsAtRun
{
    /// <summary>0: off, 1: on</summary>
    [Mandatory, Range(0, 1)] public int Mod { get; init; }
}
