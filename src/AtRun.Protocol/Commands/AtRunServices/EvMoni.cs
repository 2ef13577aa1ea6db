namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>One event of the event monitor: whether it is monitored, its parameters, its command.</summary>
/// <remarks>
/// AT reference 80000ST10025a p391-394, #EVMONI; kept in NVM by decision DEC-9. What a parameter may be depends on the event:
/// <see cref="Protocol.AtRunServices.MonitoredEvent.All"/>.
/// </remarks>
[AtAction("#EVMONI", Forms.Setting, NewStyleOnly = true)]
public sealed partial record EvMoni
{
    /// <summary>event: VBATT, DTR, ROAM, CONTDEACT, RING, STARTUP, REGISTERED, GPIO1-GPIO5, ADCH1, ADCL1, DTMF1-DTMF4, SMSIN</summary>
    [Mandatory, Text(3, 10, Quoted = true)] public string Label { get; init; } = "";

    /// <summary>1: the event is monitored</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }

    /// <summary>0: param is the command, 1-3: a parameter of the event</summary>
    [Range(0, 3)] public int ParamType { get; init; }

    /// <summary>command in quotes, AT and all, a " in it written \22, at most 96 characters, "" for none; or a value of the event</summary>
    [Text(0, 160)] public string Param { get; init; } = "";
}
