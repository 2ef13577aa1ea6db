namespace AtRun.Protocol.Commands.Sim;

/// <summary>Changes the password of a facility; "SC" is the SIM's PIN, which must be in use.</summary>
/// <remarks>27.007 §7.5; AT reference 80000ST10025a p109, +CPWD</remarks>
[AtAction("+CPWD", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 15)]
public sealed partial record Cpwd
{
    /// <summary>facility</summary>
    [Mandatory, Text(2, 2), Domain("""("SC",8),("AB",4),("P2",8),("PS",8)""")]
    public string Fac { get; init; } = "SC";

    /// <summary>the password until now</summary>
    [Mandatory, Secret, Text(4, 8)] public string OldPwd { get; init; } = "";

    /// <summary>the password from now on</summary>
    [Mandatory, Secret, Text(4, 8)] public string NewPwd { get; init; } = "";
}
