using System.Text;
using AtRun.Module.Services.Remote;
using AtRun.Module.Services.Updates;
using Xunit;

namespace AtRun.Tests.House;

/// <summary>The pictures of docs/services.md are drawn from the tables that the services move by. With UPDATE=1 they are drawn anew.</summary>
public sealed class ServicesPageTests
{
    public static TheoryData<string, string> Pictures => new()
    {
        { "TCPATRUN, server mode", Draw(TcpAtRunLife.Server) },
        { "TCPATRUN, client mode", Draw(TcpAtRunLife.Client) },
        { "SMSATRUN", Draw(SmsAtRunLife.Table) },
        { "Updates of the software", Draw(UpdateLife.Table) },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_is_its_table(string title, string picture)
    {
        var file = Path.Combine(ConformanceTests.FindRoot(), "docs", "services.md");
        var page = File.ReadAllText(file);
        var heading = page.IndexOf($"## {title}\n", StringComparison.Ordinal);
        Assert.True(heading >= 0, $"docs/services.md has no \"{title}\"");
        var from = page.IndexOf("```mermaid\n", heading, StringComparison.Ordinal) + "```mermaid\n".Length;
        var to = page.IndexOf("```\n", from, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE") == "1") File.WriteAllText(file, page[..from] + picture + page[to..]);
        else Assert.Equal(picture, page[from..to]);
    }

    private static string Draw<TState, TEvent>(Life<TState, TEvent> life)
        where TState : struct, Enum
        where TEvent : struct, Enum
    {
        var picture = new StringBuilder($"stateDiagram-v2\n    [*] --> {default(TState)}\n");
        foreach (var arrow in life.Steps.GroupBy(s => (s.From, s.To)))
            picture.Append("    ").Append(arrow.Key.From).Append(" --> ").Append(arrow.Key.To).Append(": ").AppendJoin(", ", arrow.Select(s => s.Event)).Append('\n');
        return picture.ToString();
    }
}
