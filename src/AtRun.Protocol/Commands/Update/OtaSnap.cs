namespace AtRun.Protocol.Commands.Update;

/// <summary>Number of the update server, where the module registers by SMS.</summary>
/// <remarks>AT reference 80000ST10025a p397-399, #OTASNAP</remarks>
[AtSetting("#OTASNAP", Saved.Nvm, NeedsPin = true, TestVaries = true)]
public sealed partial record OtaSnap
{
    /// <summary>Characters of a number, and of the name of a company.</summary>
    public const int NumberLength = 21, CompanyLength = 15;

    /// <summary>number; empty: none</summary>
    [Mandatory, Text(0, NumberLength)] public string Addr { get; init; } = "";

    /// <summary>who owns the module</summary>
    [Text(0, CompanyLength)] public string CompanyName { get; init; } = "";
}
