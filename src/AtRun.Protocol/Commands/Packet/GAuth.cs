namespace AtRun.Protocol.Commands.Packet;

/// <summary>How a terminal has to say who it is on a PPP link (+CGDATA, ATD*99…).</summary>
/// <remarks>
/// AT reference 80000ST10025a p346-347, #GAUTH. CHAP (2) is not taken: what the terminal answers to a challenge is no password that could be handed
/// on to the network. Automatic (3) is PAP therefore. It names no place of storage: one value until power-off.
/// </remarks>
[AtSetting("#GAUTH", Saved.Never, NeedsPin = true)]
public sealed partial record GAuth
{
    /// <summary>0: not at all, 1: PAP, 3: what it offers</summary>
    [OneOf(0, 1, 3)] public int Type { get; init; } = 1;
}
