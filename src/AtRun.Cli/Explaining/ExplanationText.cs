using AtRun.Cli.Messages;

namespace AtRun.Cli.Explaining;

/// <summary>An explanation as text.</summary>
internal static class ExplanationText
{
    public static void Write(Explanation explanation, TextWriter to)
    {
        if (explanation.Message is { } message) MessageText.Write(message, to);
        foreach (var result in explanation.Results ?? [])
            to.WriteLine($"{result.Result}: {result.Meaning}{(result.Result.Contains(':') || result.Number is null ? "" : $" (V0: {result.Number})")}");
        if (explanation.Commands is { Count: 0 }) to.WriteLine("AT: an empty command line; the module answers OK");
        foreach (var command in explanation.Commands ?? []) Write(command, to);
    }

    private static void Write(ExplainedCommand command, TextWriter to)
    {
        to.WriteLine(command.Help is null ? command.Command : $"{command.Command}  ({command.Form}) {command.Help}");
        var names = command.Parameters.Count == 0 ? 0 : command.Parameters.Max(p => p.Name.Length) + 2;
        var values = command.Parameters.Count == 0 ? 0 : command.Parameters.Max(p => Value(p).Length);
        foreach (var parameter in command.Parameters)
        {
            var fault = parameter.Fault is null ? "" : $"  <- {parameter.Fault}";
            to.WriteLine($"  {$"<{parameter.Name}>".PadRight(names)}  {Value(parameter).PadRight(values)}  {parameter.Help} {parameter.Domain}{fault}");
        }
        if (command.Fault is { } why) to.WriteLine($"  ERROR: {why}");
        foreach (var effect in command.Remotely) to.WriteLine($"  Over AT Run: {effect}");
        if (command.Source is { } source) to.WriteLine($"  Source: {Citation(source)}");
    }

    /// <summary>The places that are cited; what is said about them besides is in the reference.</summary>
    private static string Citation(string source) => source.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? source[..end] : source;

    private static string Value(ExplainedParameter parameter) => parameter.Given ?? (parameter.Default is { } value ? $"({value} unless set)" : "-");
}
