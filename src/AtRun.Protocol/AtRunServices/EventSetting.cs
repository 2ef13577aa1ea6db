using System.Globalization;
using System.Text;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Protocol.AtRunServices;

/// <summary>How an event is monitored and what is run then: what #EVMONI sets, shows and keeps.</summary>
public sealed class EventSetting
{
    /// <summary>Characters of a command as it is typed, a <c>"</c> counted as the three of <c>\22</c>.</summary>
    public const int MaxCommand = 96;

    private const string Quote = "\\22";

    private static readonly IntParameter Mode = new("mode", "1: the event is monitored", 0, 1, mandatory: true);
    private static readonly TextParameter CommandText = new("command", "the command", 0, MaxCommand, mandatory: true, quoted: true);

    private readonly string[] _values;

    private EventSetting(MonitoredEvent what, bool enabled, string command, string[] values) =>
        (Event, Enabled, Command, _values) = (what, enabled, command, values);

    public MonitoredEvent Event { get; }

    public bool Enabled { get; }

    /// <summary>The command as it is typed: <c>\22</c> for <c>"</c>. Empty: none.</summary>
    public string Command { get; }

    /// <summary>The command line that is run.</summary>
    public string Line => Command.Replace(Quote, "\"", StringComparison.Ordinal);

    /// <summary>What an event is set to before anybody sets it.</summary>
    public static EventSetting Factory(MonitoredEvent what) => new(what, false, "", [.. what.Parameters.Select(p => p.Factory)]);

    /// <summary>The parameter of that &lt;paramType&gt;, a number.</summary>
    public int Number(int paramType) => int.Parse(_values[paramType - 1], NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The parameter of that &lt;paramType&gt;, a text.</summary>
    public string Text(int paramType) => _values[paramType - 1];

    /// <summary>The same things are waited for.</summary>
    public bool WatchesAs(EventSetting other) => Enabled == other.Enabled && _values.AsSpan().SequenceEqual(other._values);

    //   <label>,<mode>[,<paramType>,<param>]          AT reference 80000ST10025a p391-393

    /// <summary>What stands behind <c>AT#EVMONI=</c> -> the changed setting.</summary>
    /// <param name="values">The parameters.</param>
    /// <param name="current">The setting that there is for an event.</param>
    /// <param name="changed">What it becomes.</param>
    public static bool TryBind(ref ParameterReader values, Func<MonitoredEvent, EventSetting?> current, out EventSetting changed)
    {
        changed = null!;
        if (!values.TryNext(out var label, out var quoted) || !quoted) return values.Fail(BindFault.NeedsQuotes);
        if (MonitoredEvent.Find(Encoding.Latin1.GetString(label)) is not { } what || current(what) is not { } setting) return values.Fail(BindFault.OutsideTheDomain);
        var (mode, paramType, command, parameters) = (0, 0, setting.Command, setting._values);
        if (!Mode.Bind(ref values, ref mode)) return false;
        if (!values.AtEnd)
        {
            if (!new IntParameter("paramType", "", 0, what.Parameters.Count, mandatory: true).Bind(ref values, ref paramType)) return false;
            if (paramType == 0)
            {
                if (!BindCommand(ref values, ref command)) return false;
            }
            else
            {
                parameters = [.. parameters];
                if (!Bind(ref values, what.Parameters[paramType - 1], ref parameters[paramType - 1])) return false;
            }
        }
        if (!values.Finish()) return false;
        changed = new(what, mode == 1, command, parameters);
        return true;
    }

    //   <mode>,<param0>[,<param1>[,<param2>[,<param3>]]]          AT reference 80000ST10025a p393-394

    /// <summary>What the read form prints behind the label, and what is kept -> the setting.</summary>
    public static bool TryParse(MonitoredEvent what, ReadOnlySpan<byte> text, out EventSetting setting)
    {
        setting = null!;
        var values = new ParameterReader(text);
        var (mode, command, parameters) = (0, "", new string[what.Parameters.Count]);
        if (!Mode.Bind(ref values, ref mode) || !BindCommand(ref values, ref command)) return false;
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = "";
            if (!Bind(ref values, what.Parameters[i], ref parameters[i])) return false;
        }
        if (!values.Finish()) return false;
        setting = new(what, mode == 1, command, parameters);
        return true;
    }

    /// <summary>What the read form prints behind the label.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Enabled ? "1,\"" : "0,\"").Append(Command).Append('"');
        for (var i = 0; i < _values.Length; i++)
        {
            if (Event.Parameters[i].Domain is TextParameter) text.Append(",\"").Append(_values[i]).Append('"');
            else text.Append(',').Append(_values[i]);
        }
        return text.ToString();
    }

    private static bool BindCommand(ref ParameterReader values, ref string command) =>
        CommandText.Bind(ref values, ref command)
        && (command.Length == 0 || command.StartsWith("AT", StringComparison.OrdinalIgnoreCase) || values.Fail(BindFault.OutsideTheDomain));

    private static bool Bind(ref ParameterReader values, EventParameter parameter, ref string value)
    {
        if (parameter.Domain is IntParameter domain)
        {
            var number = 0;
            if (!domain.Bind(ref values, ref number)) return false;
            value = number.ToString(CultureInfo.InvariantCulture);
            return true;
        }
        return ((TextParameter)parameter.Domain).Bind(ref values, ref value)
            && (parameter.Alphabet is not { } alphabet || value.AsSpan().IndexOfAnyExcept(alphabet) < 0 || values.Fail(BindFault.OutsideTheDomain));
    }
}
