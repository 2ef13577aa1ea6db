using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;

namespace AtRun.Cli;

/// <summary>Options that were not typed: <c>ATRUN_NAME</c> in the environment, then the file of <c>--config</c>, then their default.</summary>
/// <remarks>
/// They are put into the command line as if they had been typed, so that they are checked as those are. In the file a verb's own
/// settings stand under its name; names are those of the options, without dashes in front.
/// </remarks>
internal static class Settings
{
    /// <summary>Secrets are read where they are needed and become no option: an option's value may be shown.</summary>
    public const string Prefix = "ATRUN_";

    /// <summary>The command line with what environment and file add; null: nothing.</summary>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public static string[]? Complete(string[] args, ParseResult parse, Func<string, string?> variable)
    {
        var path = Path(parse.CommandResult);
        var added = new List<string>();
        var file = parse.GetValue(CommonOptions.Config) ?? variable(VariableOf("--config"));
        using var config = file is null ? null : Read(file);
        for (CommandResult? level = parse.CommandResult; level is not null; level = level.Parent as CommandResult)
            foreach (var option in level.Command.Options)
            {
                if (option.Name is "--help" or "--version" or "--config" or PasswordOptions.Name || (level != parse.CommandResult && !option.Recursive)) continue;
                if (parse.GetResult(option) is { Implicit: false }) continue;
                if (variable(VariableOf(option.Name)) is { Length: > 0 } value) added.Add($"{option.Name}={value}");
                else if (config is not null) AddFrom(config.RootElement, path, option, added);
            }
        return added.Count == 0 ? null : Insert(args, path, added);
    }

    private static string VariableOf(string option) => Prefix + option.TrimStart('-').Replace('-', '_').ToUpperInvariant();

    private static List<string> Path(CommandResult command)
    {
        var path = new List<string>();
        for (var level = command; level.Parent is CommandResult parent; level = parent) path.Insert(0, level.IdentifierToken.Value);
        return path;
    }

    private static JsonDocument Read(string file)
    {
        try
        {
            var document = JsonDocument.Parse(File.ReadAllBytes(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new JsonException("an object is expected.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Usage, $"--config {file}: {e.Message}");
        }
    }

    // The innermost place that names the option wins: {"json": true, "exec": {"json": false}}.
    private static void AddFrom(JsonElement root, List<string> path, Option option, List<string> added)
    {
        var name = option.Name.TrimStart('-');
        JsonElement? found = root.TryGetProperty(name, out var value) ? value : null;
        var level = root;
        foreach (var verb in path)
        {
            if (!level.TryGetProperty(verb, out level) || level.ValueKind != JsonValueKind.Object) break;
            if (level.TryGetProperty(name, out value)) found = value;
        }
        // A verb's own section may have the name of an option.
        if (found is not { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) } setting) return;
        if (setting.ValueKind != JsonValueKind.Array) added.Add($"{option.Name}={setting}");
        else
            foreach (var item in setting.EnumerateArray()) added.Add($"{option.Name}={item}");
    }

    // Right behind the verb: arguments may follow that look like anything.
    private static string[] Insert(string[] args, List<string> path, List<string> added)
    {
        var at = 0;
        foreach (var verb in path) at = Array.IndexOf(args, verb, at) + 1;
        return [.. args[..at], .. added, .. args[at..]];
    }
}
