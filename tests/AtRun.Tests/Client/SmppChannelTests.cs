using System.Text;
using AtRun.Client;
using AtRun.Client.Messages;
using AtRun.Protocol.Links;
using AtRun.Protocol.Sms;
using AtRun.Tests.Support;
using AtRun.Transport;
using AtRun.Transport.Smpp;
using Xunit;

namespace AtRun.Tests.Client;

/// <summary>The operator's channel against a centre that does what the test says, in simulated time.</summary>
public sealed class SmppChannelTests
{
    private readonly TestTurn _turn = new();
    private readonly Centre _centre = new();
    private readonly List<SmsDeliver> _received = [];
    private readonly List<SmsStatusReport> _reported = [];
    private readonly List<string> _ended = [];
    private bool _reachable = true;
    private int _dialled;

    [Fact]
    public void AMessageGoesAsItIs()
    {
        var channel = Open();
        UserData.TryMake([0xD0, 0xD0, 0xD0, 0], [5, 0, 3, 1, 2, 1], out var data);
        Completed(Send(channel, Message with { Coding = DataCoding.EightBitClass1, UserData = data, Validity = ValidityPeriod.Relative(167), ReplyPath = true, ProtocolId = 0x41 }));
        var submit = Assert.Single(_centre.Submitted);
        Assert.Equal((0xC0, 0x41, 0xF5, 0, "050003010201D0D0D000"), (submit.EsmClass, submit.ProtocolId, submit.DataCoding, submit.RegisteredDelivery, Convert.ToHexString(submit.ShortMessage.Span)));
        Assert.Equal((new SmppAddress(1, 1, "393201110001"), new SmppAddress(1, 1, "393468686711"), "000001000000000R"), (submit.Source, submit.Destination, submit.Validity));
        Assert.Equal(SmppCommand.BindTransceiver, _centre.Bind!.Command);
        Assert.Equal(("atrun", "secret"), (_centre.Bind.SystemId, _centre.Bind.Password));
    }

    [Fact]
    public void WhatArrivesIsHandedOver()
    {
        Open();
        var header = new byte[] { 5, 0, 3, 9, 2, 2 };
        Deliver(new() { Command = SmppCommand.DeliverSm, Source = new(1, 1, "393468686711"), EsmClass = 0x40, DataCoding = 4, ShortMessage = new byte[] { 5, 0, 3, 9, 2, 2, 0xD1, 0xD1 } });
        Deliver(new() { Command = SmppCommand.DataSm, Source = new(5, 0, "AtRun"), DataCoding = 8, Tlvs = [new(TlvTag.MessagePayload, Encoding.BigEndianUnicode.GetBytes("žluť"))] });
        Assert.Equal(["+393468686711", "AtRun"], _received.Select(r => r.Originator.ToString()));
        Assert.Equal((DataCoding.EightBit, "D1D1", Convert.ToHexString(header)), (_received[0].Coding, Convert.ToHexString(_received[0].UserData.Body), Convert.ToHexString(_received[0].UserData.Header.Span)));
        Assert.Equal("žluť", _received[1].UserData.Text);
        Assert.All(_centre.Answers, a => Assert.True(a.Status.IsOk));
        Deliver(new() { Command = SmppCommand.DeliverSm, DataCoding = 6, ShortMessage = "?"u8.ToArray() });
        Assert.Equal(SmppStatus.SubmitFailed, _centre.Answers[^1].Status);
        Assert.Equal(2, _received.Count);
    }

    [Fact]
    public void ReceiptsBecomeReportsOfTheirMessages()
    {
        var channel = Open();
        Completed(Send(channel, Message with { StatusReportRequest = true, Reference = 41 }));
        Completed(Send(channel, Message with { StatusReportRequest = true, Reference = 42 }));
        Assert.Equal(SmppMessage.ReceiptAlways, _centre.Submitted[0].RegisteredDelivery);
        Receipt("2", MessageState.Expired);
        Receipt("1", MessageState.Delivered);
        Receipt("none of ours", MessageState.Delivered);
        Assert.Equal([(42, 0x46), (41, 0x00)], _reported.Select(r => ((int)r.Reference, (int)r.Status)));
        Assert.All(_reported, r => Assert.Equal("+393468686711", r.Recipient.ToString()));
        // Faster than the answer to its message.
        _centre.OnSubmit = message =>
        {
            Receipt("3", MessageState.Undeliverable, nested: true);
            return null;
        };
        Completed(Send(channel, Message with { StatusReportRequest = true, Reference = 43 }));
        Assert.Equal((43, 0x43), ((int)_reported[2].Reference, (int)_reported[2].Status));
    }

    [Theory]
    [InlineData(0x58u)]
    [InlineData(0x14u)]
    public void AFullCentreIsWaitedForByAll(uint status)
    {
        var channel = Open(window: 2);
        var refused = 0;
        _centre.OnSubmit = _ => refused++ < 5 ? new SmppStatus(status) : null;
        Task[] all = [];
        _turn.Do(() => all = [.. Enumerable.Range(0, 20).Select(_ => channel.Send(Message, CancellationToken.None))]);
        Assert.Equal(2, refused);
        Assert.All(all, t => Assert.False(t.IsCompleted));
        _turn.Wait(TimeSpan.FromSeconds(0.1));
        Assert.Equal(2, refused);
        _turn.Wait(TimeSpan.FromSeconds(10));
        Assert.All(all, Completed);
        Assert.Equal(25, _centre.Submitted.Count);
    }

    [Fact]
    public void ACentreThatStaysFullIsGivenUp()
    {
        var channel = Open();
        _centre.OnSubmit = _ => SmppStatus.QueueFull;
        var sent = Send(channel, Message);
        _turn.Wait(SmppChannel.FullPatience + TimeSpan.FromSeconds(5));
        Assert.Contains("ESME_RMSGQFUL", Fault<NotRunException>(sent).Message, StringComparison.Ordinal);
        _centre.OnSubmit = _ => SmppStatus.InvalidDestination;
        Assert.Contains("ESME_RINVDSTADR", Fault<NotRunException>(Send(channel, Message)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASlowCentreGetsAllInTheEnd()
    {
        var channel = Open();
        var takenAt = _turn.Time.GetUtcNow();
        _centre.OnSubmit = _ =>
        {
            if (_turn.Time.GetUtcNow() - takenAt < TimeSpan.FromMinutes(1)) return SmppStatus.Throttled;
            takenAt = _turn.Time.GetUtcNow();
            return null;
        };
        Task[] all = [];
        _turn.Do(() => all = [.. Enumerable.Range(0, 5).Select(_ => channel.Send(Message, CancellationToken.None))]);
        _turn.Wait(TimeSpan.FromMinutes(6));
        Assert.All(all, Completed);
    }

    [Fact]
    public void ALostSessionIsBoundAgainAndWhatHadNotLeftGoesThen()
    {
        var channel = Open(window: 1);
        _centre.OnSubmit = _ => Centre.NoAnswer;
        var (under, waiting) = (Send(channel, Message), Send(channel, Message));
        _reachable = false;
        _turn.Do(_centre.Session!.Close);
        Assert.Equal(UnknownBecause.Disconnected, Fault<EffectUnknownException>(under).Because);
        Assert.False(channel.IsBound);
        _turn.Wait(TimeSpan.FromMinutes(1));
        // After 1, 3, 8, 18, 48 s.
        Assert.Equal(6, _dialled);
        Assert.False(waiting.IsCompleted);
        (_reachable, _centre.OnSubmit) = (true, null);
        _turn.Wait(TimeSpan.FromMinutes(1));
        Completed(waiting);
        Assert.True(channel.IsBound);
        Assert.Equal(7, _dialled);
        Assert.Empty(_ended);
    }

    [Fact]
    public void ABindThatIsRefusedIsTheEnd()
    {
        _centre.Refuse = SmppStatus.InvalidPassword;
        Assert.Contains("ESME_RINVPASWD", Fault<NotAdmittedException>(Opening(1)).Message, StringComparison.Ordinal);
        _centre.Refuse = default;
        var channel = Open();
        _centre.Refuse = SmppStatus.BindFailed;
        _turn.Do(_centre.Session!.Close);
        var waiting = Send(channel, Message);
        _turn.Wait(TimeSpan.FromSeconds(2));
        Assert.Contains("ESME_RBINDFAIL", Assert.Single(_ended), StringComparison.Ordinal);
        Fault<NotRunException>(waiting);
        Fault<NotRunException>(Send(channel, Message));
        Assert.DoesNotContain("secret", _ended[0], StringComparison.Ordinal);
    }

    [Fact]
    public void ACentreThatDoesNotAnswerTheBindIsUnreachable()
    {
        _centre.Mute = true;
        var opening = Opening(1);
        _turn.Wait(new ConnectOptions().LoginTimeout + TimeSpan.FromSeconds(1));
        Fault<UnreachableException>(opening);
        _reachable = false;
        Fault<UnreachableException>(Opening(1));
    }

    [Fact]
    public void NoAnswerToAMessageIsAnUnknownEffect()
    {
        var channel = Open(window: 1);
        _centre.OnSubmit = _ => Centre.NoAnswer;
        using var stop = new CancellationTokenSource();
        Task sent = null!, waiting = null!;
        _turn.Do(() => (sent, waiting) = (channel.Send(Message, stop.Token), channel.Send(Message, stop.Token)));
        _turn.Do(stop.Cancel);
        Assert.Equal(UnknownBecause.Cancelled, Fault<EffectUnknownException>(sent).Because);
        Assert.True(waiting.IsCanceled);
        var late = Send(channel, Message);
        _turn.Wait(TimeSpan.FromMinutes(3));
        Assert.Equal(UnknownBecause.TimedOut, Fault<EffectUnknownException>(late).Because);
    }

    [Fact]
    public void ClosedItTakesLeaveAndEverybodyIsTold()
    {
        var channel = Open(window: 1);
        _centre.OnSubmit = _ => Centre.NoAnswer;
        var (under, waiting, more) = (Send(channel, Message), Send(channel, Message), Send(channel, Message));
        _turn.Do(channel.Close);
        Fault<EffectUnknownException>(under);
        Fault<NotRunException>(waiting);
        Fault<NotRunException>(more);
        Assert.Equal(["the peer ended the session."], _centre.Ended);
        _turn.Wait(TimeSpan.FromMinutes(5));
        Assert.Equal(1, _dialled);
        Assert.Empty(_ended);
    }

    private static SmsSubmit Message
    {
        get
        {
            UserData.TryMake("hello", SmsAlphabet.Gsm7, [], out var data);
            return new() { Destination = new("393468686711", TypeOfNumber.International), UserData = data };
        }
    }

    private SmppChannel Open(int window = 10)
    {
        var opening = Opening(window);
        Completed(opening);
        return ((Task<SmppChannel>)opening).GetAwaiter().GetResult();
    }

    private Task Opening(int window)
    {
        var account = new SmppAccount { Host = "centre", SystemId = "atrun", Password = "secret", From = new("393201110001", TypeOfNumber.International), Window = window };
        Task<SmppChannel> opening = null!;
        _turn.Do(() => opening = Opened());
        return opening;

        async Task<SmppChannel> Opened()
        {
            var channel = await SmppChannel.Open(account, Connect, new(), _turn.Time, CancellationToken.None);
            channel.Received += _received.Add;
            channel.Reported += _reported.Add;
            channel.Ended += _ended.Add;
            return channel;
        }
    }

    private Task Connect(Func<ILink, ILinkReceiver> receiver, CancellationToken stop)
    {
        _dialled++;
        if (!_reachable) return Task.FromException(new UnreachableException("nobody is there"));
        var (here, there) = MemoryLink.Pair(_turn.Post);
        here.Receiver = receiver(here);
        there.Receiver = _centre.Session = new(there, SmppRole.Centre, _centre, new() { Time = _turn.Time, BindTimeout = TimeSpan.FromHours(1) });
        return Task.CompletedTask;
    }

    private Task Send(SmppChannel channel, SmsSubmit message)
    {
        Task sent = null!;
        _turn.Do(() => sent = channel.Send(message, CancellationToken.None));
        return sent;
    }

    private void Deliver(SmppMessage message) => _turn.Do(() => _centre.Deliver(message));

    private void Receipt(string id, MessageState state, bool nested = false)
    {
        var receipt = new SmppReceipt(id, state, _turn.Time.GetUtcNow(), _turn.Time.GetUtcNow());
        var message = new SmppMessage { Command = SmppCommand.DeliverSm, EsmClass = SmppMessage.Receipt, ShortMessage = Encoding.ASCII.GetBytes(receipt.ToString()) };
        if (nested) _centre.Deliver(message);
        else Deliver(message);
    }

    private static void Completed(Task task)
    {
        Assert.True(task.IsCompleted, "it still waits");
        task.GetAwaiter().GetResult();
    }

    private static T Fault<T>(Task task) where T : Exception
    {
        Assert.True(task.IsCompleted, "it still waits");
        return Assert.IsType<T>(task.Exception?.InnerException);
    }

    private sealed class Centre : ISmppUser
    {
        public static readonly SmppStatus NoAnswer = new(uint.MaxValue);

        private int _id;

        public SmppSession? Session { get; set; }
        public SmppBind? Bind { get; private set; }
        public SmppStatus Refuse { get; set; }
        public bool Mute { get; set; }
        public Func<SmppMessage, SmppStatus?>? OnSubmit { get; set; }
        public List<SmppMessage> Submitted { get; } = [];
        public List<SmppPdu> Answers { get; } = [];
        public List<string> Ended { get; } = [];

        public async void Deliver(SmppMessage message) => Answers.Add(await Session!.Request(message));

        void ISmppUser.Asked(SmppSession session, SmppPdu request)
        {
            if (Mute) return;
            switch (request)
            {
                case SmppBind bind:
                    Bind = bind;
                    session.Answer(bind, Refuse.IsOk ? new SmppBindAnswer { Command = bind.Command.Response() } : SmppPlain.Response(bind, Refuse));
                    break;
                case SmppMessage message:
                    Submitted.Add(message);
                    var status = OnSubmit?.Invoke(message) ?? SmppStatus.Ok;
                    if (status == NoAnswer) break;
                    session.Answer(message, status.IsOk
                        ? SmppMessageAnswer.To(message, (++_id).ToString(System.Globalization.CultureInfo.InvariantCulture))
                        : SmppPlain.Response(message, status));
                    break;
            }
        }

        void ISmppUser.Ended(SmppSession session, string why) => Ended.Add(why);
    }
}
