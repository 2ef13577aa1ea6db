namespace AtRun.Protocol.Commands.Sms;

/// <summary>Lists the messages of a status, with an empty line at the end.</summary>
/// <remarks>AT reference 80000ST10025a p238-242, @CMGL</remarks>
[AtAction("@CMGL", Forms.All, NeedsPin = true, TimeLimit = 20, TestVaries = true)]
public sealed partial record CmglImproved
{
    /// <summary>received unread (also where it is left out), received read, stored unsent, stored sent, all; in PDU mode 0 to 4</summary>
    [Text(0, 10), Domain("\"REC UNREAD\",\"REC READ\",\"STO UNSENT\",\"STO SENT\",\"ALL\"")] public string Stat { get; init; } = "";
}
