using System.Text.Json;
using AtRun.Cli;
using Xunit;

namespace AtRun.Tests.Cli;

/// <summary>The verbs on modules that dial: listen, exec, shell, bench.</summary>
public sealed class ListenTests
{
    private const string Imei = "356938035643809", Other = "356938035643817";

    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly int _port = DiallingModule.FreePort();

    private string Place => $"127.0.0.1:{_port}";

    private ExitCode Run(params string[] args) => Feed("", default, args);

    private ExitCode Feed(string input, CancellationToken stop, params string[] args) => Program.Run(args, new CliConfiguration
    {
        Output = TextWriter.Synchronized(_out),
        Error = TextWriter.Synchronized(_error),
        Input = () => new StringReader(input),
        Variable = _ => null,
        Stop = stop,
    });

    private static string? Answers(string line) => line switch
    {
        "AT+CREG?" => "\r\n+CREG: 0,1\r\n\r\nOK\r\n",
        "AT+CPIN?" => "\r\n+CME ERROR: 10\r\n",
        "AT+CMGS=\"1\"" => "\r\n> ",
        "hello\x1A" => "\r\n+CMGS: 1\r\n\r\nOK\r\n",
        "AT+SILENT" => "",
        "AT+CLOSE" => null,
        _ => "\r\nOK\r\n",
    };

    [Fact]
    public void Listen_serves_the_first_module_and_ends()
    {
        using var module = new DiallingModule(_port, Answers);
        Assert.Equal(ExitCode.Done, Run("listen", Place, "--exec", "AT+CREG?", "--exec", "AT+CMGS=\"1\"", "-e", "> hello"));
        Assert.Equal("+CREG: 0,1\nOK\n+CMGS: 1\nOK\n", _out.ToString());
        Assert.Contains($"atrun: {Imei} (HE910-G) at 127.0.0.1:", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["AT+CREG?", "AT+CMGS=\"1\"", "hello\x1A"], module.Lines[..3]);
    }

    [Theory]
    [InlineData("AT+CPIN?", ExitCode.ModuleError)]
    [InlineData("AT+SILENT", ExitCode.TimedOut)]
    [InlineData("AT+CLOSE", ExitCode.TimedOut)]
    [InlineData("ATQ1", ExitCode.Refused)]
    [InlineData("AT#TCPATRUNCLOSE", ExitCode.Refused)]
    [InlineData("+CREG?", ExitCode.Usage)]
    [InlineData("> data", ExitCode.Usage)]
    public void Its_exit_code_says_what_became_of_the_commands(string command, ExitCode expected)
    {
        using var module = new DiallingModule(_port, Answers);
        Assert.Equal(expected, Run("listen", Place, "--timeout", "3", "-e", command, "-e", "AT+LATER"));
        Assert.DoesNotContain("AT+LATER", module.Lines);
        _error.GetStringBuilder().Clear();
        // Once is enough of what takes its time.
        if (command == "AT+SILENT") return;
        Assert.Equal(expected, Run("exec", "--timeout", "3", $"listen://{Place}", command, "AT+LATER"));
        Assert.DoesNotContain("AT+LATER", module.Lines);
    }

    [Fact]
    public void The_firewall_may_be_changed_over_a_connection_that_the_module_dialled()
    {
        using var module = new DiallingModule(_port, Answers);
        Assert.Equal(ExitCode.Done, Run("listen", Place, "-e", "AT#TCPATRUNFRWL=2"));
    }

    [Fact]
    public void What_was_lost_is_not_sent_again_and_the_rest_goes_on()
    {
        using var module = new DiallingModule(_port, Answers);
        Assert.Equal(ExitCode.PartlyFailed, Run("listen", Place, "--timeout", "20", "-k", "-e", "AT+CLOSE", "-e", "AT+CREG?"));
        Assert.Equal("+CREG: 0,1\nOK\n", _out.ToString());
        Assert.Single(module.Lines, "AT+CLOSE");
    }

    [Fact]
    public void With_keep_it_serves_each_module_once_until_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var one = new DiallingModule(_port, Answers);
        using var two = new DiallingModule(_port, line =>
        {
            if (line != "AT+LAST") return Answers(line);
            stop.CancelAfter(TimeSpan.FromMilliseconds(500));
            return "\r\nOK\r\n";
        }, Other);
        Assert.Equal(ExitCode.Interrupted, Feed("", stop.Token, "listen", Place, "--keep", "-e", "AT+CREG?", "-e", "AT+LAST"));
        var lines = _out.ToString().Split('\n');
        foreach (var imei in (string[])[Imei, Other])
        {
            Assert.Contains(lines, line => line.StartsWith($"{imei} identified: HE910-G 12.00.004 at 127.0.0.1:", StringComparison.Ordinal) && line.EndsWith(", SIM 8939107800023416395", StringComparison.Ordinal));
            Assert.Contains($"{imei} +CREG: 0,1", lines);
        }
    }

    [Fact]
    public void With_json_each_event_is_an_object()
    {
        using var module = new DiallingModule(_port, Answers);
        Assert.Equal(ExitCode.ModuleError, Run("listen", "--json", Place, "-e", "AT+CPIN?"));
        var events = _out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["listening", "identified", "answer", "served"], events.Select(e => e.GetProperty("event").GetString()));
        Assert.Equal(Place, events[0].GetProperty("address").GetString());
        Assert.Equal("HE910-G", events[1].GetProperty("product").GetString());
        Assert.Equal(Imei, events[2].GetProperty("imei").GetString());
        Assert.Equal(10, events[2].GetProperty("answer").GetProperty("code").GetInt32());
    }

    [Fact]
    public void Nobody_comes()
    {
        Assert.Equal(ExitCode.Unreachable, Run("listen", Place, "--timeout", "0.2", "-e", "AT"));
        Assert.Contains("no module has dialled in within 0.2 s", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Unreachable, Run("exec", "--timeout", "0.2", $"listen://{Place}", "AT"));
        Assert.Equal(ExitCode.Unreachable, Run("listen", "192.0.2.1:1024", "-e", "AT"));
        Assert.Equal(ExitCode.Usage, Run("listen", "127.0.0.1:x"));
        Assert.Equal(ExitCode.Usage, Run("listen", Place, "--shell", "-e", "AT"));
        Assert.Equal(ExitCode.Usage, Run("listen", Place, "--imei", "12"));
    }

    [Fact]
    public void Exec_waits_for_the_module_that_is_meant()
    {
        using var one = new DiallingModule(_port, Answers);
        using var two = new DiallingModule(_port, Answers, Other);
        Assert.Equal(ExitCode.Done, Run("exec", $"listen://{Place}?imei={Other}", "AT+CREG?", "AT+CSQ"));
        Assert.Equal("+CREG: 0,1\nOK\nOK\n", _out.ToString());
        Assert.Empty(one.Lines);
        Assert.Contains($"waiting for module {Other} to dial {Place}", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shell_is_a_console_on_the_module_that_dials()
    {
        using var module = new DiallingModule(_port, Answers);
        Assert.Equal(ExitCode.Done, Feed("AT+CREG?\nAT+CMGS=\"1\"\nhello\n", default, "shell", $"listen://{Place}"));
        Assert.Equal("+CREG: 0,1\nOK\n+CMGS: 1\nOK\n", _out.ToString());
        _out.GetStringBuilder().Clear();
        Assert.Equal(ExitCode.Done, Feed("AT+CREG?\n", default, "listen", Place, "--shell"));
        Assert.Equal("+CREG: 0,1\nOK\n", _out.ToString());
        Assert.Equal(ExitCode.Unreachable, Feed("AT+CLOSE\n", default, "listen", Place, "--shell"));
    }

    [Fact]
    public void Bench_waits_for_the_modules_and_counts()
    {
        using var one = new DiallingModule(_port, Answers);
        using var two = new DiallingModule(_port, Answers, Other);
        Assert.Equal(ExitCode.Done, Run("bench", "--json", $"listen://{Place}", "--sessions", "2", "--seconds", "0.3", "--warmup", "0"));
        using var report = JsonDocument.Parse(_out.ToString());
        Assert.Equal(2, report.RootElement.GetProperty("sessions").GetInt32());
        Assert.True(report.RootElement.GetProperty("load").GetProperty("commands").GetInt64() > 0);
        Assert.Equal(ExitCode.Unreachable, Run("bench", "--timeout", "0.5", $"listen://{Place}", "--sessions", "3"));
    }
}
