using System.Text.RegularExpressions;
using AtRun.Module.Products;
using AtRun.Protocol.Commands;
using AtRun.Tests.Support;
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

    // AT reference 80000ST10025a p288-289, p301, p338, p352, p362
    [Theory]
    [InlineData("GE865-QUAD", "1 1 7,0 1 1 2")]
    [InlineData("GE864-DUAL V2", "1 1 7,0 1 1 2")]
    [InlineData("GL865-DUAL", "0 0 0,0 0 0 0")]
    [InlineData("GL868-DUAL", "0 0 0,0 0 0 0")]
    [InlineData("GC864-QUAD", "0 0 0,0 0 0 2")]
    [InlineData("HE910", "0 0 0,0 0 0 2")]
    public void Factory_values_that_the_manual_gives_to_some_products(string name, string expected)
    {
        var module = new SimulatedModule([$"product {name}"]);
        module.Start();
        var at = new Conversation(module);
        string[] commands = ["#SMSMODE", "#REGMODE", "#NITZ", "#ENHSIM", "#SWLEVEL", "#SLED"];
        var values = commands.Select(c => at.Type($"AT{c}?").Split(' ')[1]).ToArray();
        Assert.Equal(expected, string.Join(' ', values[..5].Append(values[5].Split(',')[0])));
    }

    [GeneratedRegex(@"^1\d\.00\.00\d$")]
    private static partial Regex Version();
}
