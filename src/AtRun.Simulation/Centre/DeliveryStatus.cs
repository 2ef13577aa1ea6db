namespace AtRun.Simulation.Centre;

/// <summary>Values of TP-ST that this centre gives (23.040 §9.2.3.15).</summary>
public static class DeliveryStatus
{
    /// <summary>Short message received by the SME.</summary>
    public const byte Received = 0x00;

    /// <summary>Short message replaced by the SC.</summary>
    public const byte Replaced = 0x02;

    // The centre still tries.
    public const byte SmeBusy = 0x21;
    public const byte NoResponse = 0x22;
    public const byte ErrorInSme = 0x25;

    /// <summary>Specific to this centre: no attempt was made yet.</summary>
    public const byte NotTried = 0x30;

    // Permanent errors: the centre does not try any more.
    public const byte NotObtainable = 0x43;
    public const byte Expired = 0x46;
    public const byte DeletedBySender = 0x47;
    public const byte DoesNotExist = 0x49;
}
