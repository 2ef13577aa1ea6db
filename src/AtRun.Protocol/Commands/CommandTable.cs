using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AtRun.Protocol.Commands;

/// <summary>Every command that is declared.</summary>
public static partial class CommandTable
{
    private const int LongestName = 32;

    // Names in upper case; a FrozenDictionary is searched by a span of the line, without a string.
    private static readonly FrozenDictionary<string, AtCommand>.AlternateLookup<ReadOnlySpan<char>> ByName = Build();

    /// <summary>All commands in the order of their names.</summary>
    public static ImmutableArray<AtCommand> All { get; private set; }

    /// <summary>The command of that name as typed, upper or lower case; null if there is none.</summary>
    public static AtCommand? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName) return null;
        Span<char> upper = stackalloc char[LongestName];
        for (var i = 0; i < name.Length; i++)
            upper[i] = name[i] is >= (byte)'a' and <= (byte)'z' ? (char)(name[i] - 0x20) : (char)name[i];
        return ByName.TryGetValue(upper[..name.Length], out var command) ? command : null;
    }

    private static FrozenDictionary<string, AtCommand>.AlternateLookup<ReadOnlySpan<char>> Build()
    {
        All = [.. Declared().OrderBy(c => c.Name, StringComparer.Ordinal)];
        for (var i = 0; i < All.Length; i++) All[i].Index = i;
        return All.ToFrozenDictionary(c => c.Name.ToUpperInvariant(), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Written by the generator: one entry for each declaring record.</summary>
    private static partial AtCommand[] Declared();
}
