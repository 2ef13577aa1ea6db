using AtRun.Client.Conformance;
using AtRun.Module;
using AtRun.Module.Products;
using AtRun.Protocol.Commands;
using AtRun.Tests.Dialogues;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>Every product starts, says who it is, has its commands, and serves both ways of AT Run.</summary>
public sealed class ProductWalkTests
{
    public static IEnumerable<TheoryDataRow<string>> Products => ProductTable.All.Select(p => new TheoryDataRow<string>(p.Name));

    [Theory]
    [MemberData(nameof(Products))]
    public void Serves(string name)
    {
        var product = ProductTable.Find(name)!;
        string[] lines =
        [
            $"product {name}",
            "> AT+CGMI", "< Telit", "< OK",
            "> AT+CGMM", $"< {name}", "< OK",
            "> AT+CGMR", $"< {product.Software}", "< OK",
            "> AT+CGSN", "< 356938035643809", "< OK",
            "> AT+CLAC", .. CommandsOf(product).Select(c => $"< AT{c.Name}"), "< OK",
            $"> AT#SELINT=?", $"< #SELINT: {(product.Flavour.Styles.Count == 1 ? "(2)" : "(0-2)")}", "< OK",
            $"> ATS38?", $"< {(product.Family.HasFlag(Families.TwoG) ? "000" : "020")}", "< OK",
            $"> AT+WS46=?", $"< +WS46: {(product.Family.HasFlag(Families.TwoG) ? "(12)" : "(12,22,25)")}", "< OK",
            "> AT+CREG?", "< +CREG: 0,1", "< OK",
            "> AT#SMSATWL=0,1,0,\"+393471234567\";#SMSATRUN=1", "< OK",
            "sms +393471234567 > AT+CGMM",
            $"sms +393471234567 < \\r\\n{name}\\r\\n\\r\\nOK\\r\\n",
            "< #SMSATRUN: AT+CGMM",
            "> AT+CGDCONT=1,\"IP\",\"myAPN\";#SGACTCFG=1,1;#TCPATRUNFRWL=1,\"127.0.0.1\",\"255.255.255.255\";#TCPATRUNAUTH=1,\"u\",\"p\";#TCPATRUNCFG=1,2,1024,12345,\"\",0", "< OK",
            "> AT#TCPATRUNL=1", "< OK",
            "wait 5s",
            "tcp open 127.0.0.1", "tcp > u", "tcp > p", "tcp > AT+CGMM", $"tcp < {name}", "tcp < OK",
            "tcp close",
            "power cycle",
            "wait 10s",
            "tcp open 127.0.0.1", "tcp > u", "tcp > p", "tcp > ATE0;#SMSATRUN?", "tcp text < ATE0;#SMSATRUN?\\r\\r\\n#SMSATRUN: 1,1\\r\\n\\r\\nOK\\r\\n",
        ];
        Assert.Null(new DialogueRun(new Dialogue(name, lines), Delivery.Whole).Play());
    }

    [Fact]
    public void What_differs_is_of_commands_that_it_has()
    {
        foreach (var product in ProductTable.All)
        {
            Assert.All(product.Factory.Own, c => Assert.True(product.Has(c)));
            Assert.All(product.Flavour.Lacks, c => Assert.NotEqual(default, c.Facts.Families & product.Family));
            Assert.Contains(2, product.Flavour.Styles);
        }
    }

    private static IEnumerable<AtCommand> CommandsOf(Product product) => CommandTable.All.Where(c => !c.IsPart && c.Facts.IsOf(oldStyle: false) && product.Has(c) && HandlerTable.Of(c) is not null);
}
