using System.Buffers.Binary;

namespace AtRun.Transport;

/// <summary>Writes the frames of a multiplexer to a file that packet analysers read: pcap, LINKTYPE_MUX27010.</summary>
/// <remarks>Each frame has three octets in front: 01 00, and 0 where the terminal sent it, 1 where the module did. Times in µs.</remarks>
public sealed class FrameCapture : IDisposable
{
    private const uint Magic = 0xA1B2C3D4, LinkType = 236, MaxFrame = 65535;
    private const int RecordHeader = 16, PseudoHeader = 3;

    private readonly Stream _file;
    private readonly TimeProvider _time;

    /// <param name="file">Gets it; is closed with this.</param>
    /// <param name="time">Says when a frame passed.</param>
    public FrameCapture(Stream file, TimeProvider time)
    {
        (_file, _time) = (file, time);
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], MaxFrame);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], LinkType);
        _file.Write(header);
    }

    /// <summary>A frame passed, at the terminal's end.</summary>
    public void Frame(bool sent, ReadOnlySpan<byte> frame)
    {
        Span<byte> header = stackalloc byte[RecordHeader + PseudoHeader];
        var now = _time.GetUtcNow();
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)now.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(now.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)(frame.Length + PseudoHeader));
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)(frame.Length + PseudoHeader));
        (header[16], header[17], header[18]) = (1, 0, sent ? (byte)0 : (byte)1);
        _file.Write(header);
        _file.Write(frame);
    }

    public void Dispose() => _file.Dispose();
}
