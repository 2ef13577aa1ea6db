using System.Text;
using AtRun.Client;
using AtRun.Cli.Reference;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Cli.Explaining;

/// <summary>An AT command line: each command, its form, its values and whether they are in their domains.</summary>
internal static class CommandLineExplainer
{
    public static Explanation? Explain(string text)
    {
        // H in front hides the response of a command by SMS (SMS-6).
        var line = text.StartsWith("HAT", StringComparison.OrdinalIgnoreCase) ? text[1..] : text;
        if (!line.StartsWith("AT", StringComparison.OrdinalIgnoreCase))
        {
            if (line.Length < 2 || !"+#$@*&\\".Contains(line[0])) return null;
            line = "AT" + line;
        }
        var commands = new List<ExplainedCommand>();
        var body = Encoding.Latin1.GetBytes(line).AsSpan(2);
        var position = 0;
        for (var from = 0; CommandLine.TryNext(body, ref position, out var one); from = position)
            commands.Add(one.Form == Form.Invalid ? Invalid(body[from..]) : Of(one));
        return new("commandLine", text, Commands: commands);
    }

    private static ExplainedCommand Invalid(ReadOnlySpan<byte> rest) =>
        new(Encoding.Latin1.GetString(rest).TrimStart(' ', ';'), null, "none", null, null, [], "this is no command: the line is in error from here on", []);

    private static ExplainedCommand Of(in CommandSyntax one)
    {
        var name = Encoding.Latin1.GetString(one.Name).ToUpperInvariant();
        var parameters = Encoding.Latin1.GetString(one.Parameters);
        var isBasic = name[0] is not ('+' or '#' or '$' or '@' or '*');
        var sign = one.Form switch
        {
            Form.Write => isBasic && !(name[0] == 'S' && name.Length > 1) ? "" : "=",
            Form.Read => "?",
            Form.Test => "=?",
            Form.TestExtended => "=??",
            _ => "",
        };
        var typed = $"AT{name}{sign}{parameters}";
        var form = one.Form switch { Form.Execute => "execute", Form.Write => "write", Form.Read => "read", Form.Test => "test", _ => "extended test" };
        if (CommandTable.Find(one.Name) is not { IsPart: false } command)
            return new(typed, name, form, null, null, [], UnsupportedCommands.Find(name) is { } group ? $"no module here has it: {group.Reason}" : "no such command is declared", []);
        var entry = CommandEntry.Of(command);
        var explained = new List<ExplainedParameter>();
        var fault = entry.Forms.Contains(form) || (command.IsBasic && one.Form == Form.Execute) || one.Form == Form.TestExtended ? null : $"it has no {form} form";
        if (one.Form == Form.Write) fault ??= Values(command, entry, one.Parameters, explained);
        var effects = one.Form is Form.Write or Form.Execute
            ? CommandEntry.Remote.SelectMany(channel => Preflight.EffectsOf(command, parameters, channel)).Select(e => e.Text).Distinct().ToList()
            : [];
        return new(typed, name, form, entry.Help, entry.Source, explained, fault, effects);
    }

    /// <summary>Walks through the values as they were typed; each is judged by its parameter's own declaration.</summary>
    private static string? Values(AtCommand command, CommandEntry entry, ReadOnlySpan<byte> given, List<ExplainedParameter> explained)
    {
        var reader = new ParameterReader(given);
        string? fault = null;
        for (var i = 0; i < command.Parameters.Count; i++)
        {
            var parameter = entry.Parameters[i];
            string? typed = null;
            if (reader.TryNext(out var value, out var quoted) && (quoted || !value.IsEmpty))
                typed = quoted ? $"\"{Encoding.Latin1.GetString(value)}\"" : Encoding.Latin1.GetString(value);
            var wrong = reader.Error.Fault != BindFault.None ? reader.Error.Fault : Judge(command.Parameters[i], typed ?? "");
            var text = wrong == BindFault.None ? null : Text(wrong, parameter.Domain);
            fault ??= text is null ? null : $"<{parameter.Name}>: {text}";
            explained.Add(new(parameter.Name, parameter.Help, parameter.Domain, typed, parameter.Default, text));
            if (reader.Error.Fault != BindFault.None) return fault;
        }
        return fault ?? (reader.AtEnd ? null : "there are more values than parameters");
    }

    private static BindFault Judge(AtParameter parameter, string typed)
    {
        var reader = new ParameterReader(Encoding.Latin1.GetBytes(typed));
        var number = 0;
        var text = "";
        var fits = parameter switch
        {
            IntParameter whole => whole.Bind(ref reader, ref number),
            TextParameter words => words.Bind(ref reader, ref text),
            _ => true,
        };
        return fits ? BindFault.None : reader.Error.Fault;
    }

    private static string Text(BindFault fault, string domain) => fault switch
    {
        BindFault.Missing => "must be given",
        BindFault.NotANumber => "a number is meant",
        BindFault.OutsideTheDomain => $"not in {domain}",
        BindFault.TooShort or BindFault.TooLong => $"{domain} are meant",
        BindFault.NeedsQuotes => "must stand in double quotes",
        BindFault.QuoteNotClosed => "its quotes do not close",
        _ => "does not fit",
    };
}
