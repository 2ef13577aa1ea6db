using System.Text;
using AtRun.Module.Worlds;

namespace AtRun.Module.Scripts;

/// <summary>What a script gives to a built-in function. What is of another kind than asked for is a TypeError of the script, what is out of its range a ValueError.</summary>
internal readonly struct ScriptArguments(string function, ReadOnlyMemory<ScriptValue> values)
{
    /// <summary>The greatest time of a call, tenths of a second (Telit 80000ST10020a p25).</summary>
    public const int LongestTenths = 32767;

    public int Count => values.Length;

    /// <summary>An argument that may be left out was given.</summary>
    public bool Has(int at) => at < Count;

    /// <summary>Any integer.</summary>
    public long Integer(int at) => values.Span[at] is { Kind: ScriptValueKind.Integer } value ? value.Integer : throw Wrong(at, "an integer");

    /// <summary>An integer of a range.</summary>
    public int Integer(int at, int least, int most) =>
        Integer(at) is var value && value >= least && value <= most ? (int)value : throw new ScriptCallException("ValueError", $"{function}: argument {at + 1} is {value}, not {least} to {most}");

    /// <summary>An integer of a range; null: it is another one, which the function answers for itself.</summary>
    public int? Choice(int at, int least, int most) => Integer(at) is var value && value >= least && value <= most ? (int)value : null;

    /// <summary>0 to 255.</summary>
    public byte Octet(int at) => (byte)Integer(at, 0, byte.MaxValue);

    /// <summary>Off (0) or on (any other integer).</summary>
    public bool Switch(int at) => Integer(at) != 0;

    /// <summary>A time in tenths of a second.</summary>
    public TimeSpan Tenths(int at) => TimeSpan.FromMilliseconds(100 * Integer(at, 0, LongestTenths));

    /// <summary>A string.</summary>
    public ReadOnlyMemory<byte> Octets(int at) => values.Span[at] is { Kind: ScriptValueKind.Octets } value ? value.Octets : throw Wrong(at, "a string");

    /// <summary>A string as text.</summary>
    public string Text(int at) => Encoding.Latin1.GetString(Octets(at).Span);

    private ScriptCallException Wrong(int at, string expected) => new("TypeError", $"{function}: argument {at + 1} is not {expected}");
}
