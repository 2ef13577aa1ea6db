namespace AtRun.Protocol.Commands.Sms;

/// <summary>Lists the messages of a status.</summary>
/// <remarks>27.005 §3.4.2, §4.1; AT reference 80000ST10025a p233-238, +CMGL</remarks>
[AtAction("+CMGL", Forms.All, NeedsPin = true, TimeLimit = 20, TestVaries = true)]
public sealed partial record Cmgl
{
    /// <summary>received unread (also where it is left out), received read, stored unsent, stored sent, all; in PDU mode 0 to 4</summary>
    [Text(0, 10), Domain("(\"REC UNREAD\",\"REC READ\",\"STO UNSENT\",\"STO SENT\",\"ALL\")")] public string Stat { get; init; } = "";
}
