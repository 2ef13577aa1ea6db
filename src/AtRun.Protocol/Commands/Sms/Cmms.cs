namespace AtRun.Protocol.Commands.Sms;

/// <summary>Keeps the link to the service centre open between messages, so that several leave faster.</summary>
/// <remarks>27.005 §3.5.6</remarks>
[AtSetting("+CMMS", Saved.Never, NeedsPin = true, Families = Families.He910 | Families.Ue)]
public sealed partial record Cmms
{
    /// <summary>The value that goes back to 0.</summary>
    public const int Once = 1;

    /// <summary>0: no, 1: until 5 s pass without a message, then 0 again, 2: as long as messages follow each other within 5 s</summary>
    [Range(0, 2)] public int N { get; init; }
}
