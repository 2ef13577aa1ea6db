using System.Text;
using AtRun.Protocol;

namespace AtRun.Module.Ip.Servers;

/// <summary>What <see cref="ServerReplyReader.Read"/> came to.</summary>
public enum ReplyRead
{
    /// <summary>All is consumed, and the reply is not complete.</summary>
    Incomplete,

    /// <summary>A reply.</summary>
    Reply,

    /// <summary>A line where a reply must begin, and that does not begin one.</summary>
    Garbage,
}

/// <summary>Octets of an FTP or mail server -> its replies. Pure; holds no more than <see cref="MaxText"/> octets, whatever comes.</summary>
/// <remarks>
/// RFC 959 §4.2, RFC 5321 §4.2.1:
/// <code>
/// ddd SP text CR LF                      one line
/// ddd - text CR LF … ddd SP text CR LF   many; those between may look like anything
/// </code>
/// A line may end in LF alone, and empty lines between replies are passed over.
/// </remarks>
public sealed class ServerReplyReader
{
    /// <summary>Octets of a reply that are kept; what is more is read and forgotten.</summary>
    public const int MaxText = 2048;

    private const int CodeLength = 3;

    private readonly OctetBuffer _text = new(0);
    private readonly byte[] _head = new byte[CodeLength + 1];
    private long _lineLength;
    private bool _endsInCr;
    private int _code;

    /// <summary>Reads up to the end of one reply.</summary>
    /// <param name="octets">What came.</param>
    /// <param name="consumed">How many of them were used.</param>
    /// <param name="reply">The reply; of garbage the text of the line, and code 0.</param>
    public ReplyRead Read(ReadOnlySpan<byte> octets, out int consumed, out ServerReply reply)
    {
        consumed = 0;
        while (octets[consumed..].IndexOf((byte)'\n') is var end and >= 0)
        {
            Take(octets.Slice(consumed, end));
            consumed += end + 1;
            if (EndLine(out reply) is var found and not ReplyRead.Incomplete) return found;
        }
        Take(octets[consumed..]);
        consumed = octets.Length;
        reply = default;
        return ReplyRead.Incomplete;
    }

    /// <summary>Octets of a line, without its end.</summary>
    private void Take(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return;
        // A CR is of the line's end only if LF follows.
        if (_endsInCr) Keep("\r"u8);
        _endsInCr = octets[^1] == '\r';
        Keep(_endsInCr ? octets[..^1] : octets);
    }

    private void Keep(ReadOnlySpan<byte> octets)
    {
        if (_lineLength < _head.Length) octets[..(int)Math.Min(octets.Length, _head.Length - _lineLength)].CopyTo(_head.AsSpan((int)_lineLength));
        _lineLength += octets.Length;
        _text.Add(octets[..Math.Min(octets.Length, MaxText - _text.Count)]);
    }

    private ReplyRead EndLine(out ServerReply reply)
    {
        var length = _lineLength;
        (_lineLength, _endsInCr, reply) = (0, false, default);
        if (length == 0 && _code == 0) return ReplyRead.Incomplete;
        var code = length >= CodeLength ? CodeOf(_head) : 0;
        var mark = length > CodeLength ? _head[CodeLength] : (byte)' ';
        var begins = code != 0 && mark is (byte)' ' or (byte)'-';
        var ends = begins && mark == ' ' && (_code == 0 || code == _code);
        if (_code == 0 && begins && !ends) _code = code;
        if (!ends && _code != 0)
        {
            if (_text.Count + 2 <= MaxText) _text.Add("\r\n"u8);
            return ReplyRead.Incomplete;
        }
        reply = new(ends ? code : 0, Encoding.Latin1.GetString(_text.Written));
        _text.Clear();
        _code = 0;
        return ends ? ReplyRead.Reply : ReplyRead.Garbage;
    }

    private static int CodeOf(ReadOnlySpan<byte> head) =>
        head[0] is >= (byte)'1' and <= (byte)'5' && IsDigit(head[1]) && IsDigit(head[2]) ? ((head[0] - '0') * 10 + head[1] - '0') * 10 + head[2] - '0' : 0;

    private static bool IsDigit(byte octet) => octet is >= (byte)'0' and <= (byte)'9';
}
