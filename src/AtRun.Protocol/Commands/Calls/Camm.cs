namespace AtRun.Protocol.Commands.Calls;

/// <summary>The most units that calls may cost, as the SIM keeps it.</summary>
/// <remarks>27.007 §8.26; GSM 11.11 §10.3.8; AT reference 80000ST10025a p171-172</remarks>
[AtAction("+CAMM", Forms.Write | Forms.Read | Forms.Test, NeedsPin = true)]
public sealed partial record Camm
{
    /// <summary>units; 0: as many as you like</summary>
    [Range(0, 0xFFFFFF)] public int AcmMax { get; init; }

    /// <summary>PIN2; not needed where it was given since power-on</summary>
    [Text(0, 8), Secret] public string Pwd { get; init; } = "";
}
