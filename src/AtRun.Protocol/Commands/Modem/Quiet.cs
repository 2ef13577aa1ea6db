namespace AtRun.Protocol.Commands.Modem;

/// <summary>Suppression of result codes. Information text stays.</summary>
/// <remarks>V.250 §6.2.5; AT reference 80000ST10025a p52</remarks>
[AtSetting("Q", Saved.Base)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot | RemoteEffect.BlocksTcp, "1")]
[Remotely(RemoteEffect.BlocksSmsUntilReboot | RemoteEffect.BlocksTcp, "2")]
public sealed partial record Quiet
{
    /// <summary>0: result codes are sent; 1, 2: they are not</summary>
    [Range(0, 2)] public int Value { get; init; }
}
