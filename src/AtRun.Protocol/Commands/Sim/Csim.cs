namespace AtRun.Protocol.Commands.Sim;

/// <summary>A command to the SIM as it stands; 1 alone reserves the SIM for such commands, 0 gives it back.</summary>
/// <remarks>27.007 §8.17; AT reference 80000ST10025a p375-377, +CSIM; GSM 11.11 §9</remarks>
[AtAction("+CSIM", Forms.Write | Forms.Test)]
public sealed partial record Csim
{
    /// <summary>Octets of a command: five, and up to 255.</summary>
    public const int MaxOctets = 260;

    /// <summary>0, 1, or the number of hexadecimal digits of the command</summary>
    [Mandatory, Range(0, 2 * MaxOctets)] public int Length { get; init; }

    /// <summary>the command, in hexadecimal; a PIN may be in it</summary>
    [Secret, Text(0, 2 * MaxOctets)] public string Apdu { get; init; } = "";
}
