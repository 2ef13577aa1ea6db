using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using AtRun.Protocol.Lines;

namespace AtRun.Protocol.Commands;

/// <summary>Every command that is declared.</summary>
public static partial class CommandTable
{
    /// <summary>Octets of the longest name: two words, so that finding one is a few instructions and no string is made.</summary>
    private const int LongestName = 16;

    private static readonly Slot[] Slots = Build();

    private readonly record struct Name(ulong Low, ulong High)
    {
        public uint Hash => (uint)(((Low ^ BitOperations.RotateLeft(High, 29)) * 0x9E3779B97F4A7C15) >> 32);
    }

    private readonly record struct Slot(Name Name, AtCommand? Command);

    /// <summary>All commands in the order of their names.</summary>
    public static ImmutableArray<AtCommand> All { get; private set; }

    /// <summary>The command of that name as typed, upper or lower case; null if there is none.</summary>
    public static AtCommand? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > LongestName) return null;
        var wanted = Fold(name);
        var slots = Slots;
        for (var at = wanted.Hash; ; at++)
        {
            ref readonly var slot = ref slots[at & (uint)(slots.Length - 1)];
            if (slot.Command is null || slot.Name == wanted) return slot.Command;
        }
    }

    /// <summary>What running a command line over AT Run does; the line from AT on.</summary>
    public static RemoteEffect EffectsOf(ReadOnlySpan<byte> line)
    {
        var effects = RemoteEffect.None;
        if (line.Length < 2) return effects;
        var body = line[2..];
        var position = 0;
        while (CommandLine.TryNext(body, ref position, out var one))
            if (one.Form is Form.Write or Form.Execute && Find(one.Name) is { } command)
                effects |= command.EffectOf(System.Text.Encoding.Latin1.GetString(one.Parameters));
        return effects;
    }

    // Open addressing, at most half full: a search ends at the name or at a free place.
    private static Slot[] Build()
    {
        All = [.. Declared().OrderBy(c => c.Name, StringComparer.Ordinal)];
        var slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)(All.Length + All.Count(c => c.Facts.Also is not null)) * 2)];
        for (var i = 0; i < All.Length; i++)
        {
            All[i].Index = i;
            Add(All[i].Name, All[i]);
            if (All[i].Facts.Also is { } also) Add(also, All[i]);
        }
        return slots;

        void Add(string name, AtCommand command)
        {
            var folded = Fold(System.Text.Encoding.Latin1.GetBytes(name));
            var at = folded.Hash;
            while (slots[at & (uint)(slots.Length - 1)].Command is not null) at++;
            slots[at & (uint)(slots.Length - 1)] = new(folded, command);
        }
    }

    private static Name Fold(ReadOnlySpan<byte> name)
    {
        Span<byte> octets = stackalloc byte[LongestName];
        octets.Clear();
        name.CopyTo(octets);
        return new(Upper(BinaryPrimitives.ReadUInt64LittleEndian(octets)), Upper(BinaryPrimitives.ReadUInt64LittleEndian(octets[8..])));
    }

    /// <summary>Eight octets at once: a to z lose the bit that makes them small.</summary>
    private static ulong Upper(ulong octets)
    {
        const ulong Each = 0x0101010101010101;
        var low = octets & (0x7F * Each);
        var small = (low + (0x80 - 'a') * Each) & ~(low + (0x7F - 'z') * Each) & ~octets & (0x80 * Each);
        return octets ^ (small >> 2);
    }

    /// <summary>Written by the generator: one entry for each declaring record.</summary>
    private static partial AtCommand[] Declared();
}
