using AtRun.Module.Products;
using AtRun.Protocol.Commands;

namespace AtRun.Cli.Sim;

/// <summary>Something that <c>sim --json</c> tells: one line each.</summary>
/// <param name="Event"><c>module</c>: it is there; <c>listening</c>: it takes connections; <c>init</c>: an init command failed; <c>ready</c>: it has run all of them; <c>smpp</c>: the message centre takes applications; <c>control</c>: where it takes faults; <c>scripts</c>: what runs them.</param>
/// <param name="Module">From 1; null: it is no module's.</param>
internal sealed record SimEvent(string Event, int? Module = null)
{
    public string? Imei { get; init; }
    public string? Number { get; init; }

    /// <summary>Paths of its serial ports.</summary>
    public IReadOnlyList<string>? Ports { get; init; }

    /// <summary>Address and port.</summary>
    public string? Address { get; init; }

    public string? Path { get; init; }
    public string? Version { get; init; }
    public string? SystemId { get; init; }
    public string? Command { get; init; }
    public string? Answer { get; init; }
}

/// <summary>A product as <c>--product list --json</c> prints it.</summary>
internal sealed record ProductEntry(
    string Name, string Family, string Software, int Ports, int Pins, int Converters, string? Python, bool Appzone, bool Gps, bool Umts, IReadOnlyList<int> Styles, int Commands)
{
    public static ProductEntry Of(Product product) => new(
        product.Name, FamilyOf(product), product.Software, product.Ports, product.Pins, product.Converters, product.HasPython ? product.Flavour.Python : null,
        product.HasAppZone, product.HasGps, product.Flavour.HasUmts, product.Flavour.Styles, CommandTable.All.Count(c => !c.IsPart && product.Has(c)));

    private static string FamilyOf(Product product) => product.Family.HasFlag(Families.TwoG) ? "GC/GE/GL/GT" : product.Family.HasFlag(Families.He910) ? "HE910" : "UE/UL";
}
