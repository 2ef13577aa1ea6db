using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Xunit;

namespace AtRun.Peers;

/// <summary>The host that modules dial: programs of other people as modules, as people and as strangers.</summary>
public sealed class ListenTests : IDisposable
{
    private const string Imei = "356938035643809";

    private readonly BlockingCollection<JsonElement> _events = [];
    private readonly Process _listen;
    private readonly string _port;

    public ListenTests()
    {
        _listen = Peer.Start(Peer.AtRun, ["listen", "--json", "--keep", "127.26.1.1:0", "--exec", "AT+CREG?", "--timeout", "30"]);
        _listen.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text) _events.Add(JsonDocument.Parse(text).RootElement);
            else _events.CompleteAdding();
        };
        _listen.BeginOutputReadLine();
        _listen.BeginErrorReadLine();
        _port = IPEndPoint.Parse(Next("listening").GetProperty("address").GetString()!).Port.ToString(CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        if (!_listen.HasExited) Peer.Signal(_listen, Peer.SigInt);
        if (!_listen.WaitForExit(Peer.Deadline)) _listen.Kill();
        _listen.Dispose();
    }

    [Theory]
    [InlineData("nc")]
    [InlineData("socat")]
    public void AProgramThatPassesOnOctetsIsAModule(string program)
    {
        Peer.Needs(program);
        using var module = Peer.Start(program, program == "nc" ? ["127.26.1.1", _port] : ["-", $"TCP:127.26.1.1:{_port}"]);
        // The half of an answer that nobody asked for, and an unsolicited line.
        Say(module, "222,10\r\n\r\nOK\r\n\r\n^SYSSTART\r\n");
        Heard(module, "AT+CGSN;+CGSN\r");
        Say(module, $"\r\n{Imei}\r\n\r\n{Imei}\r\n\r\nOK\r\n");
        foreach (var asked in (string[])["AT+CGMM", "AT+CGMR", "AT#CCID", "AT+CCID", "AT+CIMI", "AT#TCPATRUNCFG?;#SCFG?"])
        {
            Heard(module, asked + "\r");
            Say(module, asked + "\r\r\nERROR\r\n");
        }
        Assert.Equal(Imei, Next("identified").GetProperty("imei").GetString());
        Heard(module, "AT+CREG?\r");
        Say(module, "AT+CREG?\r\r\n+CREG: 0,1\r\n\r\nOK\r\n");
        Assert.Equal("+CREG: 0,1", Next("answer").GetProperty("answer").GetProperty("lines")[0].GetString());
        module.Kill();
        Assert.Equal(Imei, Next("lost").GetProperty("imei").GetString());
        Peer.Signal(_listen, Peer.SigInt);
        Assert.True(_listen.WaitForExit(Peer.Deadline));
        Assert.Equal(130, _listen.ExitCode);
    }

    [Fact]
    public void ABrowserIsTurnedAway()
    {
        Peer.Needs("curl");
        // 52: an empty reply; 56: reset meanwhile.
        Assert.Contains(Peer.Run("curl", ["-s", "--max-time", "20", $"http://127.26.1.1:{_port}/"]).Exit, (int[])[52, 56]);
        Assert.Contains("HTTP", Next("turnedAway").GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(0, Peer.Run("curl", ["-s", "-k", "--max-time", "20", $"https://127.26.1.1:{_port}/"]).Exit);
        Assert.Contains("TLS", Next("turnedAway").GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void APortScanIsNothing()
    {
        Peer.Needs("nc");
        for (var i = 0; i < 20; i++) Assert.Equal(0, Peer.Run("nc", ["-z", "127.26.1.1", _port]).Exit);
        for (var i = 0; i < 20; i++) Assert.Equal("it closed the connection.", Next("turnedAway").GetProperty("why").GetString());
    }

    private static void Say(Process program, string text)
    {
        program.StandardInput.Write(text);
        program.StandardInput.Flush();
    }

    private static void Heard(Process program, string text)
    {
        var octets = new char[text.Length];
        for (var have = 0; have < octets.Length;)
        {
            var reading = program.StandardOutput.ReadAsync(octets, have, octets.Length - have);
            Assert.True(reading.Wait(Peer.Deadline) && reading.Result > 0, $"It was not asked {text}");
            have += reading.Result;
        }
        Assert.Equal(text, new string(octets));
    }

    private JsonElement Next(string what)
    {
        while (_events.TryTake(out var one, Peer.Deadline))
            if (one.GetProperty("event").GetString() == what) return one;
        throw new TimeoutException($"It did not say {what}.");
    }
}
