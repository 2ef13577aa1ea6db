using System.Text;
using AtRun.Client;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Client;

/// <summary>Transparent access to a module's serial port, against a module that the test plays.</summary>
public sealed class TransparentSessionTests
{
    private readonly TestTurn _turn = new();
    private readonly Ear _module;
    private readonly Ear _local;
    private readonly MemoryLink _near;
    private readonly MemoryLink _far;
    private readonly AtSession _session;

    public TransparentSessionTests()
    {
        (_module, _local) = (new(_turn.Time), new(_turn.Time));
        (_near, _far) = MemoryLink.Pair(_turn.Post, null, 64 * 1024);
        _far.Receiver = _module;
        _session = new(_near, new() { Time = _turn.Time });
        _near.Receiver = _session;
    }

    [Fact]
    public void Port_and_rate_go_into_the_command_and_what_comes_behind_CONNECT_is_data()
    {
        var opening = Begin(() => TransparentSession.Open(_session, new TcpAtConSer { Port = 1, Rate = 9600 }, _local));
        Assert.Equal("AT#TCPATCONSER=1,9600\r", _module.All);
        Say("AT#TCPATCONSER=1,9600\r\r\nCONNECT\r\n\nOK\r\n\xFF\0");
        Assert.True(opening.IsCompletedSuccessfully);
        Assert.Equal("\nOK\r\n\xFF\0", _local.All);
        Assert.Equal(6 + 1, Of(opening).Received);
    }

    [Theory]
    [InlineData("\r\nERROR\r\n")]
    [InlineData("\r\nNO CARRIER\r\n")]
    public void A_refusal_is_told_and_the_session_is_as_before(string answer)
    {
        var opening = Begin(() => TransparentSession.Open(_session, new(), _local));
        Say(answer);
        Assert.Contains(answer.Trim(), Assert.Throws<CommandFailedException>(() => Of(opening)).Message, StringComparison.Ordinal);
        Assert.True(_session.IsOpen);
        Assert.Equal("", _local.All);
    }

    [Fact]
    public void Octets_pass_untouched()
    {
        var transparent = Open();
        var octets = new byte[40_000];
        new Random(5).NextBytes(octets);
        _turn.Do(() => transparent.Send(octets));
        Assert.Equal(Encoding.Latin1.GetString(octets), _module.All);
        _turn.Do(() => _far.Send(octets));
        Assert.Equal(_module.All, _local.All);
        Assert.Equal((40_000, 40_000), (transparent.Sent, transparent.Received));
    }

    [Theory]
    [InlineData("+++")]
    [InlineData("+|+|+")]
    [InlineData("++|+")]
    [InlineData("++|++")]
    [InlineData("+++|+++")]
    [InlineData("++++")]
    [InlineData("+++++++")]
    [InlineData("data+++")]
    [InlineData("data+++|+++")]
    [InlineData("+++|data")]
    [InlineData("+|+|+|+|+|+|+++|++++|d|+++")]
    public void What_looks_like_the_escape_sequence_arrives_and_is_none(string typed)
    {
        var transparent = Open();
        foreach (var pause in (int[])[0, 50, 190, 200, 210, 500])
        {
            _module.Forget();
            foreach (var piece in typed.Split('|'))
            {
                _turn.Do(() => transparent.Send(Encoding.Latin1.GetBytes(piece)));
                _turn.Wait(TimeSpan.FromMilliseconds(pause));
            }
            _turn.Wait(TimeSpan.FromSeconds(2));
            Assert.Equal(typed.Replace("|", "", StringComparison.Ordinal), _module.All);
            Assert.Equal(0, transparent.Unsent);
            Assert.DoesNotContain("+++", _module.Pieces());
            _turn.Do(() => transparent.Send("x"u8));
        }
    }

    /// <summary>Random pieces of pluses and others, at random times: never three of them alone.</summary>
    [Fact]
    public void Nothing_that_is_sent_can_be_the_escape_sequence()
    {
        var random = new Random(27);
        var transparent = Open();
        var sent = new StringBuilder();
        for (var i = 0; i < 2000; i++)
        {
            var piece = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(8) == 0 ? 'x' : '+'));
            sent.Append(piece);
            _turn.Do(() => transparent.Send(Encoding.Latin1.GetBytes(piece)));
            if (random.Next(3) > 0) _turn.Wait(TimeSpan.FromMilliseconds(random.Next(400)));
        }
        _turn.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal(sent.ToString(), _module.All);
        Assert.DoesNotContain("+++", _module.Pieces());
    }

    [Fact]
    public void Leaving_sends_the_sequence_alone_after_silence_and_waits_for_OK()
    {
        var transparent = Open();
        _turn.Do(() => transparent.Send("last"u8));
        var leaving = Begin(() => transparent.Leave(TimeSpan.FromSeconds(10)));
        _turn.Wait(TransparentSession.Silence - TimeSpan.FromMilliseconds(50));
        Assert.Equal("last", _module.Heard.Last().Text);
        _turn.Wait(TimeSpan.FromMilliseconds(50));
        Assert.Equal("+++", _module.Heard.Last().Text);
        Say("tail\r\nOK\r\n");
        Assert.False(leaving.IsCompleted);
        _turn.Wait(TransparentSession.Settled);
        Assert.True(Of(leaving));
        Assert.Equal("tail", _local.All);
        _turn.Do(transparent.Close);
        Assert.True(_module.IsEnded);
    }

    [Fact]
    public void Data_that_look_like_OK_are_data()
    {
        var transparent = Open();
        var leaving = Begin(() => transparent.Leave(TimeSpan.FromSeconds(10)));
        Say("\r\nOK\r\n");
        _turn.Wait(TransparentSession.Silence);
        Assert.Equal("\r\nOK\r\n", _local.All);
        foreach (var piece in (string[])["\r\nOK\r\n", "a", "\r", "\nO", "K\r", "\nb", "\r\nOK", "\r\n\r\nOK\r\n"])
        {
            Say(piece);
            _turn.Wait(TimeSpan.FromMilliseconds(100));
        }
        Assert.False(leaving.IsCompleted);
        _turn.Wait(TransparentSession.Settled);
        Assert.True(Of(leaving));
        Assert.Equal("\r\nOK\r\n\r\nOK\r\na\r\nOK\r\nb\r\nOK\r\n", _local.All);
    }

    [Fact]
    public void Behind_OK_an_unsolicited_line_may_follow()
    {
        var transparent = Open();
        var leaving = Begin(() => transparent.Leave(TimeSpan.FromSeconds(10)));
        _turn.Wait(TransparentSession.Silence);
        Say("data\r\nOK\r\n\r\n+CREG: 0\r\n");
        _turn.Wait(TransparentSession.Settled);
        Assert.True(Of(leaving));
        Assert.Equal("data", _local.All);
    }

    [Fact]
    public void An_answer_by_number_is_one()
    {
        _turn.Do(() => _ = _session.Execute("ATV0"));
        Say("0\r");
        var opening = Begin(() => TransparentSession.Open(_session, new(), _local));
        Say("1\r");
        var leaving = Begin(() => Of(opening).Leave(TimeSpan.FromSeconds(10)));
        _turn.Wait(TransparentSession.Silence);
        Say("x0\r");
        _turn.Wait(TransparentSession.Settled);
        Assert.True(Of(leaving));
        Assert.Equal("x", _local.All);
    }

    [Fact]
    public void Without_OK_the_sequence_is_sent_again_and_then_given_up()
    {
        var transparent = Open();
        var leaving = Begin(() => transparent.Leave(TimeSpan.FromSeconds(10)));
        _turn.Wait(TimeSpan.FromSeconds(7));
        Say("\r\nO");
        _turn.Wait(TimeSpan.FromSeconds(3));
        Assert.True(leaving.IsCompleted);
        Assert.False(Of(leaving));
        Assert.Equal(3, _module.Heard.Count(h => h.Text == "+++"));
        Assert.Equal("\r\nO", _local.All);
        _turn.Do(transparent.Close);
    }

    [Fact]
    public void A_peer_that_takes_nothing_is_left_in_time()
    {
        var transparent = Open();
        _turn.Do(() => _far.Paused = true);
        _turn.Do(() => transparent.Send(new byte[300_000]));
        Assert.True(transparent.Unsent > 0);
        var leaving = Begin(() => transparent.Leave(TimeSpan.FromSeconds(10)));
        _turn.Wait(TimeSpan.FromSeconds(10));
        Assert.True(leaving.IsCompleted);
        Assert.False(Of(leaving));
        _turn.Do(transparent.Close);
    }

    [Fact]
    public void The_end_of_the_module_is_heard_also_while_leaving()
    {
        var transparent = Open();
        var leaving = Begin(() => transparent.Leave(TimeSpan.FromSeconds(10)));
        _turn.Wait(TimeSpan.FromSeconds(2));
        _turn.Do(_far.Close);
        Assert.False(Of(leaving));
        Assert.True(_local.IsEnded);
        Assert.NotNull(transparent.EndedBecause);
    }

    [Fact]
    public void Who_is_paused_gets_nothing_and_loses_nothing()
    {
        var transparent = Open();
        _turn.Do(() => transparent.Paused = true);
        _turn.Do(() => _far.Send(new byte[200_000]));
        Assert.Equal(0, transparent.Received);
        Assert.True(_far.Unsent > 0);
        _turn.Do(() => transparent.Paused = false);
        Assert.Equal(200_000, transparent.Received);
        _turn.Do(() => _far.Paused = true);
        _turn.Do(() => transparent.Send(new byte[200_000]));
        Assert.Equal(0, _local.Drains);
        _turn.Do(() => _far.Paused = false);
        Assert.Equal((1, 0), (_local.Drains, transparent.Unsent));
    }

    private TransparentSession Open()
    {
        var opening = Begin(() => TransparentSession.Open(_session, new(), _local));
        Say("\r\nCONNECT\r\n");
        _module.Forget();
        return Of(opening);
    }

    private static T Of<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted, "it is not over yet");
        return task.GetAwaiter().GetResult();
    }

    private Task<T> Begin<T>(Func<Task<T>> work)
    {
        Task<T>? task = null;
        _turn.Do(() => task = work());
        return task!;
    }

    private void Say(string text) => _turn.Do(() => _far.Send(Encoding.Latin1.GetBytes(text)));

    private sealed class Ear(TimeProvider time) : ILinkReceiver
    {
        /// <summary>What comes within that may be read in one piece.</summary>
        private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(100);

        public List<(DateTimeOffset When, string Text)> Heard { get; } = [];
        public string All => string.Concat(Heard.Select(h => h.Text));
        public int Drains { get; private set; }
        public bool IsEnded { get; private set; }

        public void Forget() => Heard.Clear();

        public void Received(ReadOnlySpan<byte> octets) => Heard.Add((time.GetUtcNow(), Encoding.Latin1.GetString(octets)));

        public void Drained() => Drains++;

        public void Ended(LinkEnd how) => IsEnded = true;

        /// <summary>All pieces in which a reader that is now fast, now slow may see what came.</summary>
        public IEnumerable<string> Pieces()
        {
            for (var i = 0; i < Heard.Count; i++)
            {
                var piece = "";
                for (var j = i; j < Heard.Count && Heard[j].When - Heard[i].When <= Together; j++) yield return piece += Heard[j].Text;
            }
        }
    }
}
