using System.Text;
using AtRun.Client.Conformance;
using AtRun.Protocol.Commands;
using AtRun.Tests.Dialogues;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Client.Conformance;

/// <summary>The examination of a module, on simulated ones.</summary>
public sealed class ConformTests
{
    private static readonly ConformOptions Few = new() { Dialogues = [MarkedDialogues.All.Single(d => d.File == "Portable/line-syntax"), MarkedDialogues.All.Single(d => d.File == "Portable/echo")], Commands = [], Timeout = TimeSpan.FromSeconds(3) };

    private const string _others = "AT#E2ESC=7;#SKIPESC=1;#QSS=2;+CSDH=1;+CGREG=1;+CNMI=2,1,0,1,0;+ILRR=1;+DR=1;#CMEEMODE=1;+CSMP=49,1,65,17;+CSMS=1";
    private const string _others2 = "AT+CGDCONT=3,\"IP\",\"apn\";#SCFG=2,2,400,80,500,40;#ATRUNDELAY=1,5;#SMSATRUNCFG=2,0,9;#TCPATRUNCFG=2,3,1025,1026,\"host\",0,3,1,2,9;#ENAEVMONICFG=2,0,6;+CSCA=\"+391\"";
    private const string _asked = "ATS0?S7?S12?S25?+CSDH?;+CGREG?;+CNMI?;+ILRR?;+DR?;+CSMP?;+CSMS?;#E2ESC?;#SKIPESC?;#QSS?;#CMEEMODE?;+CGDCONT?;#SCFG?;#ATRUNDELAY?;#SMSATRUNCFG?;#TCPATRUNCFG?;#ENAEVMONICFG?;+CSCA?;+CPMS?;+CPBS?;#SELINT?";

    // A test form that depends on the product, the SIM or another setting: TestVaries on the declaration.
    [Fact]
    public void Our_own_module_conforms()
    {
        var report = new ExaminedModule().Examine();
        Assert.Equal("", Failures(report));
        Assert.Null(report.Stopped);
        Assert.Empty(report.NotRestored);
        Assert.True(report.Count(CheckState.Passed) > 200);
        Assert.All(report.Commands.Where(c => c.State == CoverageState.Not), c => Assert.Equal(Families.None, c.Command.Facts.Families));
        // Over a port there are dialogues about TCP alone that do not apply.
        Assert.All(report.Checks.Where(c => c.State == CheckState.Skipped && !c.Name.StartsWith(CommandChecks.Prefix, StringComparison.Ordinal)), c => Assert.Equal("needs tcp", c.Reason));
    }

    [Theory]
    [InlineData("GC864-QUAD")]
    [InlineData("UL865-EUR")]
    public void Modules_of_other_families_conform(string product)
    {
        var report = new ExaminedModule(new SimulatedModule([$"product {product}"])).Examine();
        Assert.Equal("", Failures(report));
        Assert.Equal(product, report.Module.Model);
    }

    [Fact]
    public void A_module_without_a_SIM_conforms_in_what_needs_none()
    {
        var report = new ExaminedModule(new SimulatedModule(["sim none"])).Examine();
        Assert.Equal("", Failures(report));
        Assert.Contains(report.Checks, c => c is { Name: "Portable/signal", State: CheckState.Skipped, Reason: "needs network" });
    }

    [Fact]
    public void Settings_are_as_before()
    {
        var module = new SimulatedModule();
        module.Start();
        foreach (var line in (string[])["ATE1S7=33S12=77X4&C0", "AT+CMEE=2;+CSCS=\"GSM\";+CREG=1;+CMGF=1", "AT&W1", "ATS7=44;+CMEE=1", _others, _others2]) module.Turn.Do(() => module.Type(1, Encoding.Latin1.GetBytes(line + "\r")));
        string[] asked = ["AT&V", _asked, "AT+CMEE?;+CSCS?;+CREG?;+CMGF?", "AT#Z=1", "AT&V", "ATS7?S12?", "AT+CMEE?;+CSCS?;+CREG?;+CMGF?"];
        var before = Said(module, asked[..3]);
        var report = new ExaminedModule(module, isOn: true).Examine(new() { Commands = [] });
        Assert.Equal("", Failures(report));
        Assert.Empty(report.NotRestored);
        Assert.Equal(before, Said(module, asked[..3]));
        // Profile 1 too.
        Assert.Contains("033", Said(module, asked[3..]), StringComparison.Ordinal);
        Assert.Contains("+CMEE: 2", Said(module, asked[6..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(200)]
    [InlineData(400)]
    public void Interrupted_it_writes_back_what_it_has_set(int lines)
    {
        var module = new SimulatedModule();
        module.Start();
        module.Turn.Do(() => module.Type(1, "ATE1S7=44;+CMEE=2;+CSCS=\"GSM\"\r"u8));
        string[] asked = ["ATE1", "AT&V", _asked, "AT+CMEE?;+CSCS?;+CREG?;+CMGF?"];
        var before = Said(module, asked);
        using var stop = new CancellationTokenSource();
        var examined = new ExaminedModule(module, isOn: true);
        var typed = 0;
        examined.Typed = octets =>
        {
            if (++typed == lines) module.Turn.Post(stop.Cancel);
            return octets;
        };
        var report = examined.Examine(new() { Commands = [] }, stop.Token);
        Assert.Equal("interrupted", report.Stopped);
        Assert.Empty(report.NotRestored);
        Assert.Equal(before, Said(module, asked));
    }

    [Fact]
    public void A_module_that_says_nothing_ends_it()
    {
        var module = new ExaminedModule { Said = _ => [] };
        var report = module.Examine(Few);
        Assert.Equal("the module does not answer any more", report.Stopped);
        Assert.All(report.Checks, c => Assert.Equal(CheckState.Skipped, c.State));
    }

    [Fact]
    public void A_module_that_falls_silent_ends_it()
    {
        var left = 3000;
        var module = new ExaminedModule { Said = octets => (left -= octets.Length) > 0 ? octets : [] };
        var report = module.Examine(Few with { Commands = CommandChecks.All });
        Assert.Equal("the module does not answer any more", report.Stopped);
        Assert.Contains(report.Checks, c => c.State == CheckState.Passed);
        Assert.Contains(report.Checks, c => c.State == CheckState.Failed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Garbage_ends_it(int seed)
    {
        var random = new Random(seed);
        var module = new ExaminedModule
        {
            Said = octets =>
            {
                var garbage = new byte[random.Next(200)];
                random.NextBytes(garbage);
                return garbage;
            },
        };
        Assert.NotNull(module.Examine(Few).Stopped);
    }

    [Fact]
    public void What_comes_unasked_between_answers_disturbs_nothing()
    {
        var module = new ExaminedModule();
        module.Said = octets => [.. octets, .. Encoding.Latin1.GetString(octets).EndsWith("\r\nOK\r\n", StringComparison.Ordinal) ? "\r\n+CREG: 1\r\n"u8 : []];
        Assert.Equal("", Failures(module.Examine(Few)));
    }

    [Fact]
    public void All_that_is_marked_is_part_of_the_program_and_can_be_read()
    {
        var marked = DialogueFiles.All().Select(Dialogue.Read).Where(d => d.Mark is not null).Select(d => Path.GetRelativePath(DialogueFiles.Folder, d.File)[..^3]).ToArray();
        Assert.Equal(marked, MarkedDialogues.All.Select(d => d.File));
        Assert.True(marked.Length >= 60);
        Assert.All(MarkedDialogues.All, d => Assert.NotEmpty(DialogueStep.Read(d)));
    }

    /// <summary>What nobody wants typed on his module: calls, multiplexers, passwords, messages, power.</summary>
    [Fact]
    public void What_is_marked_is_safe()
    {
        string[] dangers = ["D", "A", "O", "H", "+CMUX", "+IPR", "+ICF", "&K", "+IFC", "+CPIN", "+CPWD", "+CLCK", "+CFUN", "+CMSS", "+CMGD", "+CUSD", "+CCFC", "#REBOOT", "#SHDN", "#ENHRST", "#GPIO", "#I2CWR", "&Z"];
        // They concern the form of answers alone, and are set back at once.
        string[] form = ["Q", "V", "S3", "S4"];
        var unsafeLines = new List<string>();
        foreach (var dialogue in MarkedDialogues.All)
            foreach (var line in DialogueStep.Read(dialogue).OfType<Typed>().Where(t => t.IsCommandLine))
            {
                if (dialogue.Mark!.Needs.HasFlag(Needs.Tcp)) continue;
                if (Refused(dialogue, line) || line.Commands.All(c => form.Contains(c.Name))) continue;
                if (CommandTable.EffectsOf(Encoding.Latin1.GetBytes(line.Text)) is not (RemoteEffect.None or RemoteEffect.NeedsPrompt)) unsafeLines.Add($"{dialogue.File}: {line.Text}: {CommandTable.EffectsOf(Encoding.Latin1.GetBytes(line.Text))}");
                if (!line.Text.EndsWith('?') && line.Commands.Any(c => dangers.Contains(c.Name))) unsafeLines.Add($"{dialogue.File}: {line.Text}");
            }
        Assert.Empty(unsafeLines);
    }

    // What ends in an error has no effect.
    private static bool Refused(Dialogue dialogue, Typed line) =>
        dialogue.Lines.Skip(line.Line).TakeWhile(l => l.StartsWith('<') || l.StartsWith('~')).LastOrDefault(l => l.StartsWith('<')) is { } last && last.Contains("ERROR", StringComparison.Ordinal);

    private static string Failures(ConformReport report) =>
        string.Join(Environment.NewLine, report.Checks.Where(c => c.State == CheckState.Failed).Select(c => $"{c.Name} line {c.Line}: {c.Typed}: {c.Reason}"));

    private static string Said(SimulatedModule module, IEnumerable<string> lines)
    {
        var said = new StringBuilder();
        module.Said[1] = octets => said.Append(Encoding.Latin1.GetString(octets));
        foreach (var line in lines) module.Turn.Do(() => module.Type(1, Encoding.Latin1.GetBytes(line + "\r")));
        module.Turn.Wait(TimeSpan.FromSeconds(1));
        return said.ToString();
    }
}
