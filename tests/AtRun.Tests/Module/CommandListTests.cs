using AtRun.Module.Products;
using AtRun.Protocol.Commands;
using Xunit;

namespace AtRun.Tests.Module;

public sealed class CommandListTests
{
    [Fact]
    public void CLAC_lists_each_command_of_the_product_once_behind_AT()
    {
        var lines = Conversation.Begin().Type("AT+CLAC").Split(' ');
        Assert.Equal(CommandTable.All.Where(c => !c.IsPart && !c.Facts.OldStyleOnly && ProductTable.Default.Has(c)).Select(c => "AT" + c.Name).Append("OK"), lines);
    }

    [Fact]
    public void CLAC_in_an_old_style_leaves_out_what_that_style_does_not_have()
    {
        var lines = Conversation.Begin().Type("AT#SELINT=1;+CLAC").Split(' ');
        Assert.DoesNotContain("AT#ENHRST", lines);
        Assert.Contains("AT#REBOOT", lines);
        Assert.Contains("AT@CLCK", lines);
    }
}
