namespace AtRun.Protocol.Commands.Modem;

/// <summary>Calls a number: voice with a semicolon at its end, else as +FCLASS says; <c>*99***1#</c> asks for packet service.</summary>
/// <remarks>V.250 §6.3.1; AT reference 80000ST10025a p64-66. Over SMS its answer comes only after the call has ended (SMS-21).</remarks>
[AtAction("D", Forms.Write, Abortable = true)]
public sealed partial record Dial
{
    /// <summary>number, or <c>L</c> the last one, <c>S=n</c> one of &amp;Z, <c>&gt;…</c> one of the phone book</summary>
    [Mandatory, Text(1, 80, Bare = true)] public string Number { get; init; } = "";
}
