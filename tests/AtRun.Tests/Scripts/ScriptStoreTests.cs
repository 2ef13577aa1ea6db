using System.Text;
using AtRun.Tests.Module;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Scripts;

/// <summary>The commands of the script store where a dialogue does not reach.</summary>
public sealed class ScriptStoreTests
{
    [Fact]
    public void OK_comes_when_the_memory_has_the_file_and_until_then_the_former_one_is_there()
    {
        var at = Conversation.Begin();
        Upload(at, "a.py", "former"u8.ToArray());
        at.Module.Flash.Hold = true;
        Assert.Equal(">>>", at.Type("AT#WSCRIPT=\"a.py\",7"));
        at.Module.Turn.Do(() => at.Instance.Receive("new one"u8));
        Assert.Equal("", at.Said());
        Assert.Equal("<<<former OK", After(at, "AT#RSCRIPT=\"a.py\""));
        at.Module.Turn.Do(() => at.Module.Flash.Hold = false);
        Assert.Equal("OK", at.Said());
        Assert.Equal("<<<new one OK", After(at, "AT#RSCRIPT=\"a.py\""));
    }

    [Fact]
    public void A_memory_that_fails_fails_the_command_and_leaves_the_former_file()
    {
        var at = Conversation.Begin();
        Upload(at, "a.py", "former"u8.ToArray());
        at.Module.Flash.Fault = new IOException("worn out");
        Assert.Equal(">>>", at.Type("AT#WSCRIPT=\"a.py\",3"));
        at.Module.Turn.Do(() => at.Instance.Receive("new"u8));
        Assert.Equal("ERROR", at.Said());
        at.Module.Flash.Fault = null;
        Assert.Contains("\"a.py\",6", at.Type("AT#LSCRIPT"), StringComparison.Ordinal);
        Assert.Contains("worn out", Assert.Single(at.Module.Log.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_the_memory_is_written_and_read_back_in_small_pieces()
    {
        var module = new SimulatedModule();
        module.Start();
        var said = new List<byte>();
        module.Said[1] = octets => said.AddRange(octets);
        var content = new byte[2_000_000];
        new Random(7).NextBytes(content);
        module.Turn.Do(() => module.Type(1, "AT#WSCRIPT=\"all\",2000000\r"u8));
        module.Turn.Do(() =>
        {
            for (var i = 0; i < content.Length; i += 100) module.Type(1, content.AsSpan(i, 100));
        });
        Assert.Equal("\r\n>>>\r\nOK\r\n", Encoding.Latin1.GetString(said.ToArray()));
        Assert.Equal(0, module.Module.Running!.Scripts.Free);
        said.Clear();
        module.Turn.Do(() => module.Type(1, "AT#RSCRIPT=\"all\"\r"u8));
        Assert.Equal(content.Length + 11, said.Count);
        Assert.Equal([.. "\r\n<<<"u8, .. content, .. "\r\nOK\r\n"u8], said.ToArray());
    }

    [Fact]
    public void Of_the_script_that_runs_no_sum_is_told()
    {
        var bench = ScriptBench.Started("import MDM\nprint MDM.receive(32767)");
        bench.Store("other", "x");
        bench.Type(3, "AT#LCSCRIPT\r");
        Assert.Matches("#LCSCRIPT: \"a.py\",[0-9]+\r\n#LCSCRIPT: \"other\",1,[0-9A-F]{4}\r\n", bench.Said(3));
        bench.Type(3, "AT#LCSCRIPT=\"a.py\"\r");
        Assert.Matches("^\r\n#LCSCRIPT: \"a.py\",[0-9]+\r\n\r\nOK\r\n$", bench.Said(3));
    }

    private static void Upload(Conversation at, string name, byte[] content)
    {
        Assert.Equal(">>>", at.Type($"AT#WSCRIPT=\"{name}\",{content.Length}"));
        at.Module.Turn.Do(() => at.Instance.Receive(content));
        Assert.Equal("OK", at.Said());
    }

    /// <summary>What a module says that is powered on after the power was lost now.</summary>
    private static string After(Conversation at, string line)
    {
        var module = new SimulatedModule(flash: at.Module.Flash.Durable());
        module.Start();
        return new Conversation(module).Type(line);
    }
}
