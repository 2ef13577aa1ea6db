namespace AtRun.Protocol.Commands.Sms;

/// <summary>Stores a message that is to be sent: what is typed behind the prompt, Ctrl-Z ends it, ESC leaves.</summary>
/// <remarks>27.005 §3.5.3, §4.4; AT reference 80000ST10025a p265-270, +CMGW</remarks>
[AtAction("+CMGW", Forms.Execute | Forms.Write | Forms.Test, NeedsPin = true, Prompts = true, TimeLimit = 5)]
public sealed partial record Cmgw
{
    /// <summary>text mode: destination, in the character set of +CSCS; PDU mode: octets of the TPDU, 7 to 164, without the address of the service centre</summary>
    [Text(0, 84)] public string Da { get; init; } = "";

    /// <summary>text mode: type of the destination's address; PDU mode: status, 0 received unread, 1 received read, 2 stored unsent, 3 stored sent</summary>
    [Range(0, 255)] public int Toda { get; init; } = 129;

    /// <summary>text mode: status, "REC UNREAD", "REC READ", "STO UNSENT" or "STO SENT"</summary>
    [Text(0, 10)] public string Stat { get; init; } = "";
}
