using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Links;
using AtRun.Protocol.Multiplexing;
using AtRun.Tests.Support;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Protocol.Multiplexing;

/// <summary>Both ends of the multiplexer, back to back over a line that may be bad.</summary>
public sealed class MultiplexerTests
{
    private const int BadLines = 60;

    [Theory]
    [InlineData(Framing.Basic)]
    [InlineData(Framing.Advanced)]
    public void Channels_are_opened_carry_octets_and_are_closed(Framing framing)
    {
        var line = new TwoEnds(framing: framing);
        line.Begin();
        var one = line.Open(1);
        var two = line.Open(2);
        line.Turn.Do(() => one.Link!.Send("AT\r"u8));
        line.Turn.Do(() => line.There[2].Link!.Send("\r\nRING\r\n"u8));
        Assert.Equal("AT\r", line.There[1].Text);
        Assert.Equal("\r\nRING\r\n", two.Text);
        line.Turn.Do(() => one.Link!.Close());
        Assert.Equal(LinkEnd.Finished, line.There[1].End);
        Assert.Null(line.There[2].End);
        line.Turn.Do(() => line.Terminal.Close(tell: true));
        Assert.Equal(MultiplexerEnd.Closed, line.ModuleEnd);
        Assert.Equal(LinkEnd.Finished, line.There[2].End);
    }

    [Fact]
    public void A_channel_that_is_not_wanted_is_refused()
    {
        var line = new TwoEnds();
        line.Begin();
        line.Turn.Do(() => line.Terminal.Open(4, new Party()));
        Assert.Equal([4], line.Refused);
    }

    [Fact]
    public void The_module_says_nothing_on_a_channel_before_the_terminal_has_told_its_lines()
    {
        var line = new TwoEnds { Raw = true };
        line.Turn.Do(() => line.ToModule("F9033F011CF9" + "F9073F01DEF9"));
        line.Turn.Do(() => line.There[1].Link!.Send("early"u8));
        // UA of both, and the module's lines.
        Assert.Equal("F9037301D7F9" + "F907730115F9" + "F901EF09E305070D9AF9", line.FromModule());
        line.Turn.Do(() => line.ToModule("F903EF09E305070CFBF9"));
        Assert.Equal("F903EF09E105070DFBF9" + Uih(1, "early"), line.FromModule());
        Assert.Equal(PortLines.OfTerminal, line.There[1].Lines);
    }

    [Fact]
    public void A_terminal_that_only_answers_for_its_lines_is_heard_as_well()
    {
        var line = new TwoEnds { Raw = true };
        line.Turn.Do(() => line.ToModule("F9033F011CF9" + "F9073F01DEF9"));
        line.Turn.Do(() => line.There[1].Link!.Send("early"u8));
        line.FromModule();
        line.Turn.Do(() => line.ToModule("F901EF09E105070D9AF9"));
        Assert.Equal(Uih(1, "early"), line.FromModule());
    }

    [Fact]
    public void Control_messages_are_answered_as_the_manual_says()
    {
        var line = new TwoEnds { Raw = true };
        line.Turn.Do(() => line.ToModule("F9033F011CF9"));
        line.FromModule();
        // Test: the same octets come back.
        Assert.Equal("2107616263", Information(Answer(line, "2307616263")));
        // PSC as the log has it, and as 27.010 has it.
        Assert.Equal("4101", Information(Answer(line, "4100")));
        Assert.Equal("4101", Information(Answer(line, "4301")));
        Assert.Equal(2, line.SleepAsked);
        // PN, FCon, FCoff, RPN, RLS and SNC are not there: NSC names them.
        foreach (var type in (string[])["83", "A3", "63", "93", "53", "D3"]) Assert.Equal("1103" + type, Information(Answer(line, type + "01")));
        // A frame for a channel that is not open, and its DISC.
        line.Turn.Do(() => line.ToModule(Uih(3, "x", command: true)));
        Assert.Equal("F90F1F01B1F9", line.FromModule());
        line.Turn.Do(() => line.ToModule("F9073F01DEF9"));
        line.FromModule();
        // Close down.
        Assert.Equal("C101", Information(Answer(line, "C301")));
        Assert.Equal(MultiplexerEnd.Closed, line.ModuleEnd);
        Assert.Equal(LinkEnd.Finished, line.There[1].End);
    }

    [Fact]
    public void Disc_of_the_control_channel_closes_everything_and_what_follows_is_somebody_elses()
    {
        var line = new TwoEnds(seed: 0) { Raw = true };
        line.Turn.Do(() => line.ToModule("F9033F011CF9" + "F9073F01DEF9" + "F90B3F0159F9"));
        line.FromModule();
        line.Turn.Do(() => line.ToModule("F9035301FDF9" + "41540D"));
        Assert.StartsWith("F9037301D7F9", line.FromModule(), StringComparison.Ordinal);
        Assert.Equal((LinkEnd.Finished, LinkEnd.Finished), (line.There[1].End, line.There[2].End));
        Assert.Equal("AT\r", Encoding.Latin1.GetString(line.Module.Rest.Span));
    }

    [Fact]
    public void A_break_and_lines_reach_the_other_end()
    {
        var line = new TwoEnds();
        line.Begin();
        var one = line.Open(1);
        line.Turn.Do(() => ((MultiplexerChannel)one.Link!).Break(TimeSpan.FromMilliseconds(100)));
        Assert.Equal(1, line.There[1].Breaks);
        line.Turn.Do(() => one.Link!.Show(PortLines.Rts));
        Assert.Equal(PortLines.Rts, line.There[1].Lines);
        line.Turn.Do(() => line.There[1].Link!.Show(PortLines.Dsr | PortLines.Cts | PortLines.Dcd | PortLines.Ri));
        Assert.Equal(PortLines.OfModule, one.Lines);
        Assert.Equal(1, line.There[1].Breaks);
    }

    // An answer to lines that were told before the break is none to the break.
    [Fact]
    public void A_break_behind_a_change_of_lines_is_not_lost()
    {
        var line = new TwoEnds();
        line.Begin();
        var one = line.Open(1);
        line.Turn.Do(() =>
        {
            var channel = line.There[1].Link!;
            channel.Show(PortLines.Dsr);
            channel.Break(TimeSpan.FromMilliseconds(100));
            channel.Show(PortLines.Dsr | PortLines.Ri);
        });
        Assert.Equal((1, PortLines.Dsr | PortLines.Ri), (one.Breaks, one.Lines));
        line.Turn.Do(() => line.There[1].Link!.Show(PortLines.Dsr));
        Assert.Equal((1, PortLines.Dsr), (one.Breaks, one.Lines));
    }

    [Theory] // 27.010 §5.4.6.3.7: units of 200 ms, four bits
    [InlineData(1, "13")]
    [InlineData(200, "13")]
    [InlineData(201, "23")]
    [InlineData(60_000, "F3")]
    public void The_length_of_a_break_is_in_its_message(int milliseconds, string octet)
    {
        var line = new TwoEnds(seed: 0) { Raw = true };
        line.Turn.Do(() => line.ToModule("F9033F011CF9" + "F9073F01DEF9"));
        line.Turn.Do(() => line.There[1].Link!.Break(TimeSpan.FromMilliseconds(milliseconds)));
        line.Turn.Wait(TimeSpan.FromSeconds(1));
        Assert.Contains("E307070D" + octet, line.FromModule(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_that_is_not_read_stops_itself_alone()
    {
        var line = new TwoEnds();
        line.Begin();
        var (one, two) = (line.Open(1), line.Open(2));
        line.Turn.Do(() => one.Link!.Paused = true);
        var much = new byte[100_000];
        new Random(1).NextBytes(much);
        line.Turn.Do(() => line.There[1].Link!.Send(much));
        line.Turn.Do(() => line.There[2].Link!.Send("still here"u8));
        Assert.Equal("still here", two.Text);
        Assert.Empty(one.Octets);
        Assert.InRange(line.There[1].Link!.Unsent, 1, much.Length);
        line.Turn.Do(() => one.Link!.Paused = false);
        Assert.True(line.Turn.WaitUntil(() => one.Octets.Count == much.Length, TimeSpan.FromSeconds(10)));
        Assert.Equal(much, one.Octets);
        Assert.True(line.There[1].Drains > 0);
    }

    [Fact]
    public void What_one_channel_has_to_say_does_not_keep_another_waiting()
    {
        // A line that takes little: what is sent first is not all sent first.
        var line = new TwoEnds(capacity: 256);
        line.Begin();
        var (one, two) = (line.Open(1), line.Open(2));
        line.Turn.Do(() =>
        {
            line.There[1].Link!.Send(new byte[50_000]);
            line.There[2].Link!.Send("quick"u8);
        });
        Assert.Equal("quick", two.Text);
        Assert.InRange(two.HeardAfter(one), 0, 3 * Multiplexer.LineLimit);
        Assert.Equal(50_000, one.Octets.Count);
    }

    [Fact]
    public void Who_ignores_the_flow_control_loses_what_does_not_fit()
    {
        var line = new TwoEnds { Raw = true };
        line.Turn.Do(() => line.ToModule("F9033F011CF9" + "F9073F01DEF9"));
        line.Turn.Do(() => line.There[1].Link!.Paused = true);
        var frame = Uih(1, new string('x', 100), command: true);
        for (var i = 0; i < 1000; i++) line.Turn.Do(() => line.ToModule(frame));
        Assert.Equal(100_000 - MultiplexerChannel.MaxHeld, ((MultiplexerChannel)line.There[1].Link!).Lost);
        line.Turn.Do(() => line.There[1].Link!.Paused = false);
        line.Turn.Wait(TimeSpan.FromMilliseconds(10));
        Assert.Equal(MultiplexerChannel.MaxHeld, line.There[1].Octets.Count);
    }

    [Fact]
    public void Who_floods_with_commands_and_reads_nothing_is_not_read()
    {
        var line = new TwoEnds(capacity: 0) { Raw = true, Deaf = true };
        line.Turn.Do(() => line.ToModule("F9033F011CF9"));
        for (var i = 0; i < 5000; i++) line.Turn.Do(() => line.ToModule("F903EF0B2307616263" + "0AF9"));
        Assert.InRange(line.ModuleUnsent, 1, Multiplexer.MaxWaiting + 1024);
    }

    [Fact]
    public void Nobody_answers()
    {
        var line = new TwoEnds { Raw = true };
        line.Turn.Do(() => line.Terminal.Start());
        line.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal(MultiplexerEnd.Silent, line.TerminalEnd);
    }

    [Fact]
    public void A_line_that_falls_silent_is_noticed()
    {
        var line = new TwoEnds(keepAlive: TimeSpan.FromSeconds(10));
        line.Begin();
        line.Turn.Wait(TimeSpan.FromMinutes(2));
        Assert.Null(line.TerminalEnd);
        line.LoseAll = true;
        line.Turn.Wait(TimeSpan.FromSeconds(25));
        Assert.Equal(MultiplexerEnd.Silent, line.TerminalEnd);
    }

    /// <summary>Octets are lost, changed and put in: channels come up all the same, and what arrives on them is what was sent, but for whole frames.</summary>
    [Theory]
    [InlineData(Framing.Basic)]
    [InlineData(Framing.Advanced)]
    public void A_bad_line_loses_frames_and_nothing_else(Framing framing)
    {
        for (var seed = 1; seed <= BadLines; seed++)
        {
            var line = new TwoEnds(seed: seed, framing: framing) { Damage = 0.002 };
            line.Turn.Do(line.Terminal.Start);
            line.Turn.Wait(TimeSpan.FromSeconds(1));
            if (!line.Terminal.IsOpen) continue;
            var one = new Party();
            line.Turn.Do(() => one.Link = line.Terminal.Open(1, one));
            line.Turn.Wait(TimeSpan.FromSeconds(1));
            if (one.Link is not MultiplexerChannel { IsOpen: true } channel || !line.There.TryGetValue(1, out var there)) continue;
            for (var i = 0; i < 200; i++)
            {
                var text = $"<{i:D8}>";
                line.Turn.Do(() => channel.Send(Encoding.Latin1.GetBytes(text)));
            }
            line.Damage = 0;
            line.Turn.Wait(TimeSpan.FromSeconds(3));
            // The FCS does not cover what a UIH frame carries, messages of the control channel neither: one that became FC stops the channel until
            // the next one.
            line.Turn.Do(() => there.Link!.Paused = true);
            line.Turn.Do(() => there.Link!.Paused = false);
            line.Turn.Wait(TimeSpan.FromSeconds(3));
            line.Turn.Do(() => channel.Send("<last>"u8));
            line.Turn.Do(() => channel.Send(new byte[300]));
            var pieces = there.Text.TrimEnd('\0').Split('>', StringSplitOptions.RemoveEmptyEntries);
            // An end that became something else joins two pieces.
            Assert.All(pieces, p => Assert.InRange(p.Length, 1, 4 * 10));
            Assert.True(there.Text.EndsWith("<last>" + new string('\0', 300), StringComparison.Ordinal), $"seed {seed}");
            Assert.True(pieces.Length > 100, $"seed {seed}: {pieces.Length}");
        }
    }

    private static string Uih(int dlci, string text, bool command = false)
    {
        var to = new OctetBuffer();
        new Frame(dlci, command, FrameType.Uih, poll: false, Encoding.Latin1.GetBytes(text)).Write(to);
        return Convert.ToHexString(to.Written);
    }

    private static string Answer(TwoEnds line, string message)
    {
        var to = new OctetBuffer();
        new Frame(0, commandBit: true, FrameType.Uih, poll: false, Convert.FromHexString(message)).Write(to);
        line.Turn.Do(() => line.ToModule(Convert.ToHexString(to.Written)));
        return line.FromModule();
    }

    private static string Information(string frame) => frame[8..^4];

    /// <summary>Whoever has a channel.</summary>
    internal sealed class Party : ILinkReceiver
    {
        private static int _clock;
        private int _first;

        public ILink? Link { get; set; }
        public List<byte> Octets { get; } = [];
        public string Text => Encoding.Latin1.GetString([.. Octets]);
        public PortLines Lines { get; private set; }
        public LinkEnd? End { get; private set; }
        public int Breaks { get; private set; }
        public int Drains { get; private set; }
        private List<(int When, int Count)> Heard { get; } = [];

        public int HeardAfter(Party other) => other.Heard.Where(h => h.When < _first).Sum(h => h.Count);

        public void Received(ReadOnlySpan<byte> octets)
        {
            if (_first == 0) _first = ++_clock;
            Heard.Add((++_clock, octets.Length));
            Octets.AddRange(octets);
        }

        public void Drained() => Drains++;

        public void LinesChanged(PortLines lines) => Lines = lines;

        public void Break() => Breaks++;

        public void Ended(LinkEnd how) => End = how;
    }

    /// <summary>A terminal's multiplexer and a module's, and the line between them.</summary>
    internal sealed class TwoEnds : IMultiplexerOwner
    {
        private readonly MemoryLink _near;
        private readonly MemoryLink _far;
        private readonly Random _random;
        private readonly OctetBuffer _heard = new();

        public TwoEnds(int capacity = 64 * 1024, int seed = 1, TimeSpan? keepAlive = null, Framing framing = Framing.Basic)
        {
            _random = new(seed);
            (_near, _far) = MemoryLink.Pair(Turn.Post, seed == 0 ? null : MemoryLink.CutAtRandom(seed), capacity);
            Terminal = new(_near, MultiplexerRole.Initiator, this, Turn.Time, new() { KeepAlive = keepAlive, Framing = framing });
            Module = new(_far, MultiplexerRole.Responder, new ModuleOwner(this), Turn.Time, new() { Framing = framing });
            _near.Receiver = new Way(this, ofModule: false);
            _far.Receiver = new Way(this, ofModule: true);
        }

        public TestTurn Turn { get; } = new();
        public Multiplexer Terminal { get; }
        public Multiplexer Module { get; }

        /// <summary>The module's channels.</summary>
        public Dictionary<int, Party> There { get; } = [];

        public List<int> Refused { get; } = [];
        public MultiplexerEnd? ModuleEnd { get; private set; }
        public MultiplexerEnd? TerminalEnd { get; private set; }
        public int SleepAsked { get; private set; }

        /// <summary>The test itself is the terminal.</summary>
        public bool Raw { get; init; }

        /// <summary>The terminal reads nothing.</summary>
        public bool Deaf { init => _near.Paused = value; }

        /// <summary>How likely an octet is lost, changed, or has another put in front.</summary>
        public double Damage { get; set; }

        public bool LoseAll { get; set; }

        public int ModuleUnsent => _far.Unsent;

        public void Begin()
        {
            Turn.Do(Terminal.Start);
            Assert.True(Terminal.IsOpen);
        }

        public Party Open(int dlci)
        {
            var party = new Party();
            Turn.Do(() => party.Link = Terminal.Open(dlci, party));
            Assert.True(((MultiplexerChannel)party.Link!).IsOpen);
            return party;
        }

        public void ToModule(string hex) => _near.Send(Convert.FromHexString(hex));

        public string FromModule()
        {
            var said = Convert.ToHexString(_heard.Written);
            _heard.Clear();
            return said;
        }

        void IMultiplexerOwner.Refused(MultiplexerChannel channel) => Refused.Add(channel.Dlci);

        void IMultiplexerOwner.Ended(MultiplexerEnd how) => TerminalEnd = how;

        private byte[] Damaged(ReadOnlySpan<byte> octets)
        {
            if (LoseAll) return [];
            if (Damage == 0) return octets.ToArray();
            var bad = new List<byte>();
            foreach (var octet in octets)
            {
                if (_random.NextDouble() >= Damage) bad.Add(octet);
                else if (_random.Next(3) is var how and > 0) bad.AddRange(how == 1 ? [(byte)_random.Next(256)] : [(byte)_random.Next(256), octet]);
            }
            return [.. bad];
        }

        private sealed class Way(TwoEnds ends, bool ofModule) : ILinkReceiver
        {
            private ILinkReceiver To => ofModule ? ends.Module : ends.Terminal;

            public void Received(ReadOnlySpan<byte> octets)
            {
                if (!ofModule && ends.Raw) ends._heard.Add(octets);
                else To.Received(ends.Damaged(octets));
            }

            public void Drained()
            {
                if (ofModule || !ends.Raw) To.Drained();
            }

            public void Ended(LinkEnd how) => To.Ended(how);
        }

        private sealed class ModuleOwner(TwoEnds ends) : IMultiplexerOwner
        {
            public ILinkReceiver? Accept(MultiplexerChannel channel) => channel.Dlci > 3 ? null : ends.There[channel.Dlci] = new Party { Link = channel };

            public void SleepAsked() => ends.SleepAsked++;

            public void Ended(MultiplexerEnd how) => ends.ModuleEnd = how;
        }
    }
}
