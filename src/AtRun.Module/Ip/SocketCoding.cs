using AtRun.Protocol;
using AtRun.Protocol.Commands.Sockets;

namespace AtRun.Module.Ip;

/// <summary>Base64 between a terminal and a socket, where #BASE64 wants it. What it gives lives until its next call.</summary>
public sealed class SocketCoding
{
    private readonly OctetBuffer _out = new(0);
    private Base64Encoder? _encoder;
    private Base64Decoder? _decoder;

    /// <summary>Begins anew with what #BASE64 says.</summary>
    public void Set(SocketBase64 setting)
    {
        _encoder = setting.Enc == 0 ? null : new(lines: setting.Enc == 1);
        _decoder = setting.Dec == 0 ? null : new();
    }

    /// <summary>What the terminal sends -> what the peer gets; a line, or a group, that is not full waits.</summary>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> octets)
    {
        if (_encoder is null) return octets;
        _out.Clear();
        _encoder.Write(octets, _out);
        return _out.Written;
    }

    /// <summary>The terminal has sent all of it: the rest.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        if (_encoder is null) return default;
        _out.Clear();
        _encoder.Finish(_out);
        return _out.Written;
    }

    /// <summary>All at once.</summary>
    public ReadOnlySpan<byte> EncodeWhole(ReadOnlySpan<byte> octets)
    {
        if (_encoder is null) return octets;
        _out.Clear();
        _encoder.Write(octets, _out);
        _encoder.Finish(_out);
        return _out.Written;
    }

    /// <summary>What the peer sends -> what the terminal gets.</summary>
    public ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> octets)
    {
        if (_decoder is null) return octets;
        _out.Clear();
        _decoder.Write(octets, _out);
        return _out.Written;
    }
}
