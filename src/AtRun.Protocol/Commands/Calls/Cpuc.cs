namespace AtRun.Protocol.Commands.Calls;

/// <summary>Price of a unit, as the SIM keeps it.</summary>
/// <remarks>27.007 §8.27; GSM 11.11 §10.3.12; AT reference 80000ST10025a p172-173. The card has 12 bits for the figures: 1989.27 becomes 1989.</remarks>
[AtAction("+CPUC", Forms.Write | Forms.Read | Forms.Test, NeedsPin = true)]
public sealed partial record Cpuc
{
    /// <summary>three characters</summary>
    [Mandatory, Text(1, 3)] public string Currency { get; init; } = "";

    /// <summary>price, with a dot</summary>
    [Mandatory, Text(1, 20)] public string Ppu { get; init; } = "";

    /// <summary>PIN2; not needed where it was given since power-on</summary>
    [Text(0, 8), Secret] public string Pwd { get; init; } = "";
}
