namespace AtRun.Protocol.Commands.Calls;

/// <summary>Sends a call that rings to another number.</summary>
/// <remarks>22.072; AT reference 80000ST10025a p373</remarks>
[AtAction("+CTFR", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record Ctfr
{
    /// <summary>number</summary>
    [Mandatory, Text(1, 21)] public string Number { get; init; } = "";

    /// <summary>129 national, 145 international</summary>
    [OneOf(129, 145)] public int Type { get; init; } = 129;
}
