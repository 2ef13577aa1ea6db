using AtRun.Protocol.Commands;

namespace AtRun.Module.Products;

/// <summary>Every product that a module can be.</summary>
/// <remarks>
/// Telit 80000NT10029a §1.3, list of products and minimum software versions. Where the list names two
/// variants of one module, each is a product. Pins: GC and GE864 have the 13 of AT reference 80000ST10025a p300;
/// the others the 10 of the xE910 and GE865, 8 of the GL and UL, 6 of the x866 form factor. Converters: 2 of the x865
/// and x866 form factors (Telit 1vv0300799 p62 for GE865), else 3; that and the pins of what no guide was at hand for: own choice.
/// </remarks>
public static class ProductTable
{
    private const Families
        TwoG = Families.TwoG,
        Script = TwoG | Families.Python,
        Ge910 = Script | Families.AppZone,
        Gps = Families.Gps,
        He910 = Families.He910 | Families.Python | Families.AppZone,
        Ue910 = Families.Ue | Families.Python | Families.AppZone,
        Ue = Families.Ue;

    // The products of one line of the list share a version; "xx" in it stands for the two digits of the product.
    private static readonly Product[] _all =
    [
        .. Line("10.00.xx7", Script, 1, 13, "GC864-QUAD", "GC864-QUAD V2", "GC864-DUAL V2"),
        .. Line("10.00.xx7", Script, 1, 13, "GE864-QUAD", "GE864-QUAD V2", "GE864-QUAD Automotive V2", "GE864-QUAD ATEX", "GE864-DUAL V2"),
        .. Line("10.00.xx7", Script | Gps, 1, 13, "GE864-GPS"),
        .. Line("10.00.xx7", Script, 1, 10, "GE865-QUAD"),
        .. Line("10.00.xx7", Script, 1, 8, "GL865-DUAL", "GL865-QUAD", "GL868-DUAL"),
        .. Line("13.00.xx3", Ge910, 1, 10, "GE910-QUAD"),
        .. Line("13.00.xx5", Ge910, 1, 10, "GE910-QUAD AUTO"),
        .. Line("13.00.xx5", Ge910 | Gps, 1, 10, "GE910-GNSS"),
        .. Line("16.00.xx2", Script, 1, 8, "GL865-DUAL V3", "GL865-QUAD V3", "GL868-DUAL V3"),
        .. Line("16.00.xx3", Ge910, 1, 10, "GE910-QUAD V3"),
        .. Line("16.00.xx3", Script, 1, 6, "GE866-QUAD"),
        .. Line("10.00.xx7", Script, 1, 13, "GT863-PY", "GT864-PY"),
        .. Line("10.00.xx7", TwoG, 1, 13, "GT864-QUAD"),
        .. Line("12.00.xx4", He910 | Gps, 2, 10, DefaultName, "HE910-G", "HE910-DG", "HE910-EUG", "HE910-NAG"),
        .. Line("12.00.xx4", He910, 2, 10, "HE910-D", "HE910-EUR", "HE910-EUD", "HE910-NAR", "HE910-NAD"),
        .. Line("12.00.xx6", He910 | Gps, 2, 10, "HE910-GL"),
        .. Line("12.00.xx4", Ue910, 1, 10, "UE910-EUR", "UE910-EUD", "UE910-NAR", "UE910-NAD"),
        .. Line("12.00.xx4", Ue, 1, 8, "UL865-EUR", "UL865-EUD", "UL865-NAR", "UL865-NAD", "UL865-N3G"),
        .. Line("12.00.xx6", Ue910, 1, 10, "UE910-N3G"),
        .. Line("12.00.xx6", Ue, 1, 6, "UE866-N3G"),
    ];

    private const string DefaultName = "HE910";

    public static IReadOnlyList<Product> All => _all;

    /// <summary>What a module is when nobody says otherwise.</summary>
    public static Product Default { get; } = Find(DefaultName)!;

    /// <summary>The product of that name in upper or lower case; null if there is none.</summary>
    public static Product? Find(string name) => Array.Find(_all, p => p.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Product> Line(string software, Families family, int ports, int pins, params string[] names) =>
        names.Select(name => new Product(name, family, software.Replace("xx", "00", StringComparison.Ordinal), ports, pins, IsSmall(name) ? 2 : 3));

    private static bool IsSmall(string name) => name.AsSpan(2).StartsWith("865") || name.AsSpan(2).StartsWith("866") || name.AsSpan(2).StartsWith("868");
}
