using System.Net;
using System.Text;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Tests.Support;
using AtRun.Tests.Transport;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>Whatever comes from outside: an answer or an end, bounded memory, nothing else disturbed. Dialogues cover what is short.</summary>
[Collection(nameof(Alone))]
public sealed class BadInputTests
{
    private static readonly IPEndPoint Address = new(IPAddress.Parse("127.10.0.1"), 1024);

    [Theory]
    [InlineData(CommandLineReader.DefaultLimit, "OK")]
    [InlineData(CommandLineReader.DefaultLimit + 1, "ERROR")]
    [InlineData(100_000, "ERROR")]
    public void A_line_has_its_limit(int length, string answer)
    {
        var at = Conversation.Begin();
        Assert.Equal(answer, at.Type("AT" + "+CMEE=0;".PadRight(length)));
        Assert.Equal("OK", at.Type("AT"));
    }

    [Fact]
    public void A_thousand_semicolons_are_one_empty_line()
    {
        var at = Conversation.Begin();
        Assert.Equal("OK", at.Type("AT" + new string(';', 1000)));
        Assert.Equal(string.Concat(Enumerable.Repeat("+CMEE: 0 ", 125)) + "OK", at.Type("AT" + string.Concat(Enumerable.Repeat("+CMEE?;", 125))));
    }

    [Fact]
    public void Ten_megabytes_without_an_end_are_not_kept()
    {
        var at = Conversation.Begin();
        var piece = Encoding.ASCII.GetBytes("AT" + new string('x', 65534));
        at.Module.Turn.Do(() => at.Instance.Receive(piece));
        var before = GC.GetTotalMemory(true);
        for (var i = 0; i < 160; i++) at.Module.Turn.Do(() => at.Instance.Receive(piece));
        Assert.True(GC.GetTotalMemory(true) - before < 64 * 1024);
        Assert.Equal("ERROR", at.Type(""));
        Assert.Equal("OK", at.Type("AT"));
    }

    [Fact]
    public void Thousands_of_silent_connects_leave_the_service_working()
    {
        var module = Serving();
        for (var i = 0; i < 3000; i++)
        {
            var client = new Client();
            module.Turn.Do(() => client.Link = module.Internet.Connect(new(IPAddress.Loopback, 0), Address, client));
            // One has the service while its login time runs; the others are refused at once.
            Assert.Equal(i > 0, client.IsOver);
        }
        module.Turn.Wait(TimeSpan.FromSeconds(61));
        var late = new Client();
        module.Turn.Do(() => late.Link = module.Internet.Connect(new(IPAddress.Loopback, 0), Address, late));
        module.Turn.Do(() => late.Link!.Send("u\rp\rATE0\rAT+CGMI\r"u8));
        Assert.Equal("\r\nOK\r\n\r\nTelit\r\n\r\nOK\r\n", late.Text.ToString());
    }

    [Fact]
    public void A_peer_that_never_reads_stops_the_commands_not_the_module()
    {
        var module = Serving();
        var client = new Client();
        module.Turn.Do(() => client.Link = module.Internet.Connect(new(IPAddress.Loopback, 0), Address, client));
        module.Turn.Do(() => client.Link!.Send("u\rp\rATE0\r"u8));
        module.Turn.Do(() => client.Link!.Paused = true);
        var lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("AT+CLAC\r", 1000)));
        var before = GC.GetTotalMemory(true);
        for (var i = 0; i < 20; i++) module.Turn.Do(() => client.Link!.Send(lines));
        Assert.True(GC.GetTotalMemory(true) - before < 4 * 1024 * 1024);

        // The other instances work; when it reads again, every answer is there.
        var local = new Conversation(module);
        Assert.Equal("Telit OK", local.Type("AT+CGMI"));
        client.Text.Clear();
        module.Turn.Do(() => client.Link!.Paused = false);
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal(20_000, client.Text.ToString().Split("\r\nOK\r\n").Length - 1);
    }

    [Fact]
    public void A_peer_that_resets_in_the_middle_of_a_command_frees_the_service()
    {
        var module = Serving();
        for (var i = 0; i < 3; i++)
        {
            var client = new Client();
            module.Turn.Do(() => client.Link = module.Internet.Connect(new(IPAddress.Loopback, 0), Address, client));
            module.Turn.Do(() => client.Link!.Send("u\rp\rAT+COPS=?\r"u8));
            module.Turn.Wait(TimeSpan.FromMilliseconds(200));
            module.Turn.Do(() => client.Link!.Reset());
            module.Turn.Wait(TimeSpan.FromSeconds(1));
            Assert.False(client.IsOver);
        }
        Assert.Equal("#TCPATRUNL: 1,1 OK", new Conversation(module).Type("AT#TCPATRUNL?"));
    }

    [Fact]
    public void A_port_in_use_is_tried_again()
    {
        var module = new SimulatedModule();
        var other = module.Internet.Listen(Address, (_, _) => null);
        module.Start();
        var at = new Conversation(module);
        Enable(at);
        module.Turn.Wait(TimeSpan.FromSeconds(20));
        Assert.Equal("#TCPATRUNL: 1,0 OK", at.Type("AT#TCPATRUNL?"));
        other.Dispose();
        module.Turn.Wait(TimeSpan.FromSeconds(11));
        Assert.Equal("#TCPATRUNL: 1,1 OK", at.Type("AT#TCPATRUNL?"));
    }

    private static SimulatedModule Serving()
    {
        var module = new SimulatedModule();
        module.Start();
        Enable(new Conversation(module));
        Assert.True(module.Turn.WaitUntil(() => module.Internet.Listening.Contains(Address), TimeSpan.FromMinutes(1)));
        return module;
    }

    private static void Enable(Conversation at)
    {
        Assert.Equal("OK", at.Type("AT+CGDCONT=1,\"IP\",\"a\";#SGACTCFG=1,1;#SCFG=1,1,1,0,600,1;#TCPATRUNFRWL=1,\"0.0.0.0\",\"0.0.0.0\";#TCPATRUNAUTH=1,\"u\",\"p\""));
        Assert.Equal("OK", at.Type("AT#TCPATCMDSEQ=1;#TCPATRUNL=1"));
    }

    private sealed class Client : ILinkReceiver
    {
        public MemoryLink? Link { get; set; }
        public StringBuilder Text { get; } = new();
        public bool IsOver { get; private set; }

        public void Received(ReadOnlySpan<byte> octets) => Text.Append(Encoding.Latin1.GetString(octets));

        public void Drained() { }

        public void Ended(LinkEnd how) => IsOver = true;
    }
}
