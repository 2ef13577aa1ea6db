using AtRun.Cli.Listen;
using AtRun.Tests.Client.Listening;
using Xunit;

namespace AtRun.Tests.Cli;

public sealed class ModuleTableTests
{
    [Fact]
    public void It_shows_the_modules_within_the_terminal_and_leaves_no_trace()
    {
        var host = new ListeningHost();
        for (var i = 1; i <= 9; i++) host.DialModule(imei: $"35693803564380{i}").Say("");
        host.Wait(65);
        _ = host.Execute("AT+CSQ", imei: "356938035643809");
        host.DialModule(imei: "356938035643801").Close();
        var screen = new StringWriter();
        var table = new ModuleTable(screen, static () => (60, 9));
        table.Draw(host.Listener.Modules, host.Listener.Unidentified, host.Turn.Time.GetUtcNow());
        var lines = screen.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.True(line.Length < 60));
        Assert.StartsWith("IMEI", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("356938035643809  ?            127.0.0.9:40009       00:01:0", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("8 connected, 1 away, 0 not identified; 6 more modules are", lines[4], StringComparison.Ordinal);
        screen.GetStringBuilder().Clear();
        table.Write("something");
        Assert.Equal("\x1B[5A\r\x1B[Jsomething\n", screen.ToString());
    }
}
