namespace AtRun.Protocol.Commands.General;

/// <summary>Restarts the module after a time, once or again and again; <c>=1,0</c> at once.</summary>
/// <remarks>AT reference 80000ST10025a p291-292. The range of the time is not printed there: own choice.</remarks>
[AtAction("#ENHRST", Forms.Setting, NewStyleOnly = true, NeedsPin = true)]
[Remotely(RemoteEffect.NoAnswerBySms | RemoteEffect.EndsTcpSession, "1,0")]
public sealed partial record EnhRst
{
    /// <summary>0: off, 1: once, 2: after each power-on</summary>
    [Mandatory, Range(0, 2)] public int Mod { get; init; }

    /// <summary>minutes</summary>
    [Range(0, 65535)] public int Delay { get; init; } = -1;
}
