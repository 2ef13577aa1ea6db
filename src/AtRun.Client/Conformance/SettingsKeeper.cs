using System.Text;
using System.Text.RegularExpressions;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Client.Conformance;

/// <summary>Values that settings had: of those that can be read, by command; of the basic commands, what <c>&amp;V</c> shows.</summary>
internal sealed record SettingValues(IReadOnlyDictionary<AtCommand, IReadOnlyList<string>> Rows, IReadOnlyDictionary<string, string> Basic);

/// <summary>Reads settings before something is done with them and writes them back.</summary>
internal sealed partial class SettingsKeeper(Wire wire, TimeSpan patience, Channel channel)
{
    /// <summary>What turns the answers into something that can be read; what was set before is written back at the end.</summary>
    public const string Readable = "ATQ0V1E0";

    private static readonly string[] _bringBack = ["Z", "&F", "#Z"];
    private static readonly string[] _shape = ["E", "Q", "V"];

    private readonly SortedSet<string> _lost = new(StringComparer.Ordinal);

    /// <summary>What could not be written back, or not be read before.</summary>
    public IReadOnlyCollection<string> Lost => _lost;

    /// <summary>The settings that a dialogue names, and whether it brings a profile back.</summary>
    public static (IReadOnlySet<AtCommand> Named, bool BringsBack) NamedIn(IEnumerable<DialogueStep> steps)
    {
        var (named, bringsBack) = (new HashSet<AtCommand>(), false);
        foreach (var typed in steps.OfType<Typed>().Where(t => t.IsCommandLine))
        {
            var body = Encoding.Latin1.GetBytes(typed.Text).AsSpan(2);
            var position = 0;
            while (CommandLine.TryNext(body, ref position, out var one))
            {
                if (CommandTable.Find(one.Name) is not { } command) continue;
                if (_bringBack.Contains(command.Name)) bringsBack = true;
                else if (command.IsSetting && one.Form is Form.Write or Form.Read or Form.Execute) named.Add(command);
            }
        }
        return (named, bringsBack);
    }

    /// <summary>Settings whose read form shows what can be written again. What takes its time is none of them: <c>+COPS</c> would register anew.</summary>
    private static bool IsKept(AtCommand command) => command.Facts is { Abortable: false, TimeLimit: 0, TestVaries: false } && command.Facts.Forms.HasFlag(Forms.Read);

    /// <summary>Settings that may have their factory values for a while: not those in non-volatile memory, nor those that somebody far away depends on.</summary>
    private static bool MayBeFactory(AtCommand command) => command.Key is null && (command.Facts.Saved is Saved.Base or Saved.Extended || (command.Facts.Saved == Saved.Never && command.Facts.Remotely.Count == 0));

    /// <summary>All that a profile has.</summary>
    public static IEnumerable<AtCommand> OfProfiles => CommandTable.All.Where(c => !c.IsPart && c.Key is null && c.Facts.Saved is Saved.Base or Saved.Extended);

    /// <summary>Reads what these settings have.</summary>
    public async Task<SettingValues> Read(IEnumerable<AtCommand> commands, CancellationToken stop)
    {
        var rows = new Dictionary<AtCommand, IReadOnlyList<string>>();
        var basic = false;
        foreach (var command in commands)
        {
            if (command.IsBasic && !command.IsRegister) basic = true;
            else if (IsKept(command) && await wire.Ask($"AT{command.Name}?", patience, stop) is { IsSuccess: true } response)
                rows[command] = [.. response.Lines.Select(l => ValuesOf(command, l)).OfType<string>()];
        }
        var shown = basic ? await Shown(stop) : [];
        // Basic commands cannot be read: what is not shown cannot be written back.
        _lost.UnionWith(commands.Where(c => c.IsBasic && !c.IsRegister && !_shape.Contains(c.Name) && !shown.ContainsKey(c.Name)).Select(c => c.Name));
        return new(rows, shown);
    }

    /// <summary>What <c>&amp;V</c> shows of basic commands: <c>&amp;C1</c>, <c>E0</c>, <c>\R1</c>.</summary>
    public async Task<Dictionary<string, string>> Shown(CancellationToken stop)
    {
        var shown = new Dictionary<string, string>();
        if (await wire.Ask("AT&V", patience, stop) is { IsSuccess: true } response)
            foreach (Match token in response.Lines.SelectMany(l => BasicValue().Matches(l)))
                if (CommandTable.Find(Encoding.Latin1.GetBytes(token.Groups["name"].Value)) is { IsSetting: true, IsRegister: false } command)
                    shown.TryAdd(command.Name, token.Groups["value"].Value);
        return shown;
    }

    /// <summary>Gives settings of one row their factory values, from which dialogues start. What would harm the way to the module is left alone.</summary>
    public async Task MakeFactory(SettingValues values, IReadOnlySet<AtCommand> which, CancellationToken stop)
    {
        foreach (var (command, rows) in values.Rows)
            if (which.Contains(command) && MayBeFactory(command) && Factory(command) is var factory && rows is [var row] && row != factory) await Write(command, factory, stop);
        foreach (var (name, value) in values.Basic)
            if (!_shape.Contains(name) && CommandTable.Find(Encoding.Latin1.GetBytes(name)) is { } command && which.Contains(command) && MayBeFactory(command) && Factory(command) is var factory && factory != value)
                await Write(command, factory, stop);
    }

    /// <summary>Writes back what differs from what was. How lines and results look is left as it is: readable.</summary>
    public async Task Restore(SettingValues before, CancellationToken stop)
    {
        var now = await Read(before.Rows.Keys, stop);
        foreach (var (command, rows) in before.Rows)
        {
            var current = now.Rows.GetValueOrDefault(command);
            if (current is not null && current.SequenceEqual(rows)) continue;
            foreach (var row in rows)
                if (current?.Contains(row) != true) await Write(command, row, stop);
            // A row that was not there: the number alone deletes it, where rows can be missing (+CGDCONT).
            foreach (var row in current ?? [])
                if (command.Key is not null && !rows.Any(r => KeyOf(r) == KeyOf(row))) await Write(command, KeyOf(row), stop);
            if (await wire.Ask($"AT{command.Name}?", patience, stop) is not { IsSuccess: true } check
                || !check.Lines.Select(l => ValuesOf(command, l)).OfType<string>().SequenceEqual(rows)) _lost.Add(command.Name);
        }
        if (before.Basic.Count == 0) return;
        var shown = await Shown(stop);
        foreach (var (name, value) in before.Basic)
            if (!_shape.Contains(name) && shown.GetValueOrDefault(name) != value && await wire.Ask($"AT{name}{value}", patience, stop) is not { IsSuccess: true }) _lost.Add(name);
    }

    /// <summary>Echo and the form of results as they were, in one line, the last of all: nobody may be able to read its answer.</summary>
    public async Task RestoreShape(IReadOnlyDictionary<string, string> shown, string more, CancellationToken stop)
    {
        var line = string.Concat(_shape.Where(shown.ContainsKey).Select(n => n + shown[n])) + more;
        if (line.Length > 0) await wire.Ask("AT" + line, TimeSpan.FromSeconds(1), stop);
    }

    private async Task Write(AtCommand command, string values, CancellationToken stop)
    {
        var line = $"AT{command.Name}{(command.IsBasic && !command.IsRegister ? "" : "=")}{values}";
        if (Preflight.Check(line, channel).Any(f => f.Refuses)) return;
        await wire.Ask(line, patience, stop);
    }

    private static string Factory(AtCommand command)
    {
        var text = new OctetBuffer();
        command.FormatObject(command.Default(), text);
        return Normal(command, text.ToString());
    }

    /// <summary>The values of a line of the read form: no more than the command takes; null: it is none.</summary>
    private static string? ValuesOf(AtCommand command, string line)
    {
        var start = command.IsRegister ? "" : command.Name + ":";
        if (!line.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return null;
        var values = Normal(command, line[start.Length..]);
        // What the read form shows may be something else than what is written (+CPMS).
        var reader = new ParameterReader(Encoding.Latin1.GetBytes(values));
        return command.TryBindObject(ref reader, command.Default(command.Key?.Min ?? 0), out _) ? values : null;
    }

    private static string KeyOf(string row) => row.Split(',')[0];

    // "1, 2,\"a\"" -> "1,2,\"a\""; "007" -> "7".
    private static string Normal(AtCommand command, string values)
    {
        var reader = new ParameterReader(Encoding.Latin1.GetBytes(values));
        var texts = new List<string>();
        while (texts.Count < command.Parameters.Count && reader.TryNext(out var value, out var quoted))
        {
            var text = Encoding.Latin1.GetString(value);
            if (command.IsRegister) text = text.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
            texts.Add(quoted ? $"\"{text}\"" : text);
        }
        return string.Join(',', texts);
    }

    [GeneratedRegex(@"(?<!\S)(?<name>[&\\%]?[A-Z])(?<value>\d+)(?!\S)")]
    private static partial Regex BasicValue();
}
