namespace AtRun.Protocol.Commands.Calls;

/// <summary>When ATD answers.</summary>
/// <remarks>AT reference 80000ST10025a p325-327</remarks>
[AtSetting("#DIALMODE", Saved.Nvm)]
public sealed partial record DialMode
{
    public const int AtRinging = 0, AtAnswer = 1, Steps = 2;

    /// <summary>0: OK when it rings there, 1: OK when it is answered (both of voice), 2: DIALING, RINGING, CONNECTED, RELEASED, DISCONNECTED</summary>
    [Range(AtRinging, Steps)] public int Mode { get; init; }
}
