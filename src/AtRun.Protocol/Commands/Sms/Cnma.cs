namespace AtRun.Protocol.Commands.Sms;

/// <summary>Acknowledges the message that was routed to the terminal (+CSMS=1).</summary>
/// <remarks>27.005 §3.4.4, §4.7; MultiTech S000528C p130 (HE910)</remarks>
[AtAction("+CNMA", Forms.Execute | Forms.Write | Forms.Test, NeedsPin = true, Families = Families.He910 | Families.Ue)]
public sealed partial record Cnma
{
    /// <summary>in PDU mode: 0, 1: received correctly, 2: not</summary>
    [Range(0, 2)] public int N { get; init; }

    /// <summary>octets of a SMS-DELIVER-REPORT that goes along; 0: none is typed</summary>
    [Range(0, 164)] public int Length { get; init; }
}
