namespace AtRun.Protocol.Commands.Sms;

/// <summary>Stores a message that is to be sent, without a prompt.</summary>
/// <remarks>AT reference 80000ST10025a p395, #CMGW</remarks>
[AtAction("#CMGW", Forms.Write | Forms.Test, NewStyleOnly = true, NeedsPin = true, TimeLimit = 5)]
public sealed partial record StoreMessage
{
    /// <summary>text mode: destination, in the character set of +CSCS; PDU mode: octets of the TPDU, 7 to 164, without the address of the service centre</summary>
    [Mandatory, Text(1, 84)] public string Da { get; init; } = "";

    /// <summary>text mode: the text; PDU mode: the PDU in hexadecimal</summary>
    [Mandatory, Text(0, 1024)] public string Text { get; init; } = "";
}
