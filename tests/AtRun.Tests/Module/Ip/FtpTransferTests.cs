using System.Net;
using System.Text;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module.Ip;

/// <summary>Files between the terminal and an FTP server: whole, held back, broken off.</summary>
public sealed class FtpTransferTests
{
    private const int Size = 1024 * 1024;

    private static readonly byte[] Octets = Random(11);

    private readonly SimulatedModule _module = new();
    private readonly Typist _typist;
    private readonly FtpHost _host;

    public FtpTransferTests()
    {
        _module.Start();
        _typist = new(_module);
        _host = new(_module);
        _typist.Type("AT+CGDCONT=1,\"IP\",\"internet\";#SGACT=1,1");
        Assert.True(_typist.Wait("OK"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_megabyte_goes_there_and_comes_back(int mode)
    {
        Open(mode);
        Put("AT#FTPPUT=\"a\"", Octets);
        Assert.Equal(Octets, _host.Files["a"]);
        Put("AT#FTPAPP=\"a\"", "more"u8);
        Assert.Equal(Size + 4, _host.Files["a"].Length);
        _host.Files["a"] = Octets;
        Assert.Equal(Octets, Get("AT#FTPGET=\"a\""));
        Assert.Equal("a\r\n", Encoding.Latin1.GetString(Get("AT#FTPLIST")));
    }

    [Fact]
    public void A_server_that_takes_nothing_holds_the_terminal_and_all_arrives_when_it_goes_on()
    {
        Open(mode: 1);
        _typist.Type("AT#FTPPUT=\"a\"");
        Assert.True(_typist.Wait("CONNECT"));
        var instance = _module.Module.Running!.Instance(1);
        _module.Turn.Do(() => _host.Current.DataLink!.Paused = true);
        var sent = 0;
        // A port stops reading then.
        for (; !instance.HoldsTerminal && sent < Size; sent += 4096) _typist.Send(Octets.AsSpan(sent, 4096));
        Assert.InRange(sent, 64 * 1024, 256 * 1024);
        _typist.Escape();
        // Not before the server has all of it.
        Assert.False(_typist.Wait("NO CARRIER", TimeSpan.FromSeconds(5)));
        _module.Turn.Do(() => _host.Current.DataLink!.Paused = false);
        Assert.True(_typist.Wait("NO CARRIER"));
        Assert.Equal(Octets[..sent], _host.Files["a"]);
    }

    [Fact]
    public void A_server_that_never_takes_it_is_given_up()
    {
        Open(mode: 1);
        _typist.Type("AT#FTPPUT=\"a\"");
        Assert.True(_typist.Wait("CONNECT"));
        _module.Turn.Do(() => _host.Current.DataLink!.Paused = true);
        for (var sent = 0; sent < 200_000; sent += 4096) _typist.Send(Octets.AsSpan(sent, 4096));
        _typist.Escape();
        Assert.True(_typist.Wait("NO CARRIER", TimeSpan.FromSeconds(30)));
        // The session goes on.
        _typist.Type("AT#FTPCLOSE");
        Assert.True(_typist.Wait("OK"));
    }

    [Fact]
    public void What_nobody_reads_in_command_state_stays_at_the_server()
    {
        _host.Files["a"] = Octets;
        Open(mode: 1);
        _typist.Type("AT#FTPGETPKT=\"a\"");
        Assert.True(_typist.Wait("OK"));
        _module.Turn.Wait(TimeSpan.FromSeconds(10));
        Assert.InRange(_host.Current.DataEnd!.Sent, 64 * 1024, 256 * 1024);
        using var got = new MemoryStream();
        while (got.Length < Size)
        {
            var answer = _typist.Ask("AT#FTPRECV=3000");
            var head = answer.IndexOf('\n', 2) + 1;
            var count = int.Parse(answer[2..head].Split(' ')[1].Trim(), System.Globalization.CultureInfo.InvariantCulture);
            got.Write(Encoding.Latin1.GetBytes(answer.Substring(head, count)));
        }
        Assert.Equal(Octets, got.ToArray());
        Assert.Equal("\r\n#FTPGETPKT: a,0,1\r\n\r\nOK\r\n", _typist.Ask("AT#FTPGETPKT?"));
    }

    [Theory]
    [InlineData("AT#FTPGET=\"a\"")]
    [InlineData("AT#FTPPUT=\"b\"")]
    public void A_data_connection_that_breaks_ends_in_NO_CARRIER(string command)
    {
        _host.Files["a"] = Octets;
        _host.BreaksAfter = 100_000;
        Open(mode: 1);
        _typist.Type(command);
        Assert.True(_module.Turn.WaitUntil(() => _typist.Said.StartsWith("\r\nCONNECT\r\n", StringComparison.Ordinal), TimeSpan.FromMinutes(1)), _typist.Said);
        for (var sent = 0; _module.Module.Running!.Instance(1).IsOnline && sent < 200_000; sent += 4096) _typist.Send(Octets.AsSpan(sent, 4096));
        Assert.True(_typist.Wait("NO CARRIER"));
        Assert.Contains("426 broken", _typist.Ask("AT#FTPMSG"), StringComparison.Ordinal);
        Assert.EndsWith("OK\r\n", _typist.Ask("AT#FTPTYPE=0"), StringComparison.Ordinal);
    }

    /// <summary>Lines without end, octets that are no text, answers to nothing: the session ends or goes on, and the next one works.</summary>
    [Theory]
    [InlineData("\0\u00FF\r\n")]
    [InlineData("garbage")]
    [InlineData("227 (1,2,3)")]
    [InlineData("227 (10,0,0,1,0,1)")]
    [InlineData("150 what?\r\n226 done")]
    [InlineData("")]
    public void A_mad_server_does_no_harm(string answer)
    {
        Open(mode: 1);
        _host.Otherwise = line => line == "PASV" ? answer : null;
        _typist.Type("AT#FTPPUT=\"a\"");
        Assert.True(_typist.Wait("NO CARRIER"));
        _host.Otherwise = null;
        _typist.Ask("AT#FTPCLOSE");
        _module.Turn.Wait(TimeSpan.FromMinutes(1));
        _typist.Ask("AT#FTPCLOSE");
        Open(mode: 1);
        Put("AT#FTPPUT=\"a\"", "all is well"u8);
        Assert.Equal("all is well", Encoding.Latin1.GetString(_host.Files["a"]));
    }

    [Fact]
    public void The_power_may_go_in_the_middle()
    {
        _host.Files["a"] = Octets;
        Open(mode: 0);
        _typist.Type("AT#FTPGETPKT=\"a\"");
        Assert.True(_typist.Wait("OK"));
        _module.Turn.Do(_module.PowerCycle);
        _module.Turn.Wait(TimeSpan.FromMinutes(1));
        Assert.True(_host.Current.DataEnd!.IsOver);
        Assert.DoesNotContain(_module.Internet.Listening, e => e.Address.ToString() != FtpHost.Address);
    }

    [Fact]
    public void Somebody_who_calls_is_told_by_a_pulse_of_the_ring_indicator()
    {
        _typist.Type("AT\\R1;#E2SLRI=500;#FRWL=1,\"10.0.0.2\",\"255.255.255.255\";#SL=1,1,1024");
        Assert.True(_typist.Wait("OK"));
        var instance = _module.Module.Running!.Instance(1);
        Assert.False(instance.ModuleLines.HasFlag(PortLines.Ri));
        _module.Turn.Do(() => _module.Internet.Connect(new IPEndPoint(IPAddress.Parse("10.0.0.2"), 0), new(IPAddress.Parse("127.10.0.1"), 1024), new Nobody()));
        Assert.True(_typist.Wait("SRING: 1", TimeSpan.FromMilliseconds(10)));
        Assert.True(instance.ModuleLines.HasFlag(PortLines.Ri));
        _module.Turn.Wait(TimeSpan.FromMilliseconds(500));
        Assert.False(instance.ModuleLines.HasFlag(PortLines.Ri));
    }

    private void Open(int mode)
    {
        _typist.Type($"AT#FTPOPEN=\"{FtpHost.Address}\",\"user\",\"pass\",{mode}");
        Assert.True(_typist.Wait("OK"));
    }

    private void Put(string command, ReadOnlySpan<byte> octets)
    {
        _typist.Type(command);
        Assert.True(_typist.Wait("CONNECT"));
        for (; octets.Length > 4096; octets = octets[4096..]) _typist.Send(octets[..4096]);
        _typist.Send(octets);
        _typist.Escape();
        Assert.True(_typist.Wait("NO CARRIER"));
    }

    private byte[] Get(string command)
    {
        _typist.Type(command);
        Assert.True(_typist.Wait("NO CARRIER", TimeSpan.FromMinutes(1)));
        var said = _typist.Said;
        return Encoding.Latin1.GetBytes(said["\r\nCONNECT\r\n".Length..^"\r\nNO CARRIER\r\n".Length]);
    }

    private static byte[] Random(int seed)
    {
        var octets = new byte[Size];
        new Random(seed).NextBytes(octets);
        return octets;
    }

    private sealed class Nobody : ILinkReceiver
    {
        public void Received(ReadOnlySpan<byte> octets) { }

        public void Drained() { }

        public void Ended(LinkEnd how) { }
    }

    /// <summary>Somebody at the first port.</summary>
    private sealed class Typist
    {
        private readonly SimulatedModule _module;
        private readonly StringBuilder _said = new();

        public Typist(SimulatedModule module)
        {
            _module = module;
            module.Said[1] = octets => _said.Append(Encoding.Latin1.GetString(octets));
        }

        /// <summary>Since the last line was typed.</summary>
        public string Said => _said.ToString();

        public void Type(string line)
        {
            _said.Clear();
            Send(Encoding.Latin1.GetBytes(line + "\r"));
        }

        public void Send(ReadOnlySpan<byte> octets)
        {
            var copy = octets.ToArray();
            _module.Turn.Do(() => _module.Type(1, copy));
        }

        public void Escape()
        {
            _module.Turn.Wait(TimeSpan.FromSeconds(2));
            Send("+++"u8);
        }

        /// <summary>It ends in that line within the time.</summary>
        public bool Wait(string line, TimeSpan? within = null) => _module.Turn.WaitUntil(() => EndsIn($"\r\n{line}\r\n"), within ?? TimeSpan.FromMinutes(2));

        /// <summary>Types a line and waits for its result.</summary>
        public string Ask(string line)
        {
            Type(line);
            Assert.True(_module.Turn.WaitUntil(() => EndsIn("\r\nOK\r\n") || EndsIn("ERROR\r\n"), TimeSpan.FromMinutes(2)), Said);
            return Said;
        }

        private bool EndsIn(string end) => _said.Length >= end.Length && _said.ToString(_said.Length - end.Length, end.Length) == end;
    }
}
