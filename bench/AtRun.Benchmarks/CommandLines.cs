using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Lines;
using BenchmarkDotNet.Attributes;
using AtCommandLine = AtRun.Protocol.Lines.CommandLine;

namespace AtRun.Benchmarks;

/// <summary>From octets to a record and back: what every command costs before anything is done.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class CommandLines
{
    private static readonly byte[] Short = "AT+CREG?\r"u8.ToArray();
    private static readonly byte[] Long = "AT#TCPATRUNCFG=1,2,1024,12345,\"212.141.125.127\",1,5,1,5,2\r"u8.ToArray();

    private readonly CommandLineReader _reader = new();
    private readonly OctetBuffer _out = new(1024);
    private TcpAtRunCfg _current = new();

    /// <summary>Reading a short line, without echo.</summary>
    [Benchmark]
    public LineEvent ReadShort() => _reader.Read(Short, out _, null);

    /// <summary>Reading and parsing a short line: name, form, table row.</summary>
    [Benchmark]
    public AtCommand? FindShort()
    {
        _reader.Read(Short, out _, null);
        var position = 0;
        AtCommandLine.TryNext(_reader.Body, ref position, out var command);
        return CommandTable.Find(command.Name);
    }

    /// <summary>Reading, parsing, binding ten parameters, and formatting them.</summary>
    [Benchmark]
    public int BindAndFormatTenParameters()
    {
        _reader.Read(Long, out _, null);
        var position = 0;
        AtCommandLine.TryNext(_reader.Body, ref position, out var command);
        var row = CommandTable.Find(command.Name);
        var values = new ParameterReader(command.Parameters);
        row!.TryBindObject(ref values, _current, out var bound);
        _current = (TcpAtRunCfg)bound;
        _out.Clear();
        TcpAtRunCfg.Command.Format(_current, _out);
        return _out.Count;
    }
}
