using System.Text.Json;
using System.Text.RegularExpressions;

namespace AtRun.Cli.Demo;

/// <summary>One expectation of the tour, as <c>--json</c> prints it.</summary>
/// <param name="Step">What was typed or waited for.</param>
/// <param name="Heard">What came, octet for octet.</param>
/// <param name="Expected">Regular expression.</param>
internal sealed record DemoCheck(string Step, string Heard, string Expected, bool Ok);

/// <summary>What the tour shows, and whether it was as the specification says.</summary>
internal sealed class DemoScript(Invocation invocation, TimeProvider time, CancellationToken stop)
{
    /// <summary>What has not come after this long does not come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string Reset = "\x1B[0m", Bold = "\x1B[1m", Typing = "\x1B[36m", Failing = "\x1B[31m", Passing = "\x1B[32m";

    public TimeProvider Time => time;

    public CancellationToken Stop => stop;

    public int Checks { get; private set; }

    public int Failed { get; private set; }

    private bool Shows => !invocation.Json;

    /// <summary>Waits for what must come, but not for ever.</summary>
    /// <exception cref="CliException">It did not come.</exception>
    public async Task<T> Within<T>(Task<T> task, string otherwise)
    {
        try
        {
            return await task.WaitAsync(Patience, time, stop);
        }
        catch (TimeoutException)
        {
            throw new CliException(ExitCode.Fault, $"{otherwise} within {Patience.TotalSeconds:0} s.");
        }
    }

    /// <summary>Begins a part of the tour.</summary>
    public void Title(string text)
    {
        if (Shows) invocation.Out.WriteLine($"\n{Colour(Bold, text)}");
    }

    /// <summary>Explains.</summary>
    public void Say(string text)
    {
        if (Shows) invocation.Out.WriteLine(text);
    }

    /// <summary>A line that a terminal typed.</summary>
    public void Typed(string terminal, string line)
    {
        if (Shows) invocation.Out.WriteLine(Colour(Typing, $"  {terminal,-6} > {line}"));
    }

    /// <summary>A line that a terminal shows.</summary>
    public void Shown(string terminal, string line)
    {
        if (Shows) invocation.Out.WriteLine($"  {terminal,-6} < {line}");
    }

    public void Check(string step, string heard, string expected)
    {
        Checks++;
        var ok = Regex.IsMatch(heard, expected, RegexOptions.CultureInvariant);
        if (!ok) Failed++;
        if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(new DemoCheck(step, heard, expected, ok), CliJson.Plain.DemoCheck));
        else if (!ok) invocation.Out.WriteLine(Colour(Failing, $"  not as expected: {expected}\n  came:            {Escaped(heard)}"));
    }

    public void Verdict()
    {
        if (Shows) invocation.Out.WriteLine($"\n{(Failed == 0 ? Colour(Passing, $"All {Checks} answers are as the specification says.") : Colour(Failing, $"{Failed} of {Checks} answers are not as the specification says."))}");
    }

    private static string Escaped(string text) => text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private string Colour(string colour, string text) => invocation.Colours ? $"{colour}{text}{Reset}" : text;
}
