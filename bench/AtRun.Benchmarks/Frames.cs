using AtRun.Protocol;
using AtRun.Protocol.Multiplexing;
using BenchmarkDotNet.Attributes;

namespace AtRun.Benchmarks;

/// <summary>Writing and finding the frames of the multiplexer (27.010): 32 of the longest that are sent, a fifth of their octets escaped where any are.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class Frames
{
    private const int Count = 32;

    private readonly byte[] _data = new byte[Frame.MaxSent];
    private readonly OctetBuffer _out = new(Count * 2 * Frame.MaxSent);
    private FrameReader _reader = null!;
    private byte[] _line = [];

    [Params(Framing.Basic, Framing.Advanced)]
    public Framing Framing { get; set; }

    /// <summary>Octets that arrive in one piece.</summary>
    [Params(16, 4096)]
    public int Piece { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        for (var i = 0; i < _data.Length; i++) _data[i] = i % 5 == 0 ? (byte)0x7E : (byte)i;
        _reader = FrameReader.Of(Framing);
        Write();
        _line = _out.Written.ToArray();
    }

    [Benchmark]
    public int Write()
    {
        _out.Clear();
        for (var i = 0; i < Count; i++) new Frame(1, commandBit: true, FrameType.Uih, poll: false, _data).Write(_out, Framing);
        return _out.Count;
    }

    [Benchmark]
    public int Read()
    {
        var found = 0;
        for (var at = 0; at < _line.Length; at += Piece)
        {
            ReadOnlySpan<byte> octets = _line.AsSpan(at, Math.Min(Piece, _line.Length - at));
            while (_reader.TryRead(ref octets, out var frame)) found += frame.Information.Length;
        }
        return found == Count * _data.Length ? found : throw new InvalidOperationException($"{found} octets were found");
    }
}
