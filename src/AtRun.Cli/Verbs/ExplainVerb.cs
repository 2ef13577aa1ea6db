using System.CommandLine;
using System.Text.Json;
using AtRun.Cli.Explaining;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun explain</c>: says what an AT command line or an error is.</summary>
internal static class ExplainVerb
{
    /// <summary>Each says what a text is, or null where it is nothing that it knows. The first that knows it is asked no further.</summary>
    private static readonly Func<string, Explanation?>[] _explainers = [ResultExplainer.Explain, CommandLineExplainer.Explain];

    public static Command Create()
    {
        var text = new Argument<string[]>("TEXT") { Description = "an AT command line (AT+CFUN=4;+CREG?) or an error (CME 553, +CMS ERROR: 321, 10)", Arity = ArgumentArity.OneOrMore };
        var command = new Command("explain", "Says what an AT command line or an error is.") { text };
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            return (int)Run(invocation, string.Join(' ', invocation.Get(text)).Trim());
        });
        return command;
    }

    private static ExitCode Run(Invocation invocation, string text)
    {
        Explanation? explanation = null;
        foreach (var explain in _explainers)
            if ((explanation ??= explain(text)) is not null) break;
        if (explanation is null) throw new CliException(ExitCode.Usage, $"'{text}' is neither an AT command line nor an error or result that this program knows.");
        if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(explanation, CliJson.Plain.Explanation));
        else ExplanationText.Write(explanation, invocation.Out);
        return explanation.IsUnderstood ? ExitCode.Done : ExitCode.Usage;
    }
}
