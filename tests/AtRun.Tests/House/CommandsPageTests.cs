using AtRun.Cli.Reference;
using AtRun.Protocol.Commands;
using Xunit;

namespace AtRun.Tests.House;

/// <summary>docs/commands.md is written from the declarations. With UPDATE=1 it is written anew.</summary>
public sealed class CommandsPageTests
{
    [Fact]
    public void The_page_is_what_is_declared()
    {
        var file = Path.Combine(ConformanceTests.FindRoot(), "docs", "commands.md");
        using var page = new StringWriter { NewLine = "\n" };
        ReferencePage.Write(CommandTable.All.Where(c => !c.IsPart), page);
        if (Environment.GetEnvironmentVariable("UPDATE") == "1") File.WriteAllText(file, page.ToString());
        else Assert.True(page.ToString() == File.ReadAllText(file), "docs/commands.md is not what is declared: ./atrun commands --markdown >docs/commands.md");
    }

    [Fact]
    public void What_is_declared_is_not_said_to_be_missing() =>
        Assert.DoesNotContain(UnsupportedCommands.All.SelectMany(g => g.Names), n => CommandTable.Find(System.Text.Encoding.Latin1.GetBytes(n)) is not null);
}
