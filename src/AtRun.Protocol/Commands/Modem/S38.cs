namespace AtRun.Protocol.Commands.Modem;

/// <summary>Time to empty the buffer before hanging up.</summary>
/// <remarks>AT reference 80000ST10025a p80; MultiTech S000528C p42 for the default; 2G products have 0, see the table of products</remarks>
[AtSetting("S38", Saved.Base)]
public sealed partial record S38
{
    /// <summary>As long as it takes.</summary>
    public const int UntilSent = 255;

    /// <summary>seconds; 255: until it is empty</summary>
    [Range(0, 255)] public int Value { get; init; } = 20;
}
