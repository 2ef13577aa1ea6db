namespace AtRun.Protocol.Commands.Sms;

/// <summary>Sends a message: what is typed behind the prompt, Ctrl-Z ends it, ESC leaves.</summary>
/// <remarks>27.005 §3.5.1, §4.3; AT reference 80000ST10025a p255-260, +CMGS</remarks>
[AtAction("+CMGS", Forms.Write | Forms.Test, NeedsPin = true, Prompts = true, TimeLimit = 60)]
public sealed partial record Cmgs
{
    /// <summary>text mode: destination, in the character set of +CSCS; PDU mode: octets of the TPDU, 7 to 164, without the address of the service centre</summary>
    [Mandatory, Text(1, 84)] public string Da { get; init; } = "";

    /// <summary>text mode: type of the destination's address, 129 national, 145 international; without it the + of the number says so</summary>
    [Range(128, 255)] public int Toda { get; init; } = 129;
}
