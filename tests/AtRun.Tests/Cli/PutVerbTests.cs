using AtRun.Protocol;
using System.Text.Json;
using AtRun.Cli;
using Xunit;

namespace AtRun.Tests.Cli;

public sealed class PutVerbTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("atrun-put-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ExitCode Run(params string[] args) => Program.Run(args, new CliConfiguration { Output = _out, Error = _error, Variable = _ => null });

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string? Answers(string line) => line switch
    {
        "AT+CGMM" => "\r\nGE865-QUAD\r\n\r\nOK\r\n",
        "AT#LSCRIPT" => "\r\n#LSCRIPT: \"main.py\",3\r\n#LSCRIPT: free bytes: 20000\r\n\r\nOK\r\n",
        "AT#LCSCRIPT=\"main.py\"" => $"\r\n#LCSCRIPT: \"main.py\",3,{Crc16.Of("x\r\n"u8):X4}\r\n\r\nOK\r\n",
        "AT#ESCRIPT?" => "\r\n#ESCRIPT: \"main.py\"\r\n\r\nOK\r\n",
        "AT#STARTMODESCR?" => "\r\n#STARTMODESCR= 0,10\r\n\r\nOK\r\n",
        "AT#M2MLIST" => "\r\nERROR\r\n",
        _ when line.StartsWith("AT#WSCRIPT", StringComparison.Ordinal) => "\r\nERROR\r\n",
        _ => "\r\nOK\r\n",
    };

    [Fact]
    public void What_the_module_has_already_is_told()
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(ExitCode.Done, Run("put", module.Target, Write("main.py", "x\r\n")));
        Assert.StartsWith($"main.py: 3 octets, there already, verified by its CRC {Crc16.Of("x\r\n"u8):X4}, selected (", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("#STARTMODESCR is 0", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_prints_the_steps()
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(ExitCode.Done, Run("put", "--dry-run", module.Target, Write("main.py", "other\r\n"), "--run"));
        Assert.Equal(
            """
            send main~.py ('main.py' is selected and stays whole meanwhile)
            verify main~.py
            select main~.py
            send main.py
            verify main.py
            select main.py
            delete main~.py (the spare)
            run main.py

            """, _out.ToString());
        Assert.DoesNotContain(module.Lines, l => l.Contains("WSCRIPT", StringComparison.Ordinal));
    }

    [Fact]
    public void An_object_tells_all_of_it()
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(ExitCode.ModuleError, Run("put", "--json", "-q", module.Target, Write("other.py", "y\r\n"), "--activate"));
        using var json = JsonDocument.Parse(_out.ToString());
        var root = json.RootElement;
        Assert.Equal(("GE865-QUAD", "other.py", "script", 3, 3), (root.GetProperty("product").GetString(), root.GetProperty("name").GetString(), root.GetProperty("kind").GetString(), root.GetProperty("octets").GetInt32(), root.GetProperty("exit").GetInt32()));
        Assert.False(root.GetProperty("activated").GetBoolean());
        Assert.Equal(["dial", "look", "send"], root.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("step").GetString()));
        Assert.Contains("does not take it", root.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _out.ToString() + _error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_without_apps_says_so()
    {
        using var module = new LoopbackModule(Answers);
        Assert.Equal(ExitCode.ModuleError, Run("put", module.Target, Write("app.wasm", "x")));
        Assert.Contains("AppZone", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "ends neither with", "x.txt")]
    [InlineData(ExitCode.Usage, "1 to 16 characters", "x.py", "--name", "12345678901234567")]
    [InlineData(ExitCode.Usage, "is empty", "empty.py")]
    [InlineData(ExitCode.Usage, "Could not find", "missing.py")]
    [InlineData(ExitCode.Usage, "--how goes with --run", "x.py", "--how", "now")]
    [InlineData(ExitCode.Usage, "for scripts", "x.bin", "--crlf")]
    [InlineData(ExitCode.Usage, "at least 1", "x.py", "--chunk", "0")]
    [InlineData(ExitCode.Unreachable, "nobody listens", "x.txt", "--kind", "app")]
    public void What_makes_no_sense_is_told_before_anything_is_sent(object code, string why, string file, params string[] options)
    {
        Write("x.txt", "x");
        Write("x.py", "x");
        Write("x.bin", "x");
        Write("empty.py", "");
        Assert.Equal((ExitCode)code, Run(["put", "raw://127.0.0.1:1", Path.Combine(_folder, file), .. options]));
        Assert.Contains(why, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_does_not_go_over_sms()
    {
        Assert.Equal(ExitCode.Refused, Run("put", "sms:+393401234567?via=smpp://atrun:atrun@127.0.0.1:1", Write("x.py", "x")));
        Assert.Contains("SMS-22", _error.ToString(), StringComparison.Ordinal);
    }
}
