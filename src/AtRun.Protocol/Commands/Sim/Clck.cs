namespace AtRun.Protocol.Commands.Sim;

/// <summary>What +CLCK does with a facility.</summary>
public enum LockMode
{
    Unlock = 0,
    Lock = 1,
    Query = 2,
}

/// <summary>Locks, unlocks or queries a facility; "SC" is the SIM, which then asks for its PIN at power-on.</summary>
/// <remarks>27.007 §7.4; AT reference 80000ST10025a p105, +CLCK</remarks>
[AtAction("+CLCK", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 25)]
[Remotely(RemoteEffect.BlocksSmsToOtherNumbers, "\"FD\",1")]
public sealed partial record Clck
{
    /// <summary>facility</summary>
    [Mandatory, Text(2, 2), Domain("""("SC","FD","AO","OI","OX","AI","IR","AB","AG","AC","PN","PU","PP","PC","PS","PF")""")]
    public string Fac { get; init; } = "SC";

    /// <summary>0: unlock, 1: lock, 2: query</summary>
    [Mandatory] public LockMode Mode { get; init; } = LockMode.Query;

    /// <summary>the facility's password; the PIN for "SC"</summary>
    [Secret, Text(0, 8)] public string Passwd { get; init; } = "";

    /// <summary>sum of the kinds of service meant; not for "SC"</summary>
    [Range(1, 255)] public int Class { get; init; } = 7;
}
