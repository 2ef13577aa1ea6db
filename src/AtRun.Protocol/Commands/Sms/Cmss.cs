namespace AtRun.Protocol.Commands.Sms;

/// <summary>Sends a message that is stored.</summary>
/// <remarks>27.005 §3.5.2; AT reference 80000ST10025a p261, +CMSS</remarks>
[AtAction("+CMSS", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 60)]
public sealed partial record Cmss
{
    /// <summary>place in the second storage of +CPMS</summary>
    [Mandatory, Range(1, 255)] public int Index { get; init; } = 1;

    /// <summary>destination instead of the one that is stored, in the character set of +CSCS</summary>
    [Text(0, 84)] public string Da { get; init; } = "";

    /// <summary>type of the destination's address, 129 national, 145 international; without it the + of the number says so</summary>
    [Range(128, 255)] public int Toda { get; init; } = 129;
}
