using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AtRun.Module.Worlds;

namespace AtRun.Tests.Support;

/// <summary>Runs scripts that are lists of calls: no interpreter. One statement in a line; see docs/dialogues.md.</summary>
/// <remarks>
/// <code>
/// import MDM
/// MDM.send('AT\r', 5)
/// print MDM.receive(20)      print 'text'
/// bus = IIC.new(3, 4, 80)
/// print bus.readwrite('\x00', 2)
/// again                      begins anew behind the imports
/// </code>
/// </remarks>
public sealed partial class FakeScripts : IScriptRuntime
{
    /// <summary>Why no script can be run; null: they can.</summary>
    public string? Missing { get; set; }

    /// <summary>What was started, the last one last.</summary>
    public List<Run> Runs { get; } = [];

    public IDisposable Start(ScriptStart start, IScriptMachine machine)
    {
        var run = new Run(start, machine);
        if (Missing is { } why)
        {
            machine.Ended(why);
            return run;
        }
        Runs.Add(run);
        run.Go();
        return run;
    }

    [GeneratedRegex(@"^(?<show>print )?((?<to>\w+) = )?((?<of>\w+)\.(?<what>\w+)\((?<with>.*)\)|(?<text>'.*'))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();

    [GeneratedRegex(@"'(?:[^'\\]|\\.)*'|[^,\s]+")]
    private static partial Regex Argument();

    /// <summary>A script that runs, or did.</summary>
    public sealed class Run(ScriptStart start, IScriptMachine machine) : IDisposable
    {
        private readonly Dictionary<string, (string Module, ScriptValue Handle)> _objects = [];

        public ScriptStart Started { get; } = start;

        public IScriptMachine Machine { get; } = machine;

        /// <summary>The module wants it to be gone.</summary>
        public bool IsDisposed { get; private set; }

        /// <summary>Calls that were answered.</summary>
        public int Calls { get; private set; }

        public void Dispose() => IsDisposed = true;

        internal async void Go()
        {
            await Task.Yield();
            string? reason = null;
            try
            {
                var lines = Encoding.Latin1.GetString(Started.Source.Span).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                for (var i = 0; i < lines.Length && !IsDisposed; i++)
                    if (lines[i] == "again") i = Array.FindLastIndex(lines, l => l.StartsWith("import ", StringComparison.Ordinal));
                    else await Do(lines[i]);
            }
            catch (ScriptCallException e)
            {
                Machine.Print(Encoding.Latin1.GetBytes($"{e.Kind}: {e.Message}\n"));
                reason = $"{e.Kind}: {e.Message}";
            }
            catch (OperationCanceledException)
            {
                return;
            }
            if (!IsDisposed) Machine.Ended(reason);
        }

        private async Task Do(string line)
        {
            if (line.StartsWith("import ", StringComparison.Ordinal))
            {
                var name = line[7..];
                if (!Started.Modules.Any(m => m.Name == name)) throw new ScriptCallException("ImportError", $"No module named {name}");
                Machine.Imported(name);
                return;
            }
            if (Statement().Match(line) is not { Success: true } match) throw new ScriptCallException("SyntaxError", line);
            var value = match.Groups["text"] is { Success: true, Value: var text } ? Literal(text) : await Call(match.Groups["of"].Value, match.Groups["what"].Value, match.Groups["with"].Value);
            if (match.Groups["to"] is { Success: true, Value: var name2 }) _objects[name2] = (match.Groups["of"].Value, value);
            if (match.Groups["show"].Success) Machine.Print(Encoding.Latin1.GetBytes(Show(value) + "\n"));
        }

        private async Task<ScriptValue> Call(string of, string what, string with)
        {
            List<ScriptValue> arguments = [.. Argument().Matches(with).Select(a => Literal(a.Value))];
            var module = of == "language" ? ScriptLanguage.Module : of;
            if (_objects.TryGetValue(of, out var made))
            {
                module = made.Module;
                arguments.Insert(0, made.Handle);
            }
            var answer = await Machine.Call(module, what, [.. arguments]);
            Calls++;
            return answer;
        }

        private static ScriptValue Literal(string text) => text switch
        {
            "None" => ScriptValue.None,
            ['\'', .. var inner, '\''] => ScriptValue.Of(Regex.Unescape(inner)),
            _ => ScriptValue.Of(long.Parse(text, CultureInfo.InvariantCulture)),
        };

        /// <summary>A value as Python prints it.</summary>
        private static string Show(ScriptValue value) => value.Kind switch
        {
            ScriptValueKind.None => "None",
            ScriptValueKind.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
            ScriptValueKind.Octets => Encoding.Latin1.GetString(value.Octets.Span),
            _ => $"({string.Join(", ", value.Items.Select(i => i.Kind == ScriptValueKind.Octets ? $"'{Show(i)}'" : Show(i)))})",
        };
    }
}
