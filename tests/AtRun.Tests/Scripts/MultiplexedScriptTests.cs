using System.Text;
using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Scripts;
using AtRun.Protocol.Links;
using AtRun.Protocol.Multiplexing;
using Xunit;

namespace AtRun.Tests.Scripts;

/// <summary>#CMUXSCR=1: channel 1 is SER, 2 MDM2 or a terminal, 3 a terminal, 4 what the script prints (Telit 80000ST10020a p24, p31).</summary>
public sealed class MultiplexedScriptTests
{
    private const string Script = """
        import SER
        MOD.sleep(30)
        print 'debug'
        SER.send('serial')
        print SER.receive(50)
        print SER.getDTR()
        MOD.sleep(20)
        """;

    [Fact]
    public void Channels_are_the_scripts_and_the_terminals()
    {
        var bench = Begin(Script, out var terminal);
        Assert.True(bench.Running.Multiplexer.IsOn);
        bench.Wait(1);
        terminal.Open(1, 2, 3, 4);
        bench.Wait(1);
        Assert.Empty(terminal.Refused);
        terminal.Type(2, "AT#CGMM\r");
        terminal.Type(3, "AT\r");
        bench.Wait(1.5);
        Assert.Equal(("serial", "debug\n"), (terminal.Said(1), terminal.Said(4)));
        Assert.Contains("OK", terminal.Said(2), StringComparison.Ordinal);
        Assert.Contains("OK", terminal.Said(3), StringComparison.Ordinal);
        terminal.Type(1, "for the script");
        bench.Wait(0.5);
        Assert.Equal("for the script\n1\n", terminal.Said(4));
        bench.Wait(3);
        Assert.Null(bench.Service.InUse);
        Assert.True(bench.Running.Multiplexer.IsOn);
        Assert.Equal([1], terminal.Closed);
    }

    [Fact]
    public void Instance_2_is_MDM2_or_its_channel()
    {
        var bench = Begin("import MDM2\nMOD.sleep(100)", out var terminal);
        terminal.Open(2, 3);
        bench.Wait(1);
        Assert.Equal([2], terminal.Refused);
        Assert.Equal(Owner.Script, bench.OwnerOf(2));
        var other = Begin("MOD.sleep(20)\nimport MDM2\nMOD.sleep(100)", out terminal);
        terminal.Open(2);
        other.Wait(3);
        Assert.Empty(terminal.Refused);
        Assert.Contains("Script a.py does not get instance 2: Cmux has it", other.Warnings);
    }

    [Fact]
    public void It_waits_for_the_terminal_as_long_as_it_takes_and_goes_with_DTR()
    {
        var bench = Begin("MOD.sleep(1000)", out _);
        bench.Wait(30);
        Assert.True(bench.Running.Multiplexer.IsOn);
        bench.Do(() => bench.Bench.Module.Board.SetDtr(1, true));
        Assert.False(bench.Running.Multiplexer.IsOn);
        Assert.Equal("a.py", bench.Service.InUse);
    }

    [Fact]
    public void With_start_mode_2_there_is_none()
    {
        var bench = new ScriptBench("MOD.sleep(10)");
        bench.Do(() => _ = bench.Running.Nvm.Set(new StartModeScr { Mode = 2 }).AsTask());
        bench.Do(() => _ = bench.Running.Nvm.Set(new CmuxScr { Enable = 1 }).AsTask());
        bench.Do(bench.Bench.PowerCycle);
        Assert.False(bench.Running.Multiplexer.IsOn);
        Assert.Contains(bench.Warnings, w => w.Contains("#CMUXSCR", StringComparison.Ordinal));
    }

    private static ScriptBench Begin(string script, out Terminal terminal)
    {
        var bench = new ScriptBench(script);
        terminal = new(bench);
        bench.Bench.PortOf(1).Link = terminal;
        bench.Do(() => bench.Bench.Module.Board.SetDtr(1, false));
        bench.Do(() => _ = bench.Running.Nvm.Set(new CmuxScr { Enable = 1 }).AsTask());
        bench.Do(bench.Bench.PowerCycle);
        return bench;
    }

    /// <summary>The other end of the multiplexer on the main port.</summary>
    private sealed class Terminal : ILink, IMultiplexerOwner
    {
        private readonly ScriptBench _bench;
        private readonly Multiplexer _multiplexer;
        private readonly Dictionary<int, Reader> _readers = [];
        private int[] _wanted = [];

        public Terminal(ScriptBench bench)
        {
            _bench = bench;
            _multiplexer = new(new Way(bench), MultiplexerRole.Initiator, this, bench.Bench.Turn.Time);
        }

        public List<int> Refused { get; } = [];

        public List<int> Closed { get; } = [];

        public int Unsent => 0;

        public bool Paused { get; set; }

        public void Open(params int[] channels)
        {
            _wanted = channels;
            _bench.Do(_multiplexer.Start);
        }

        public void Type(int channel, string text) => _bench.Do(() => _readers[channel].Channel!.Send(Encoding.Latin1.GetBytes(text)));

        public string Said(int channel)
        {
            var said = _readers[channel].Text.ToString();
            _readers[channel].Text.Clear();
            return said;
        }

        public void Send(ReadOnlySpan<byte> octets)
        {
            var said = octets.ToArray();
            _bench.Bench.Turn.Post(() => _multiplexer.Received(said));
        }

        public void Close() { }

        void IMultiplexerOwner.Started()
        {
            foreach (var dlci in _wanted) _multiplexer.Open(dlci, _readers[dlci] = new());
        }

        void IMultiplexerOwner.Opened(MultiplexerChannel channel) => _readers[channel.Dlci].Channel = channel;

        void IMultiplexerOwner.Refused(MultiplexerChannel channel) => Refused.Add(channel.Dlci);

        void IMultiplexerOwner.Closed(MultiplexerChannel channel) => Closed.Add(channel.Dlci);

        void IMultiplexerOwner.Ended(MultiplexerEnd how) { }
    }

    private sealed class Way(ScriptBench bench) : ILink
    {
        public int Unsent => 0;

        public bool Paused { get; set; }

        public void Send(ReadOnlySpan<byte> octets)
        {
            var typed = octets.ToArray();
            bench.Bench.Turn.Post(() => bench.Bench.PortOf(1).Received(typed));
        }

        public void Close() { }
    }

    private sealed class Reader : ILinkReceiver
    {
        public MultiplexerChannel? Channel { get; set; }

        public StringBuilder Text { get; } = new();

        public void Received(ReadOnlySpan<byte> octets) => Text.Append(Encoding.Latin1.GetString(octets));

        public void Drained() { }

        public void Ended(LinkEnd how) { }
    }
}
