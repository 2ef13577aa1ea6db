using System.Buffers.Text;
using AtRun.Protocol;

namespace AtRun.Module.Ip;

/// <summary>Octets -> base64, piece by piece.</summary>
/// <param name="lines">In lines of 76 characters, each ended by CR LF (RFC 2045 §6.8); else without any line end (RFC 3548 §2.1).</param>
public sealed class Base64Encoder(bool lines)
{
    /// <summary>Octets of a line of 76 characters.</summary>
    public const int OctetsOfLine = 57;

    private const int OctetsOfGroup = 3;

    private readonly OctetBuffer _rest = new(OctetsOfLine);
    private readonly int _block = lines ? OctetsOfLine : OctetsOfGroup;

    /// <summary>Codes what fills lines, or groups; the rest waits for more.</summary>
    public void Write(ReadOnlySpan<byte> octets, OctetBuffer to)
    {
        if (_rest.Count > 0)
        {
            var missing = Math.Min(_block - _rest.Count, octets.Length);
            _rest.Add(octets[..missing]);
            octets = octets[missing..];
            if (_rest.Count < _block) return;
            Code(_rest.Written, to);
            _rest.Clear();
        }
        for (; octets.Length >= _block; octets = octets[_block..]) Code(octets[.._block], to);
        _rest.Add(octets);
    }

    /// <summary>Codes the rest, filled up with <c>=</c>; what comes then begins anew.</summary>
    public void Finish(OctetBuffer to)
    {
        if (_rest.Count > 0) Code(_rest.Written, to);
        _rest.Clear();
    }

    private void Code(ReadOnlySpan<byte> octets, OctetBuffer to)
    {
        Base64.EncodeToUtf8(octets, to.GetSpan(Base64.GetMaxEncodedToUtf8Length(octets.Length)), out _, out var written);
        to.Advance(written);
        if (lines) to.Add("\r\n"u8);
    }
}
