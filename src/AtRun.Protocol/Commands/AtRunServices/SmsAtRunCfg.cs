namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>Instance, indication and time limit of the SMS remote AT service.</summary>
/// <remarks>AT reference 80000ST10025a p378, #SMSATRUNCFG; its read form prints no blank behind the colon, modules in the field do</remarks>
[AtSetting("#SMSATRUNCFG", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record SmsAtRunCfg
{
    /// <summary>AT instance reserved for the commands received by SMS</summary>
    [Mandatory, Range(2, 3)] public int Instance { get; init; } = 3;

    /// <summary>1: show #SMSATRUN: and the text when a command of a message is run</summary>
    [Range(0, 1)] public int Urcmod { get; init; } = 1;

    /// <summary>minutes a command may take before the module reboots</summary>
    [Range(1, 60)] public int Timeout { get; init; } = 5;
}
