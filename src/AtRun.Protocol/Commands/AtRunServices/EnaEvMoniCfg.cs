namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>Instance, indication and time limit of the event monitor.</summary>
/// <remarks>
/// AT reference 80000ST10025a p390-391, #ENAEVMONICFG; its read form prints no blank behind the colon, modules in the field do.
/// The range of the time limit is that of <see cref="SmsAtRunCfg"/>: the manual prints none.
/// </remarks>
[AtSetting("#ENAEVMONICFG", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record EnaEvMoniCfg
{
    /// <summary>AT instance reserved for the commands of events; the same as for #SMSATRUNCFG</summary>
    [Mandatory, Range(2, 3)] public int Instance { get; init; } = 3;

    /// <summary>1: show #EVMONI: and the command when the command of an event is run</summary>
    [Range(0, 1)] public int Urcmod { get; init; } = 1;

    /// <summary>minutes a command may take before the module reboots</summary>
    [Range(1, 60)] public int Timeout { get; init; } = 5;
}
