namespace AtRun.Protocol.Commands.Sim;

/// <summary>Locks, unlocks or queries a facility; the answer to a query tells each class.</summary>
/// <remarks>AT reference 80000ST10025a p106, @CLCK</remarks>
[AtAction("@CLCK", Forms.Write | Forms.Test, NeedsPin = true, OldStyleOnly = true, TimeLimit = 25)]
[Remotely(RemoteEffect.BlocksSmsToOtherNumbers, "\"FD\",1")]
public sealed partial record ClckImproved
{
    /// <summary>facility</summary>
    [Mandatory, Text(2, 2), Domain("""("SC","AO","OI","OX","AI","IR","AB","AG","AC","FD","PN","PU")""")]
    public string Fac { get; init; } = "SC";

    /// <summary>0: unlock, 1: lock, 2: query</summary>
    [Mandatory] public LockMode Mode { get; init; } = LockMode.Query;

    /// <summary>the facility's password; the PIN for "SC"</summary>
    [Secret, Text(0, 8)] public string Passwd { get; init; } = "";

    /// <summary>sum of the kinds of service meant; of network facilities</summary>
    [Range(1, 255)] public int Class { get; init; } = 7;
}
