using AtRun.Module.Settings;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.General;

namespace AtRun.Module.Products;

/// <summary>Every product that a module can be, and all that makes one different from another.</summary>
/// <remarks>
/// Names and minimum software versions: Telit 80000NT10029a §1.3. Where that list names two variants of one module, each is a product.
/// <para>Pins: GC and GE864 have the 13 of AT reference 80000ST10025a p300; the others the 10 of the xE910 and GE865, 8 of the GL and UL,
/// 6 of the x866 form factor. Converters: 2 of the x865, x866 and x868 form factors (Telit 1vv0300799 p62 for GE865), else 3; that and the
/// pins of what no guide was at hand for: own choice. Receivers of satellites: by the names (GPS, GNSS, and of HE910 those with a G); HE910
/// without a letter is HE910-G or HE910-DG (§1.3).</para>
/// <para>Interface styles: AT reference p40-43 with its list of products (p11-12), the newer ones of 2G as GE865. #SSEND: the same p428-429 for 2G, MultiTech
/// S000546 p137 for the others. Factory values: p288-289 (#SMSMODE, #REGMODE, #PLMNMODE), p301 (#SLED), p338 (#NITZ), p343 (#AUTOBND), p352 (#ENHSIM), p362
/// (#SWLEVEL), p80 (S38).
/// #BND and #AUTOBND are not on two products: p341-343. Scripts: Telit 80000ST10020a for 1.5.2; 2.7.2 of the xE910 and what came with them.</para>
/// <para>Area, cell and technology as a HE910-D tells them: the change that taught gammu to read it (github.com/gammu/gammu, pull request 206).
/// SRING is the spelling of all of them; +SRING came with modules that are not here.</para>
/// </remarks>
public static class ProductTable
{
    private const string DefaultName = "HE910";

    private const Families
        TwoG = Families.TwoG,
        Script = TwoG | Families.Python,
        Ge910 = Script | Families.AppZone,
        Gps = Families.Gps,
        He910 = Families.He910 | Families.Python | Families.AppZone,
        Ue910 = Families.Ue | Families.Python | Families.AppZone,
        Ue = Families.Ue;

    private static readonly Flavour
        Classic = new() { Python = "1.5.2+", CutsSurplus = true, SendsOnDialledAlone = true, Factory = FactoryValues.Parse("S38=0") },
        ThreeStyles = Classic with { Styles = [0, 1, 2] },
        Improved = Classic with { Factory = FactoryValues.Parse("S38=0#SMSMODE=1;#REGMODE=1;#PLMNMODE=1;#ENHSIM=1;#SWLEVEL=1;#NITZ=7;#AUTOBND=2") },
        TwoBands = Classic with { Lacks = [Bnd.Command, AutoBnd.Command] },
        ImprovedTwoBands = TwoBands with { Factory = FactoryValues.Parse("S38=0#SMSMODE=1;#REGMODE=1;#PLMNMODE=1;#ENHSIM=1;#SWLEVEL=1;#NITZ=7") },
        DarkLight = Classic with { Factory = FactoryValues.Parse("S38=0#SLED=0") },
        Later = Classic with { Python = "2.7.2", HasUsb = true },
        ThreeG = new() { Python = "2.7.2", HasUsb = true, Styles = [0, 1, 2], TellsTechnology = true, HasUmts = true, Factory = FactoryValues.Parse("+WS46=25") };

    // The products of one line of the list share a version; "xx" in it stands for the two digits of the product.
    private static readonly Product[] _all =
    [
        .. Line("10.00.xx7", Script, ThreeStyles, 1, 13, "GC864-QUAD"),
        .. Line("10.00.xx7", Script, Classic, 1, 13, "GC864-QUAD V2"),
        .. Line("10.00.xx7", Script, TwoBands, 1, 13, "GC864-DUAL V2"),
        .. Line("10.00.xx7", Script, ThreeStyles, 1, 13, "GE864-QUAD", "GE864-QUAD ATEX"),
        .. Line("10.00.xx7", Script, Classic, 1, 13, "GE864-QUAD V2", "GE864-QUAD Automotive V2"),
        .. Line("10.00.xx7", Script, ImprovedTwoBands, 1, 13, "GE864-DUAL V2"),
        .. Line("10.00.xx7", Script | Gps, ThreeStyles, 1, 13, "GE864-GPS"),
        .. Line("10.00.xx7", Script, Improved, 1, 10, "GE865-QUAD"),
        .. Line("10.00.xx7", Script, DarkLight, 1, 8, "GL865-DUAL", "GL868-DUAL"),
        .. Line("10.00.xx7", Script, Classic, 1, 8, "GL865-QUAD"),
        .. Line("13.00.xx3", Ge910, Later, 1, 10, "GE910-QUAD"),
        .. Line("13.00.xx5", Ge910, Later, 1, 10, "GE910-QUAD AUTO"),
        .. Line("13.00.xx5", Ge910 | Gps, Later, 1, 10, "GE910-GNSS"),
        .. Line("16.00.xx2", Script, Later, 1, 8, "GL865-DUAL V3", "GL865-QUAD V3", "GL868-DUAL V3"),
        .. Line("16.00.xx3", Ge910, Later, 1, 10, "GE910-QUAD V3"),
        .. Line("16.00.xx3", Script, Later, 1, 6, "GE866-QUAD"),
        .. Line("10.00.xx7", Script, Classic, 1, 13, "GT863-PY", "GT864-PY"),
        .. Line("10.00.xx7", TwoG, Classic, 1, 13, "GT864-QUAD"),
        .. Line("12.00.xx4", He910 | Gps, ThreeG, 2, 10, DefaultName, "HE910-G", "HE910-DG", "HE910-EUG", "HE910-NAG"),
        .. Line("12.00.xx4", He910, ThreeG, 2, 10, "HE910-D", "HE910-EUR", "HE910-EUD", "HE910-NAR", "HE910-NAD"),
        .. Line("12.00.xx6", He910 | Gps, ThreeG, 2, 10, "HE910-GL"),
        .. Line("12.00.xx4", Ue910, ThreeG, 1, 10, "UE910-EUR", "UE910-EUD", "UE910-NAR", "UE910-NAD"),
        .. Line("12.00.xx4", Ue, ThreeG, 1, 8, "UL865-EUR", "UL865-EUD", "UL865-NAR", "UL865-NAD", "UL865-N3G"),
        .. Line("12.00.xx6", Ue910, ThreeG, 1, 10, "UE910-N3G"),
        .. Line("12.00.xx6", Ue, ThreeG, 1, 6, "UE866-N3G"),
    ];

    public static IReadOnlyList<Product> All => _all;

    /// <summary>What a module is when nobody says otherwise.</summary>
    public static Product Default { get; } = Find(DefaultName)!;

    /// <summary>The product of that name in upper or lower case; null if there is none.</summary>
    public static Product? Find(string name) => Array.Find(_all, p => p.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Product> Line(string software, Families family, Flavour flavour, int ports, int pins, params string[] names) =>
        names.Select(name => new Product(name, family, flavour, software.Replace("xx", "00", StringComparison.Ordinal), ports, pins, IsSmall(name) ? 2 : 3));

    private static bool IsSmall(string name) => name.AsSpan(2).StartsWith("865") || name.AsSpan(2).StartsWith("866") || name.AsSpan(2).StartsWith("868");
}
