using AtRun.Transport;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Client.Listening;

/// <summary>Whoever dials: who is a module, and which (TCP-12).</summary>
public sealed class FirstContactTests
{
    private const string Imei = ListeningHost.Imei;
    private const string Answer = $"\r\n{Imei}\r\n\r\n{Imei}\r\n\r\nOK\r\n";

    private const string Frequent = "\r\n0123456789OK+:\" AT;";

    private readonly ListeningHost _host = new();

    [Theory]
    [InlineData("")]
    [InlineData("AT+CGSN;+CGSN\r")]
    [InlineData("\r\n#TCPATRUN: 212.141.125.127\r\n")]
    [InlineData("\0\xFFþ\r\n^SYSSTART\r\n\r\nRING\r\n\r\n+CREG: 1\r\n")]
    // The end of an answer that was asked for long ago, and a whole one; another number of 15 digits.
    [InlineData("44,\"vodafone IT\"\r\n\r\nOK\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n")]
    [InlineData("\r\n222101234567890\r\n\r\nOK\r\n")]
    [InlineData("\r\n356938035643801\r\n\r\nOK\r\n")]
    [InlineData("\r\n222101234567890\r\n")]
    [InlineData("0\r\r\n\r\n0\r\n")]
    [InlineData("\xFF\xFB\x01\xFF\xFD\x03")]
    [InlineData("\r\nNO CARRIER\r\n\r\n+CMT: \"+39340\",,\"x\"\r\nhello\r\n")]
    public void Its_answer_is_found_in_whatever_else_it_says(string noise)
    {
        for (var cut = 0; cut < 3; cut++)
        {
            var host = new ListeningHost();
            var peer = host.Dial(cut: cut == 0 ? null : cut == 1 ? _ => 1 : MemoryLink.CutAtRandom(7));
            peer.Say(noise);
            host.Wait(1);
            Assert.Equal("AT+CGSN;+CGSN\r", peer.Heard());
            peer.Say(noise);
            Assert.Empty(host.Told);
            peer.Say(Answer);
            Assert.Equal([$"identified: {Imei}"], host.Told);
            // What follows at once is no part of it.
            peer.Say("\r\n+CREG: 5\r\n");
            Assert.Equal("unsolicited: +CREG: 5", host.Told[^1]);
            var response = host.Execute("AT+CSQ");
            peer.Say("\r\n+CSQ: 20,0\r\n\r\nOK\r\n");
            Assert.Equal(["+CSQ: 20,0"], ListeningHost.Of(response).Lines);
        }
    }

    [Fact]
    public void It_is_spoken_to_when_it_has_said_its_say()
    {
        var peer = _host.Dial();
        for (var i = 0; i < 5; i++)
        {
            _host.Wait(0.15);
            peer.Say("#boot\r\n");
        }
        Assert.Equal("", peer.Heard());
        _host.Wait(0.4);
        Assert.Equal("AT+CGSN;+CGSN\r", peer.Heard());
    }

    [Fact]
    public void Without_an_answer_the_escape_sequence_goes_alone_with_silence_around_it()
    {
        var peer = _host.Dial();
        _host.Wait(60);
        Assert.Equal("AT+CGSN;+CGSN\r", peer.Pieces[0]);
        Assert.Equal("+++", peer.Pieces[1]);
        Assert.Equal("\rAT+CGSN;+CGSN;+CGSN\r", peer.Pieces[2]);
        Assert.DoesNotContain("+++", peer.Pieces.Skip(2));
    }

    [Fact]
    public void A_module_in_data_state_is_brought_back()
    {
        var online = true;
        Dialler peer = null!;
        peer = _host.Dial(line =>
        {
            if (online && peer.Pieces.Contains("+++")) online = false;
            return online ? null : ListeningHost.AnswerOf(line, Imei, true, null);
        });
        _host.Wait(20);
        Assert.Equal([$"identified: {Imei}"], _host.Told);
    }

    [Fact]
    public void An_answer_to_an_earlier_question_is_not_taken_for_that_to_the_last_one()
    {
        var peer = _host.Dial();
        _host.Wait(8);
        Assert.Equal("AT+CGSN;+CGSN\r+++\rAT+CGSN;+CGSN;+CGSN\r", peer.Heard());
        peer.Say(Answer);
        Assert.Empty(_host.Told);
        // It had been queued (TCP-30) and comes now.
        _host.Wait(1);
        peer.Say($"\r\n{Imei}\r\n{Answer}");
        Assert.Equal([$"identified: {Imei}"], _host.Told);
        Assert.Equal("", peer.Heard());
    }

    [Fact]
    public void A_module_that_ignores_lines_while_it_is_busy_is_asked_again()
    {
        // #ATRUNDELAY=0,30, no #TCPATCMDSEQ: each answer comes after 30 s, and what is asked meanwhile is lost.
        string? pending = null;
        var peer = _host.Dial(line =>
        {
            pending ??= line.TrimStart('+');
            return null;
        });
        for (var passed = 0; passed < 95 && _host.Told.Count == 0; passed++)
        {
            _host.Wait(1);
            if (passed % 30 != 29 || pending is not { } line) continue;
            pending = null;
            peer.Say(ListeningHost.AnswerOf(line, Imei, true, null)!);
        }
        Assert.Equal([$"identified: {Imei}"], _host.Told);
    }

    [Theory]
    [InlineData("0\r", true)]
    [InlineData("\r\nOK\r\n", false)]
    public void Results_may_be_numbers(string result, bool numeric)
    {
        var peer = _host.Dial(line => line.Contains("GSN", StringComparison.Ordinal) ? $"{Imei}\r\n{Imei}\r\n{result}" : null);
        _host.Wait(1);
        Assert.Equal([$"identified: {Imei}"], _host.Told);
        var response = _host.Execute("AT+CREG?");
        peer.Say(numeric ? "+CREG: 0,1\r\n0\r" : "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
        Assert.Equal(["+CREG: 0,1"], ListeningHost.Of(response).Lines);
        Assert.True(ListeningHost.Of(response).IsSuccess);
    }

    [Theory]
    [InlineData("AT+GSN;", "\r\n{0}\r\n")]
    [InlineData("AT+CGSN", "\r\n+CGSN: \"{0}\"\r\n")]
    [InlineData("AT+GSN", "\r\n{0}78\r\n\r\n{0}\r\n")]
    public void A_module_that_does_not_take_one_question_is_asked_another(string taken, string line)
    {
        var several = taken.EndsWith(';');
        _host.Dial(asked => asked.StartsWith(taken, StringComparison.Ordinal) && asked.Contains(';', StringComparison.Ordinal) == several
            ? string.Concat(Enumerable.Repeat(string.Format(null, line, Imei), asked.Split(';').Length)) + "\r\nOK\r\n"
            : "\r\n+CME ERROR: 4\r\n");
        _host.Wait(1);
        Assert.Equal([$"identified: {Imei}"], _host.Told);
    }

    [Fact]
    public void Who_answers_everything_with_an_error_is_left()
    {
        var peer = _host.Dial(_ => "\r\nERROR\r\n");
        _host.Wait(1);
        Assert.True(peer.IsEnded);
        Assert.Equal(["turned away: it answers each question for its IMEI with an error."], _host.Told);
        Assert.Equal(0, _host.Listener.Connections);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP")]
    [InlineData("OPTIONS rtsp://x RTSP/1.0\r\n", "HTTP")]
    [InlineData("\x16\x03\x01\x02\0\x01", "TLS")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "SSH")]
    [InlineData("EHLO x\r\n", "SMTP")]
    [InlineData("\x03\0\0\x13\x0E\xE0", "a remote desktop")]
    public void Strangers_are_told_by_their_first_words_and_not_spoken_to(string words, string what)
    {
        foreach (var cut in (Func<int, int>?[])[null, _ => 1])
        {
            var host = new ListeningHost();
            var peer = host.Dial(cut: cut);
            peer.Say(words);
            Assert.True(peer.IsEnded);
            Assert.Equal("", peer.Heard());
            Assert.Equal([$"turned away: it speaks {what}."], host.Told);
        }
    }

    [Fact]
    public void Who_never_speaks_is_left_in_time()
    {
        var peer = _host.Dial();
        _host.Wait(99);
        Assert.False(peer.IsEnded);
        _host.Wait(1.5);
        Assert.True(peer.IsEnded);
        Assert.Equal(["turned away: it never said a word."], _host.Told);
        Assert.Equal((0, 0), (_host.Listener.Connections, _host.Listener.Unidentified));
    }

    [Fact]
    public void Who_speaks_and_tells_nothing_is_left_in_time_or_when_it_was_too_much()
    {
        var peer = _host.Dial(_ => "\r\nOK\r\n");
        _host.Wait(101);
        Assert.Equal(["turned away: it did not tell its IMEI."], _host.Told);
        Assert.True(peer.IsEnded);
        peer = _host.Dial();
        peer.Say(new string('x', 20_000));
        Assert.True(peer.IsEnded);
        Assert.Equal("turned away: more than 16384 octets came and no IMEI.", _host.Told[^1]);
    }

    [Fact]
    public void No_octets_break_it_and_a_module_is_found_behind_them()
    {
        // Anything but what begins as another protocol does.
        var noise = Gen.OneOf(Gen.Byte, Gen.Int[0, Frequent.Length - 1].Select(i => (byte)Frequent[i])).Array[0, 300];
        Gen.Select(noise, noise, Gen.Int[0, 1000]).Sample((before, between, seed) =>
        {
            var host = new ListeningHost();
            var peer = host.Dial(cut: MemoryLink.CutAtRandom(seed));
            peer.Say([(byte)'\r', .. before]);
            host.Wait(15);
            peer.Say(between);
            host.Wait(1);
            // A line that has begun is ended; what is answered is the last question.
            var count = 0;
            for (var i = 0; i < 20 && host.Told.Count == 0; i++)
            {
                if (peer.Heard().Split('\r').LastOrDefault(line => line.Contains("GSN", StringComparison.Ordinal)) is { } asked) count = asked.Split(';').Length;
                peer.Say("\r\n\r\n" + string.Concat(Enumerable.Repeat($"{Imei}\r\n", count)) + "\r\nOK\r\n");
                host.Wait(4);
            }
            Assert.Contains(host.Told, told => told == $"identified: {Imei}");
        }, iter: 300);
    }
}
