using AtRun.Module.Instances;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Calls;

/// <summary>Terminals in a data call that do not read for a while, or ever.</summary>
public sealed class BackPressureTests
{
    private const int Piece = 1000;

    /// <summary>What a way from terminal to terminal holds: the port, the network for either party, and what each hands over at a time.</summary>
    private const int Most = LocalPort.MaxUnsent + (16 * 1024);

    private readonly SimulatedModule _module = new();
    private readonly SlowTerminal _here;

    public BackPressureTests()
    {
        _here = new(_module);
        _module.Start();
    }

    [Fact]
    public void Who_never_reads_holds_the_other_module_and_may_send()
    {
        var there = CallTheOther();
        there.Reads = false;
        var sent = Fill(_here, seed: 1);
        Assert.InRange(sent, LocalPort.MaxUnsent, Most);
        Assert.InRange(there.Unsent, LocalPort.MaxUnsent, LocalPort.MaxUnsent + (4 * 1024));
        var held = there.Unsent;
        _module.Turn.Wait(TimeSpan.FromMinutes(10));
        Assert.Equal((held, true, 0), (there.Unsent, _here.Paused, there.Got.Count));
        // The other way is free.
        var back = Pieces(2, 100);
        there.Type(back);
        _module.Turn.Do(static () => { });
        Assert.Equal(back, _here.Got.ToArray());
        // Nothing is lost.
        there.Reads = true;
        Assert.Equal(Pieces(1, sent / Piece), there.Got.ToArray());
        Assert.False(_here.Paused);
    }

    [Fact]
    public void Both_may_stop_reading_and_go_on()
    {
        var there = CallTheOther();
        there.Reads = _here.Reads = false;
        var (sent, back) = (Fill(_here, 1), Fill(there, 2));
        Assert.True(_here.Paused && there.Paused);
        there.Reads = true;
        Assert.False(_here.Paused);
        Assert.Equal(Pieces(1, sent / Piece), there.Got.ToArray());
        _here.Reads = true;
        Assert.False(there.Paused);
        Assert.Equal(Pieces(2, back / Piece), _here.Got.ToArray());
    }

    [Fact]
    public void What_comes_back_from_an_echo_that_nobody_reads_is_bounded()
    {
        var phone = _module.Circuits.TelephoneOf("0123")!;
        phone.Echoes = true;
        _here.Dial("0123");
        _here.Reads = false;
        var sent = Fill(_here, 3);
        // There and back.
        Assert.InRange(sent, LocalPort.MaxUnsent, Most + (16 * 1024));
        _here.Reads = true;
        Assert.Equal(Pieces(3, sent / Piece), _here.Got.ToArray());
        Assert.False(_here.Paused);
    }

    [Fact]
    public void In_command_state_the_network_holds_what_comes()
    {
        var there = CallTheOther();
        _module.Turn.Wait(TimeSpan.FromSeconds(2));
        _here.Type("+++"u8.ToArray());
        _module.Turn.Wait(TimeSpan.FromSeconds(2));
        _here.Got.Clear();
        var sent = Fill(there, 4);
        Assert.InRange(sent, 1, 16 * 1024);
        Assert.Empty(_here.Got);
        _here.Type("ATO\r"u8.ToArray());
        Assert.Equal((byte[])[.. "\r\nCONNECT\r\n"u8, .. Pieces(4, sent / Piece)], _here.Got.ToArray());
        Assert.False(there.Paused);
    }

    /// <summary>Calls another module of the network, and gives back the terminal there.</summary>
    private SlowTerminal CallTheOther()
    {
        var other = new SimulatedModule(beside: _module);
        var there = new SlowTerminal(other);
        other.Start();
        there.Type("ATS0=1\r"u8.ToArray());
        _here.Dial(other.Line.Number);
        _module.Turn.Wait(TimeSpan.FromSeconds(1));
        there.Got.Clear();
        return there;
    }

    /// <summary>Types until it is stopped, and says how much that was.</summary>
    private int Fill(SlowTerminal terminal, int seed)
    {
        var random = new Random(seed);
        var sent = 0;
        var piece = new byte[Piece];
        for (; !terminal.Paused; sent += Piece)
        {
            Assert.True(sent < 10 * Most, "It is never stopped.");
            random.NextBytes(piece);
            terminal.Type(piece);
        }
        return sent;
    }

    private static byte[] Pieces(int seed, int count)
    {
        var random = new Random(seed);
        var octets = new byte[count * Piece];
        for (var at = 0; at < octets.Length; at += Piece) random.NextBytes(octets.AsSpan(at, Piece));
        return octets;
    }

    /// <summary>At instance 1: what it does not read stays in the link.</summary>
    private sealed class SlowTerminal : ILink
    {
        private readonly SimulatedModule _module;
        private readonly Queue<byte[]> _unread = [];

        public SlowTerminal(SimulatedModule module) => (_module, module.PortOf(1).Link) = (module, this);

        public List<byte> Got { get; } = [];

        public bool Reads
        {
            get;
            set
            {
                field = value;
                _module.Turn.Do(Read);
            }
        } = true;

        public int Unsent => _unread.Sum(u => u.Length);

        public bool Paused { get; set; }

        public void Dial(string number)
        {
            Type(System.Text.Encoding.ASCII.GetBytes($"ATD{number}\r"));
            Assert.True(_module.Turn.WaitUntil(() => System.Text.Encoding.Latin1.GetString([.. Got]).EndsWith("CONNECT 9600\r\n", StringComparison.Ordinal), TimeSpan.FromSeconds(60)));
            Got.Clear();
        }

        public void Type(byte[] octets) => _module.Turn.Do(() => _module.Type(1, octets));

        public void Send(ReadOnlySpan<byte> octets)
        {
            _unread.Enqueue(octets.ToArray());
            if (Reads) _module.Turn.Post(Read);
        }

        public void Show(PortLines lines) { }

        public void Close() { }

        private void Read()
        {
            if (!Reads || _unread.Count == 0) return;
            while (_unread.TryDequeue(out var octets)) Got.AddRange(octets);
            _module.PortOf(1).Drained();
        }
    }
}
