using System.Text.Json;
using AtRun.Cli;
using Xunit;

namespace AtRun.Tests.Cli;

public sealed class CliTests
{
    private readonly Dictionary<string, string> _variables = [];
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    private ExitCode Run(params string[] args) => Feed("", args);

    private ExitCode Feed(string input, string[] args, CancellationToken stop = default) => Program.Run(args, new CliConfiguration
    {
        Output = _out,
        Error = _error,
        Input = () => new StringReader(input),
        Variable = _variables.GetValueOrDefault,
        Stop = stop,
    });

    private static string? Answers(string line) => line switch
    {
        "AT+CREG?" => "\r\n+CREG: 0,1\r\n\r\nOK\r\n",
        "AT+CPIN?" => "\r\n+CME ERROR: 10\r\n",
        "AT+CMGS=\"1\"" => "\r\n> ",
        "hello\x1A" => "\r\n+CMGS: 1\r\n\r\nOK\r\n",
        "\x1B" => "\r\nOK\r\n",
        "AT+SILENT" => "",
        "AT+CLOSE" => null,
        "ATD1" => "\r\nNO CARRIER\r\n",
        _ => "\r\nOK\r\n",
    };

    [Fact]
    public void Exec_prints_the_response()
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(ExitCode.Done, Run("exec", module.Target, "AT+CREG?", "AT"));
        Assert.Equal("+CREG: 0,1\nOK\nOK\n", _out.ToString());
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public void Exec_prints_an_object_for_each_command()
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(ExitCode.PartlyFailed, Run("exec", "--json", "--keep-going", module.Target, "AT+CREG?", "AT+CPIN?"));
        var lines = _out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        using var second = JsonDocument.Parse(lines[1]);
        Assert.Equal("+CREG: 0,1", first.RootElement.GetProperty("lines")[0].GetString());
        Assert.Equal("OK", first.RootElement.GetProperty("result").GetString());
        Assert.True(first.RootElement.GetProperty("ms").GetDouble() >= 0);
        Assert.Equal(10, second.RootElement.GetProperty("code").GetInt32());
        Assert.Equal("SIM not inserted", second.RootElement.GetProperty("meaning").GetString());
        Assert.Equal(3, second.RootElement.GetProperty("exit").GetInt32());
    }

    [Theory]
    [InlineData("AT+CPIN?", ExitCode.ModuleError)]
    [InlineData("ATD1", ExitCode.ModuleError)]
    [InlineData("AT+CMGS=\"1\"", ExitCode.ModuleError)]
    [InlineData("AT+SILENT", ExitCode.TimedOut)]
    [InlineData("AT+CLOSE", ExitCode.TimedOut)]
    [InlineData("ATQ1", ExitCode.Refused)]
    [InlineData("+CREG?", ExitCode.Usage)]
    [InlineData("> data", ExitCode.Usage)]
    public void Exec_stops_at_a_command_that_failed(string command, ExitCode expected)
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(expected, Run("exec", "--timeout", "2", module.Target, command, "AT+LATER"));
        lock (module.Lines) Assert.DoesNotContain("AT+LATER", module.Lines);
        Assert.NotEqual("", _out.ToString() + _error);
    }

    [Fact]
    public void Exec_goes_on_with_a_new_session_after_one_that_timed_out()
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(ExitCode.PartlyFailed, Run("exec", "-k", "--timeout", "1", module.Target, "AT+SILENT", "AT+CREG?"));
        Assert.Equal("+CREG: 0,1\nOK\n", _out.ToString());
    }

    [Fact]
    public void Exec_reads_commands_and_data_from_standard_input()
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(ExitCode.Done, Feed("# a comment\n\nAT+CMGS=\"1\"\n> hello\nAT+CREG?\n", ["exec", module.Target, "-"]));
        Assert.Equal("+CMGS: 1\nOK\n+CREG: 0,1\nOK\n", _out.ToString());
    }

    [Fact]
    public void Exec_takes_data_from_the_next_argument()
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(ExitCode.Done, Run("exec", module.Target, "AT+CMGS=\"1\"", "> hello", "AT"));
        Assert.Equal("+CMGS: 1\nOK\nOK\n", _out.ToString());
    }

    [Fact]
    public void Exec_sends_what_preflight_refuses_when_forced()
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(ExitCode.Done, Run("exec", "--force", module.Target, "ATQ1"));
        Assert.Contains("TCP-23", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Exec_says_who_is_not_admitted_and_who_cannot_be_reached()
    {
        string target;
        using (var module = new LoopbackModule(Answers))
        {
            target = module.Target;
            Assert.Equal(ExitCode.NotAdmitted, Run("exec", target.Replace("secret", "wrong", StringComparison.Ordinal), "AT"));
            Assert.Equal(ExitCode.NotAdmitted, Run("exec", target.Replace("me:", "you:", StringComparison.Ordinal), "AT"));
        }
        Assert.Equal(ExitCode.Unreachable, Run("exec", target, "AT"));
        Assert.Equal(ExitCode.Unreachable, Run("exec", "serial:/dev/there-is-no-such-port", "AT"));
        Assert.Equal(ExitCode.Usage, Run("exec", "tcp://127.0.0.1:1", "AT"));
        Assert.DoesNotContain("wrong@", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Interrupted_it_says_that_the_effect_is_not_known()
    {
        using var stop = new CancellationTokenSource();
        using var module = new LoopbackModule(line =>
        {
            if (line == "AT+SILENT") stop.Cancel();
            return Answers(line);
        });
        Assert.Equal(ExitCode.Interrupted, Feed("", ["exec", module.Target, "AT+SILENT"], stop.Token));
        Assert.Contains("not known", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shell_reads_a_pipe()
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(ExitCode.Done, Feed("AT+CREG?\nAT+CMGS=\"1\"\nhello\nATQ1\nAT+CPIN?\n", ["shell", module.Target]));
        Assert.Equal("+CREG: 0,1\nOK\n+CMGS: 1\nOK\n+CME ERROR: 10\n", _out.ToString());
        Assert.Contains("TCP-23", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_come_from_the_command_line_then_the_environment_then_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """{"json": false, "commands": {"json": true}, "timeout": "x"}""");
        try
        {
            Assert.Equal(ExitCode.Usage, Run("commands", "+CREG", "--config", file));
            File.WriteAllText(file, """{"json": false, "commands": {"json": true}, "timeout": 3}""");
            Assert.Equal(ExitCode.Done, Run("commands", "+CREG", "--config", file));
            Assert.StartsWith("{\"name\":\"+CREG\"", _out.ToString(), StringComparison.Ordinal);
            _out.GetStringBuilder().Clear();
            (_variables["ATRUN_CONFIG"], _variables["ATRUN_JSON"]) = (file, "false");
            Assert.Equal(ExitCode.Done, Run("commands", "+CREG"));
            Assert.StartsWith("AT+CREG", _out.ToString(), StringComparison.Ordinal);
            _out.GetStringBuilder().Clear();
            Assert.Equal(ExitCode.Done, Run("commands", "+CREG", "--json"));
            Assert.StartsWith("{", _out.ToString(), StringComparison.Ordinal);
            Assert.Equal(ExitCode.Usage, Run("commands", "--config", "/there/is/no/such/file"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("AT+CMEE=2", "(write)", ExitCode.Done)]
    [InlineData("AT+CMEE=7", "not in (0-2)", ExitCode.Done)]
    [InlineData("AT+CMEE=?", "(test)", ExitCode.Done)]
    [InlineData("AT#TCPATRUNL", "ERROR: it has no execute form", ExitCode.Done)]
    [InlineData("AT+CMEE=1,2", "there are more values than parameters", ExitCode.Done)]
    [InlineData("AT#TCPATRUNFRWL", "no execute form", ExitCode.Done)]
    [InlineData("AT#TCPATRUNL=", "must be given", ExitCode.Done)]
    [InlineData("ATE0Q1", "blocks TCPATRUN for good (TCP-23)", ExitCode.Done)]
    [InlineData("HAT+CMEE?", "(read)", ExitCode.Done)]
    [InlineData("+cmee", "AT+CMEE", ExitCode.Done)]
    [InlineData("AT", "an empty command line", ExitCode.Done)]
    [InlineData("AT+NOSUCH=1", "no such command is declared", ExitCode.Usage)]
    [InlineData("CME 553", "context already activated", ExitCode.Done)]
    [InlineData("+CME ERROR: 10", "SIM not inserted", ExitCode.Done)]
    [InlineData("CMS 321", "invalid memory index", ExitCode.Done)]
    [InlineData("553", "context already activated", ExitCode.Done)]
    [InlineData("sim not inserted", "+CME ERROR: 10", ExitCode.Done)]
    [InlineData("NO CARRIER", "(V0: 3)", ExitCode.Done)]
    [InlineData("CME 9999", "neither", ExitCode.Usage)]
    [InlineData("nonsense", "neither", ExitCode.Usage)]
    [InlineData("", "neither", ExitCode.Usage)]
    public void Explain(string text, string contains, ExitCode expected)
    {
        Assert.Equal(expected, Run("explain", text));
        Assert.Contains(contains, _out.ToString() + _error, StringComparison.Ordinal);
        _out.GetStringBuilder().Clear();
        Assert.Equal(expected, Run("explain", "--json", text));
        if (_out.GetStringBuilder().Length > 0) JsonDocument.Parse(_out.ToString()).Dispose();
    }

    [Theory]
    [InlineData("tcpatruncfg", "AT#TCPATRUNCFG=<connId>")]
    [InlineData("AT+CREG?", "Registration")]
    [InlineData("s3", "Character that ends")]
    [InlineData("&f", "factory")]
    public void Commands_finds_one(string name, string contains)
    {
        Assert.Equal(ExitCode.Done, Run("commands", name));
        Assert.Contains(contains, _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_lists_all_and_makes_suggestions()
    {
        Assert.Equal(ExitCode.Done, Run("commands"));
        Assert.Contains("AT#TCPATRUNL", _out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('>', _out.ToString().Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "").SelectMany(n => n));
        Assert.Equal(ExitCode.Usage, Run("commands", "tcpatrun"));
        Assert.Contains("#TCPATRUNCFG", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("exec")]
    [InlineData("exec", "tcp://me:x@h:1")]
    [InlineData("explain", "--timeout", "0", "OK")]
    [InlineData("explain", "--nonsense", "OK")]
    public void What_makes_no_sense_is_usage(params string[] args)
    {
        Assert.Equal(ExitCode.Usage, Run(args));
        Assert.NotEqual("", _error.ToString());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("exec", "--help")]
    [InlineData("--version")]
    public void Help_is_data(params string[] args)
    {
        Assert.Equal(ExitCode.Done, Run(args));
        Assert.NotEqual("", _out.ToString());
        Assert.Equal("", _error.ToString());
    }
}
