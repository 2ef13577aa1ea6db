using System.Text.Json.Serialization;
using AtRun.Cli.Messages;

namespace AtRun.Cli.Explaining;

/// <summary>What a text is. One of the lists is given.</summary>
/// <param name="Kind"><c>commandLine</c>, <c>result</c> or <c>message</c>.</param>
internal sealed record Explanation(
    string Kind, string Text, IReadOnlyList<ExplainedCommand>? Commands = null, IReadOnlyList<ExplainedResult>? Results = null, ExplainedMessage? Message = null)
{
    /// <summary>At least one part of it is known.</summary>
    [JsonIgnore]
    public bool IsUnderstood => Message is not null || Results is { Count: > 0 } || Commands is { } commands && (commands.Count == 0 || commands.Any(c => c.Help is not null));
}

/// <param name="Command">As typed, the name in upper case.</param>
/// <param name="Help">Missing: no such command is declared.</param>
/// <param name="Fault">Why the module would answer ERROR.</param>
/// <param name="Remotely">What it does to the service that carries it, for these values.</param>
internal sealed record ExplainedCommand(
    string Command, string? Name, string Form, string? Help, string? Source, IReadOnlyList<ExplainedParameter> Parameters, string? Fault, IReadOnlyList<string> Remotely);

/// <param name="Given">As typed; missing where nothing is.</param>
/// <param name="Default">What holds when nothing is given to a new module.</param>
/// <param name="Fault">Why the value is not in the domain.</param>
internal sealed record ExplainedParameter(string Name, string Help, string Domain, string? Given, string? Default, string? Fault);

/// <param name="Result">As it stands in an answer.</param>
/// <param name="Number">Of the error, or of the result code under V0.</param>
internal sealed record ExplainedResult(string Result, int? Number, string Meaning);
