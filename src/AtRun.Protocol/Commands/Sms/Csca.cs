namespace AtRun.Protocol.Commands.Sms;

/// <summary>Service centre that messages go to. It stays until power-off; +CSAS saves it.</summary>
/// <remarks>27.005 §3.3.1; AT reference 80000ST10025a p207, +CSCA</remarks>
[AtAction("+CSCA", Forms.Setting, NeedsPin = true, TimeLimit = 5)]
public sealed partial record Csca
{
    /// <summary>number of the service centre, in the character set of +CSCS</summary>
    [Mandatory, Text(1, 84)] public string Number { get; init; } = "";

    /// <summary>129: national numbering, 145: international; without it the + of the number says so</summary>
    [OneOf(129, 145)] public int Type { get; init; } = 129;
}
