using System.Buffers;
using System.Buffers.Binary;
using AtRun.Module.Worlds;

namespace AtRun.Runtimes.Python;

/// <summary>
/// What passes between an interpreter and the module: frames, each u32 octets that follow and one value. A value:
/// 00 None | 01 i64 | 02 u32 octets | 03 u32 count, values. Numbers have their high octet first.
/// </summary>
internal static class ScriptCodec
{
    /// <summary>Octets of a frame at most: the largest file and what is around it.</summary>
    public const int Largest = 5 << 20;

    /// <summary>Tuples within tuples at most.</summary>
    private const int Deepest = 12;

    /// <summary>Values of a frame at most: what is named in a few octets takes many in memory.</summary>
    private const int MostValues = 1 << 16;

    public static byte[] Frame(ScriptValue value)
    {
        var to = new ArrayBufferWriter<byte>(256);
        to.Advance(Fill(to.GetSpan(4)));
        Write(to, value);
        var frame = to.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        return frame;

        static int Fill(Span<byte> span)
        {
            span[..4].Clear();
            return 4;
        }
    }

    /// <summary>Reads the value that a frame holds.</summary>
    /// <returns>False: these octets are none.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out ScriptValue value)
    {
        var left = MostValues;
        return TryRead(ref body, 0, ref left, out value) && body.IsEmpty;
    }

    private static void Write(IBufferWriter<byte> to, ScriptValue value)
    {
        to.Write([(byte)value.Kind]);
        switch (value.Kind)
        {
            case ScriptValueKind.Integer:
                BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(8), value.Integer);
                to.Advance(8);
                break;
            case ScriptValueKind.Octets:
                WriteCount(to, value.Octets.Length);
                to.Write(value.Octets.Span);
                break;
            case ScriptValueKind.Tuple:
                WriteCount(to, value.Items.Count);
                foreach (var item in value.Items) Write(to, item);
                break;
        }
    }

    private static void WriteCount(IBufferWriter<byte> to, int count)
    {
        BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(4), count);
        to.Advance(4);
    }

    private static bool TryRead(ref ReadOnlySpan<byte> from, int depth, ref int left, out ScriptValue value)
    {
        value = default;
        if (from.IsEmpty || left-- == 0) return false;
        var kind = (ScriptValueKind)from[0];
        from = from[1..];
        switch (kind)
        {
            case ScriptValueKind.None:
                return true;
            case ScriptValueKind.Integer when BinaryPrimitives.TryReadInt64BigEndian(from, out var integer):
                from = from[8..];
                value = ScriptValue.Of(integer);
                return true;
            case ScriptValueKind.Octets when TryReadCount(ref from, out var length):
                value = ScriptValue.Of(from[..length].ToArray().AsMemory());
                from = from[length..];
                return true;
            case ScriptValueKind.Tuple when depth < Deepest && TryReadCount(ref from, out var count):
                var items = new List<ScriptValue>(Math.Min(count, 16));
                while (count-- > 0)
                {
                    if (!TryRead(ref from, depth + 1, ref left, out var item)) return false;
                    items.Add(item);
                }
                value = ScriptValue.Of(items);
                return true;
            default:
                return false;
        }
    }

    // Of octets or of values: each value is one octet at least.
    private static bool TryReadCount(ref ReadOnlySpan<byte> from, out int count)
    {
        if (!BinaryPrimitives.TryReadInt32BigEndian(from, out count)) return false;
        from = from[4..];
        return count >= 0 && count <= from.Length;
    }
}
