using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;
using BenchmarkDotNet.Attributes;

namespace AtRun.Benchmarks;

/// <summary>Writing an answer on the module's side, reading it on the operator's.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class Responses
{
    private static readonly byte[] Answer = Encoding.Latin1.GetBytes("\r\n+CREG: 0,1\r\n\r\nOK\r\n");

    private readonly OctetBuffer _out = new(1024);
    private readonly ResponseWriter _writer;
    private readonly ResponseReader _reader = new();

    public Responses() => _writer = new(_out);

    [Benchmark]
    public int Write()
    {
        _out.Clear();
        _writer.Line($"+CREG: {0},{1}");
        _writer.Result(FinalResult.Ok);
        return _out.Count;
    }

    [Benchmark]
    public int Read()
    {
        _reader.Expect("AT+CREG?");
        var items = 0;
        for (ReadOnlySpan<byte> left = Answer; !left.IsEmpty; items++)
        {
            if (_reader.Read(left, out var consumed) is null) break;
            left = left[consumed..];
        }
        return items;
    }
}
