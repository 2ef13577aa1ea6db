namespace AtRun.Protocol.Commands.Calls;

/// <summary>Units of all calls, as the SIM keeps them; sets them to 0.</summary>
/// <remarks>27.007 §8.25; GSM 11.11 §10.3.9; AT reference 80000ST10025a p170-171</remarks>
[AtAction("+CACM", Forms.Write | Forms.Read | Forms.Test, NeedsPin = true)]
public sealed partial record Cacm
{
    /// <summary>PIN2; not needed where it was given since power-on</summary>
    [Text(0, 8), Secret] public string Pwd { get; init; } = "";
}
