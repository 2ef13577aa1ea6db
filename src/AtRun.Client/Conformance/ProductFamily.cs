using AtRun.Protocol.Commands;

namespace AtRun.Client.Conformance;

/// <summary>The family of a product by the name that <c>+CGMM</c> prints.</summary>
/// <remarks>Telit 80000NT10029a §1.3: the first two letters tell it. Which product of a family runs scripts or applications they do not.</remarks>
public static class ProductFamily
{
    private const Families Either = Families.Python | Families.AppZone;

    /// <summary>All where the model is none that is known: then no command is left out.</summary>
    public static Families Of(string? model) => model is { Length: >= 2 } ? model[..2].ToUpperInvariant() switch
    {
        "GC" or "GE" or "GL" or "GT" => Families.TwoG | Either,
        "HE" => Families.He910 | Either,
        "UE" or "UL" => Families.Ue | Either,
        _ => Families.All,
    } : Families.All;
}
