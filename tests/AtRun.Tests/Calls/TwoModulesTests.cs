using System.Security.Cryptography;
using System.Text;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Calls;

/// <summary>Two modules of one network call each other with data.</summary>
public sealed class TwoModulesTests
{
    private const int Length = 1024 * 1024;

    private readonly SimulatedModule _caller = new();
    private readonly SimulatedModule _called;
    private readonly List<byte> _atCaller = [], _atCalled = [];

    public TwoModulesTests()
    {
        _called = new(beside: _caller);
        _caller.Said[1] = octets => _atCaller.AddRange(octets);
        _called.Said[1] = octets => _atCalled.AddRange(octets);
        _caller.Start();
        _called.Start();
    }

    [Fact]
    public void A_megabyte_passes_both_ways_with_an_escape_in_between()
    {
        Type(_called, "ATS0=1");
        Type(_caller, $"ATD{_called.Line.Number}");
        Assert.True(_caller.Turn.WaitUntil(() => Text(_atCalled).Contains("CONNECT 9600", StringComparison.Ordinal), TimeSpan.FromSeconds(30)));
        Assert.EndsWith("CONNECT 9600\r\n", Text(_atCaller), StringComparison.Ordinal);
        Clear();
        byte[] there = Octets(1), back = Octets(2);
        Send(there, back, 0, Length / 2);
        // The caller looks after its module in between; what comes meanwhile waits.
        var before = _atCaller.Count;
        _caller.Turn.Wait(TimeSpan.FromSeconds(2));
        _caller.Turn.Do(() => _caller.Type(1, "+++"u8));
        _caller.Turn.Wait(TimeSpan.FromSeconds(2));
        Type(_caller, "AT+CLCC");
        _caller.Turn.Do(() => _called.Type(1, back.AsSpan(Length / 2, 5000)));
        _caller.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal($"\r\nOK\r\n\r\n+CLCC: 1,0,0,1,0,\"{_called.Line.Number}\",145,\"\"\r\n\r\nOK\r\n", Text(_atCaller[before..]));
        _atCaller.RemoveRange(before, _atCaller.Count - before);
        Type(_caller, "ATO");
        _caller.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal("\r\nCONNECT\r\n", Text(_atCaller[before..(before + 11)]));
        _atCaller.RemoveRange(before, 11);
        _caller.Turn.Do(() => _called.Type(1, back.AsSpan(Length / 2 + 5000)));
        Send(there, [], Length / 2, Length);
        _caller.Turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal(SHA256.HashData(back), SHA256.HashData(_atCaller.ToArray()));
        // What the other end got has the escape sequence in it: #SKIPESC=0.
        Assert.Equal("+++", Encoding.Latin1.GetString(_atCalled.ToArray(), Length / 2, 3));
        _atCalled.RemoveRange(Length / 2, 3);
        Assert.Equal(SHA256.HashData(there), SHA256.HashData(_atCalled.ToArray()));
        Clear();
        _caller.Turn.Wait(TimeSpan.FromSeconds(2));
        _caller.Turn.Do(() => _caller.Type(1, "+++"u8));
        _caller.Turn.Wait(TimeSpan.FromSeconds(2));
        Type(_caller, "ATH");
        Assert.EndsWith("\r\nNO CARRIER\r\n", Text(_atCaller), StringComparison.Ordinal);
        Assert.EndsWith("\r\nNO CARRIER\r\n", Text(_atCalled), StringComparison.Ordinal);
    }

    private void Send(byte[] there, byte[] back, int from, int to)
    {
        for (var at = from; at < to; at += 1000)
        {
            var length = Math.Min(1000, to - at);
            _caller.Turn.Do(() =>
            {
                _caller.Type(1, there.AsSpan(at, length));
                if (back.Length > 0) _called.Type(1, back.AsSpan(at, length));
            });
        }
    }

    private static byte[] Octets(int seed)
    {
        var octets = new byte[Length];
        new Random(seed).NextBytes(octets);
        return octets;
    }

    private static string Text(List<byte> octets) => Encoding.Latin1.GetString([.. octets]);

    private void Clear()
    {
        _atCaller.Clear();
        _atCalled.Clear();
    }

    private void Type(SimulatedModule module, string line) => module.Turn.Do(() => module.Type(1, Encoding.Latin1.GetBytes(line + "\r")));
}
