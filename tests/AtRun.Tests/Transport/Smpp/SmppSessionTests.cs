using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using AtRun.Transport;
using AtRun.Transport.Smpp;
using Xunit;

namespace AtRun.Tests.Transport.Smpp;

/// <summary>Sessions back to back, and against peers that do what they should not, in simulated time.</summary>
public sealed class SmppSessionTests
{
    private static readonly SmppBind Bind = new() { Command = SmppCommand.BindTransceiver, SystemId = "atrun", Password = "atrun" };

    private readonly TestTurn _turn = new();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void BoundThereAreMessagesBothWaysAndAnUnbind(int piece)
    {
        var (esme, centre, user, boss) = Pair(cut: n => Math.Min(n, piece));
        Assert.Equal(SmppState.Open, esme.State);
        var bound = Ask(esme, Bind);
        Assert.True(bound.Status.IsOk);
        Assert.Equal((SmppState.Transceiver, SmppState.Transceiver), (esme.State, centre.State));
        Assert.Equal("1", Assert.IsType<SmppMessageAnswer>(Ask(esme, Submit)).MessageId);
        Assert.True(Ask(centre, Deliver).Status.IsOk);
        Assert.Equal(["bind_transceiver 1", "submit_sm 2"], boss.Asked);
        Assert.Equal(["deliver_sm 1"], user.Asked);
        var left = Task.CompletedTask;
        _turn.Do(() => left = esme.Unbind());
        Assert.True(left.IsCompletedSuccessfully);
        Assert.Equal((SmppState.Over, SmppState.Over), (esme.State, centre.State));
        Assert.Equal(["the peer ended the session."], boss.Ended);
        Assert.Empty(user.Ended);
    }

    [Theory]
    [InlineData(SmppCommand.BindTransmitter, SmppState.Transmitter, true, false)]
    [InlineData(SmppCommand.BindReceiver, SmppState.Receiver, false, true)]
    public void HalfASession(SmppCommand bind, SmppState state, bool submits, bool delivers)
    {
        var (esme, centre, _, _) = Pair();
        Assert.True(Ask(esme, Bind with { Command = bind }).Status.IsOk);
        Assert.Equal((state, state), (esme.State, centre.State));
        Assert.Equal(submits, Failure(() => Ask(esme, Submit)) is null);
        Assert.Equal(delivers, Failure(() => Ask(centre, Deliver)) is null);
    }

    [Fact]
    public void TheWindowHoldsBackAndFillsUp()
    {
        var (esme, _, _, boss) = Pair(options: new() { Window = 3 });
        Ask(esme, Bind);
        boss.Silent = true;
        var all = new List<Task<SmppPdu>>();
        _turn.Do(() =>
        {
            for (var i = 0; i < 5; i++) all.Add(esme.Request(Submit));
        });
        Assert.Equal(3, boss.Held.Count);
        Assert.Equal(5, esme.Outstanding);
        // Out of order.
        _turn.Do(() => boss.AnswerHeld(2));
        Assert.True(all[2].IsCompletedSuccessfully);
        Assert.Equal(3, boss.Held.Count);
        _turn.Do(() => boss.AnswerHeld(0));
        _turn.Do(() => boss.AnswerHeld(0));
        _turn.Do(() => boss.AnswerHeld(0));
        _turn.Do(() => boss.AnswerHeld(0));
        Assert.All(all, t => Assert.True(t.IsCompletedSuccessfully));
        Assert.Equal(0, esme.Outstanding);
    }

    [Fact]
    public void AnAnswerThatDoesNotComeFreesItsPlaceAndItsLatenessHarmsNobody()
    {
        var (esme, _, _, boss) = Pair(options: new() { Window = 1 });
        Ask(esme, Bind);
        boss.Silent = true;
        Task<SmppPdu> first = null!, second = null!;
        _turn.Do(() => (first, second) = (esme.Request(Submit), esme.Request(Submit)));
        _turn.Wait(TimeSpan.FromSeconds(31));
        Assert.Equal(SmppFailure.TimedOut, Failure(first));
        _turn.Do(() => boss.AnswerHeld(0));
        Assert.False(second.IsCompleted);
        _turn.Do(() => boss.AnswerHeld(0));
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public void CancelledBeforeItLeftAndAfter()
    {
        var (esme, _, _, boss) = Pair(options: new() { Window = 1 });
        Ask(esme, Bind);
        boss.Silent = true;
        using var one = new CancellationTokenSource();
        using var two = new CancellationTokenSource();
        Task<SmppPdu> first = null!, second = null!;
        _turn.Do(() => (first, second) = (esme.Request(Submit, one.Token), esme.Request(Submit, two.Token)));
        _turn.Do(two.Cancel);
        _turn.Do(one.Cancel);
        Assert.True(second.IsCanceled);
        Assert.Equal(SmppFailure.Cancelled, Failure(first));
        Assert.Equal(1, esme.Outstanding);
        _turn.Do(() => boss.AnswerHeld(0));
        Assert.Equal(0, esme.Outstanding);
    }

    [Fact]
    public void SignsOfLifeKeepASessionForDays()
    {
        var (esme, centre, user, boss) = Pair();
        Ask(esme, Bind);
        _turn.Wait(TimeSpan.FromMinutes(10));
        Assert.Equal((SmppState.Transceiver, SmppState.Transceiver), (esme.State, centre.State));
        Assert.Empty(user.Ended.Concat(boss.Ended));
    }

    [Fact]
    public void APeerWithoutASignOfLifeIsGivenUp()
    {
        var (esme, raw, user) = Raw(SmppRole.Esme);
        BindRaw(esme, raw);
        var request = Begin(esme, Submit);
        _turn.Wait(TimeSpan.FromSeconds(29));
        Assert.Equal(["bind_transceiver 1", "submit_sm 2"], raw.Names);
        _turn.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal(["enquire_link 3"], raw.Names[2..]);
        Assert.Equal(SmppFailure.TimedOut, Failure(request));
        _turn.Wait(TimeSpan.FromSeconds(10));
        Assert.Equal(SmppState.Over, esme.State);
        Assert.Contains("no sign of life", Assert.Single(user.Ended), StringComparison.Ordinal);
        Assert.True(raw.IsEnded);
        Assert.Equal(SmppFailure.NotSent, Failure(Begin(esme, Submit)));
    }

    [Fact]
    public void WhoDoesNotBindIsClosed()
    {
        var (centre, raw, user) = Raw(SmppRole.Centre);
        _turn.Wait(TimeSpan.FromSeconds(29));
        Assert.False(raw.IsEnded);
        _turn.Wait(TimeSpan.FromSeconds(2));
        Assert.True(raw.IsEnded);
        Assert.Equal(SmppState.Over, centre.State);
        Assert.Equal(["there was no bind in time."], user.Ended);
    }

    [Fact]
    public void WhatTheStateDoesNotAllowIsRefused()
    {
        var (_, raw, user) = Raw(SmppRole.Centre);
        Send(raw, Submit, 5);
        Send(raw, SmppPlain.Unbind, 6);
        Send(raw, Deliver, 7);
        Send(raw, SmppPlain.EnquireLink, 8);
        Send(raw, Bind with { Command = SmppCommand.BindTransmitter }, 9);
        Send(raw, Bind, 10);
        Send(raw, Deliver, 11);
        Send(raw, Submit, 12);
        Assert.Equal(
        [
            "submit_sm_resp 5 ESME_RINVBNDSTS", "unbind_resp 6 ESME_RINVBNDSTS", "deliver_sm_resp 7 ESME_RINVBNDSTS", "enquire_link_resp 8 ESME_ROK", "bind_transmitter_resp 9 ESME_ROK",
            "bind_transceiver_resp 10 ESME_RALYBND", "deliver_sm_resp 11 ESME_RINVBNDSTS", "submit_sm_resp 12 ESME_ROK",
        ], raw.Names);
        Assert.Equal(["bind_transmitter 9", "submit_sm 12"], user.Asked);
    }

    [Fact]
    public void NonsenseIsAnsweredAndEndsTheSessionOnlyWhereNothingElseIsPossible()
    {
        var (centre, raw, user) = Raw(SmppRole.Centre);
        Send(raw, Bind, 1);
        // submit_multi; an unknown response; a body too short; responses that nobody asked for; a notice without a response in a bad state.
        SendOctets(raw, "00000010 00000021 00000000 00000002");
        SendOctets(raw, "00000010 800000AA 00000000 00000003");
        SendOctets(raw, "00000014 00000004 00000000 00000004 41424344");
        Send(raw, SmppMessageAnswer.To(Deliver), 1);
        Send(raw, SmppPlain.Response(SmppPlain.EnquireLink, SmppStatus.Ok), 99);
        Send(raw, new SmppPlain { Command = SmppCommand.GenericNack, Status = SmppStatus.InvalidCommand }, 77);
        Send(raw, new SmppAlert { Command = SmppCommand.AlertNotification }, 8);
        Send(raw, Submit, 9);
        Assert.Equal(
            ["bind_transceiver_resp 1 ESME_ROK", "generic_nack 2 ESME_RINVCMDID", "submit_sm_resp 4 ESME_RINVCMDLEN", "generic_nack 8 ESME_RINVBNDSTS", "submit_sm_resp 9 ESME_ROK"], raw.Names);
        Assert.Equal(SmppState.Transceiver, centre.State);
        SendOctets(raw, "00000005 00000015 00000000 0000000B");
        Assert.Equal("generic_nack 0 ESME_RINVCMDLEN", raw.Names[^1]);
        Assert.True(raw.IsEnded);
        Assert.Contains("command_length", Assert.Single(user.Ended), StringComparison.Ordinal);
    }

    [Fact]
    public void ARequestIsAnsweredByItsResponseOrANackAndByNothingElse()
    {
        var (esme, raw, _) = Raw(SmppRole.Esme);
        BindRaw(esme, raw);
        var (one, two, three) = (Begin(esme, Submit), Begin(esme, Submit), Begin(esme, Submit));
        Send(raw, SmppPlain.Response(SmppPlain.EnquireLink, SmppStatus.Ok), 2);
        Assert.False(one.IsCompleted);
        Send(raw, new SmppPlain { Command = SmppCommand.GenericNack, Status = SmppStatus.InvalidCommand }, 2);
        Assert.Equal(SmppStatus.InvalidCommand, Result(one).Status);
        SendOctets(raw, "00000012 80000004 00000000 00000003 4142");
        Assert.Equal(SmppFailure.Garbled, Failure(two));
        _turn.Do(raw.Link.Close);
        Assert.Equal(SmppFailure.Lost, Failure(three));
    }

    [Fact]
    public void APeerThatTakesNoAnswersIsNotReadFrom()
    {
        var (_, raw, _) = Raw(SmppRole.Centre);
        Send(raw, Bind, 1);
        raw.Link.Paused = true;
        var enquiries = Enumerable.Repeat(SmppCodecTests.Write(SmppPlain.EnquireLink, 2), 1000).SelectMany(o => o).ToArray();
        for (var i = 0; i < 100; i++) _turn.Do(() => raw.Link.Send(enquiries));
        // One and a half megabytes of questions: more than the limit are left in the way.
        Assert.InRange(raw.Link.Unsent, 1_000_000, 1_600_000);
        var before = raw.Names.Count;
        _turn.Do(() => raw.Link.Paused = false);
        Assert.Equal(100_000, raw.Names.Count - before);
    }

    [Fact]
    public void WhatHadNotLeftWhenItEndedIsKnownNotToHave()
    {
        var (esme, raw, _) = Raw(SmppRole.Esme, capacity: 20);
        BindRaw(esme, raw);
        raw.Link.Paused = true;
        var (one, two) = (Begin(esme, Submit), Begin(esme, Submit));
        _turn.Do(esme.Close);
        // Twenty octets of the first are under way.
        Assert.Equal((SmppFailure.Lost, SmppFailure.NotSent), (Failure(one), Failure(two)));
    }

    [Fact]
    public void AnUnbindWithoutAnAnswerEndsToo()
    {
        var (esme, raw, user) = Raw(SmppRole.Esme);
        BindRaw(esme, raw);
        var request = Begin(esme, Submit);
        Task left = null!;
        _turn.Do(() => left = esme.Unbind());
        Assert.Equal(SmppFailure.NotSent, Failure(Begin(esme, Submit)));
        _turn.Wait(TimeSpan.FromSeconds(9));
        Assert.False(left.IsCompleted);
        _turn.Wait(TimeSpan.FromSeconds(2));
        Assert.True(left.IsCompletedSuccessfully && raw.IsEnded);
        Assert.Equal(SmppFailure.Lost, Failure(request));
        Assert.Empty(user.Ended);
    }

    private static SmppMessage Submit => new() { Command = SmppCommand.SubmitSm, Destination = new(1, 1, "393468686711"), ShortMessage = "hello"u8.ToArray() };

    private static SmppMessage Deliver => Submit with { Command = SmppCommand.DeliverSm };

    private (SmppSession Esme, SmppSession Centre, User User, User Boss) Pair(Func<int, int>? cut = null, SmppSessionOptions? options = null)
    {
        var (here, there) = MemoryLink.Pair(_turn.Post, cut);
        var (user, boss) = (new User(), new User());
        options = (options ?? new()) with { Time = _turn.Time };
        var (esme, centre) = (new SmppSession(here, SmppRole.Esme, user, options), new SmppSession(there, SmppRole.Centre, boss, options));
        (here.Receiver, there.Receiver) = (esme, centre);
        return (esme, centre, user, boss);
    }

    private (SmppSession Session, RawPeer Peer, User User) Raw(SmppRole role, int capacity = 64 * 1024)
    {
        var (here, there) = MemoryLink.Pair(_turn.Post, capacity: capacity);
        var (user, peer) = (new User(), new RawPeer(there));
        var session = new SmppSession(here, role, user, new() { Time = _turn.Time });
        (here.Receiver, there.Receiver) = (session, peer);
        return (session, peer, user);
    }

    private void BindRaw(SmppSession esme, RawPeer raw)
    {
        var bound = Begin(esme, Bind);
        Send(raw, new SmppBindAnswer { Command = SmppCommand.BindTransceiverResp }, 1);
        Assert.True(Result(bound).Status.IsOk);
    }

    private Task<SmppPdu> Begin(SmppSession session, SmppPdu request)
    {
        Task<SmppPdu> task = null!;
        _turn.Do(() => task = session.Request(request));
        return task;
    }

    private SmppPdu Ask(SmppSession session, SmppPdu request) => Result(Begin(session, request));

    private static SmppPdu Result(Task<SmppPdu> task)
    {
        Assert.True(task.IsCompleted, "no answer");
        return task.GetAwaiter().GetResult();
    }

    private void Send(RawPeer raw, SmppPdu pdu, uint sequence) => _turn.Do(() => raw.Link.Send(SmppCodecTests.Write(pdu, sequence)));

    private void SendOctets(RawPeer raw, string hex) => _turn.Do(() => raw.Link.Send(SmppCodecTests.Octets(hex)));

    private static SmppFailure? Failure(Task<SmppPdu> task)
    {
        Assert.True(task.IsCompleted, "it still waits");
        return Failure(() => task.GetAwaiter().GetResult());
    }

    private static SmppFailure? Failure(Action what)
    {
        try
        {
            what();
            return null;
        }
        catch (SmppException e)
        {
            return e.Failure;
        }
    }

    /// <summary>Accepts everything, unless it keeps silent.</summary>
    private sealed class User : ISmppUser
    {
        private int _id;

        public List<string> Asked { get; } = [];
        public List<string> Ended { get; } = [];
        public bool Silent { get; set; }
        public List<(SmppSession Session, SmppPdu Request)> Held { get; } = [];

        public void AnswerHeld(int index)
        {
            var (session, request) = Held[index];
            Held.RemoveAt(index);
            Answer(session, request);
        }

        void ISmppUser.Asked(SmppSession session, SmppPdu request)
        {
            Asked.Add(request.ToString());
            if (Silent) Held.Add((session, request));
            else Answer(session, request);
        }

        void ISmppUser.Ended(SmppSession session, string why) => Ended.Add(why);

        private void Answer(SmppSession session, SmppPdu request) => session.Answer(request, request switch
        {
            SmppBind => new SmppBindAnswer { Command = request.Command.Response() },
            SmppMessage => SmppMessageAnswer.To(request, (++_id).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            _ => SmppPlain.Response(request, SmppStatus.Ok),
        });
    }

    /// <summary>A peer of octets.</summary>
    private sealed class RawPeer(MemoryLink link) : ILinkReceiver
    {
        private readonly List<byte> _heard = [];

        public MemoryLink Link { get; } = link;
        public bool IsEnded { get; private set; }

        /// <summary>What came.</summary>
        public List<string> Names { get; } = [];

        public void Received(ReadOnlySpan<byte> octets)
        {
            _heard.AddRange(octets);
            var left = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_heard);
            var taken = 0;
            while (SmppCodec.Read(left[taken..], out var consumed).Pdu is { } pdu)
            {
                Names.Add(pdu.ToString());
                taken += consumed;
            }
            _heard.RemoveRange(0, taken);
        }

        public void Drained() { }

        public void Ended(LinkEnd how) => IsEnded = true;
    }
}
