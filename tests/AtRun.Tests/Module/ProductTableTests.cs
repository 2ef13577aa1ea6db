using System.Text.RegularExpressions;
using AtRun.Module.Products;
using AtRun.Protocol.Commands;
using Xunit;

namespace AtRun.Tests.Module;

public sealed partial class ProductTableTests
{
    [Fact]
    public void Every_product_is_found_by_its_name_in_any_case()
    {
        Assert.Equal(ProductTable.All.Count, ProductTable.All.Select(p => p.Name.ToUpperInvariant()).Distinct().Count());
        Assert.All(ProductTable.All, p => Assert.Same(p, ProductTable.Find(p.Name.ToLowerInvariant())));
        Assert.All(ProductTable.All, p => Assert.Matches(Version(), p.Software));
        Assert.Null(ProductTable.Find("GE"));
        Assert.Equal("HE910", ProductTable.Default.Name);
    }

    [Fact]
    public void AppZone_is_on_xE910_alone() // PRD-1
        => Assert.All(ProductTable.All, p => Assert.Equal(p.Name[1..].StartsWith("E910", StringComparison.Ordinal), p.HasAppZone));

    [Fact]
    public void HE910_has_two_ports_the_others_one() // PRD-2
        => Assert.All(ProductTable.All, p => Assert.Equal(p.Name.StartsWith("HE910", StringComparison.Ordinal) ? 2 : 1, p.Ports));

    [Theory] // PRD-3
    [InlineData("GT863-PY", true)]
    [InlineData("GT864-PY", true)]
    [InlineData("GT864-QUAD", false)]
    [InlineData("GC864-QUAD", true)]
    [InlineData("GE865-QUAD", true)]
    [InlineData("GL865-DUAL", true)]
    [InlineData("HE910-GL", true)]
    [InlineData("UL865-N3G", false)]
    public void Python_is_where_the_manual_lists_Easy_Script(string name, bool has) => Assert.Equal(has, ProductTable.Find(name)!.HasPython);

    [Fact]
    public void A_product_has_the_commands_of_any_of_its_families()
    {
        var forAll = CommandTable.All.First(c => c.Facts.Families == Families.All);
        Assert.All(ProductTable.All, p => Assert.True(p.Has(forAll)));
    }

    [GeneratedRegex(@"^1\d\.00\.00\d$")]
    private static partial Regex Version();
}
