using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Client;
using AtRun.Client.Messages;
using AtRun.Host.Recording;
using AtRun.Host.Smpp;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Centre;
using AtRun.Tests.Support;
using AtRun.Tests.Transport;
using AtRun.Transport.Smpp;
using Xunit;

namespace AtRun.Tests.Host;

/// <summary>The message centre's SMPP interface on real sockets; the centre delivers at once.</summary>
/// <remarks>One of the tests measures what the whole process holds.</remarks>
[Collection(nameof(Alone))]
public sealed class SmppFaceTests : IDisposable
{
    private readonly LoopThread _loop = new();
    private readonly TestLog _log = new();
    private SmsCentre _centre = null!;
    private SmppFace? _made;

    public void Dispose()
    {
        _loop.Do(() => _made?.Dispose());
        _loop.Dispose();
        Assert.Empty(_log.Errors);
    }

    [Fact]
    public void ApplicationsWriteToEachOtherAndGetTheirReceipts()
    {
        Start();
        using var one = Bound(range: new(1, 1, "39320111.*"));
        using var other = Bound(range: new(1, 1, "393202222222"));
        var id = Assert.IsType<SmppMessageAnswer>(one.Ask(Submit("393201110001", "393202222222", "hello") with
        {
            RegisteredDelivery = 17, Tlvs = [Tlv.Number(TlvTag.UserMessageReference, 0x1234)],
        })).MessageId;
        var message = other.Next();
        Assert.Equal(("393201110001", "hello", 0), (message.Source.Text, Encoding.ASCII.GetString(message.ShortMessage.Span), message.EsmClass));
        var receipt = one.Next();
        Assert.True(receipt.IsReceipt);
        Assert.True(SmppReceipt.TryRead(receipt, out var read));
        Assert.Equal((id, MessageState.Delivered, 0x1234), (read.MessageId, read.State, receipt.Tlvs.Number(TlvTag.UserMessageReference)));
        Assert.Equal(("393202222222", "393201110001"), (receipt.Source.Text, receipt.Destination.Text));
        var query = Assert.IsType<SmppQueryAnswer>(one.Ask(new SmppQuery { Command = SmppCommand.QuerySm, MessageId = id }));
        Assert.Equal((MessageState.Delivered, 16), (query.State, query.FinalDate.Length));
        Assert.Equal(SmppStatus.CancelFailed, one.Ask(new SmppCancel { Command = SmppCommand.CancelSm, MessageId = id }).Status);
        Assert.Equal(SmppStatus.QueryFailed, one.Ask(new SmppQuery { Command = SmppCommand.QuerySm, MessageId = "FFFFFFFF" }).Status);
        Assert.Equal(SmppStatus.QueryFailed, one.Ask(new SmppQuery { Command = SmppCommand.QuerySm, MessageId = id, Source = new(1, 1, "39333") }).Status);
        Assert.Equal(SmppStatus.ReplaceFailed, one.Ask(new SmppReplace { Command = SmppCommand.ReplaceSm, MessageId = id }).Status);
    }

    [Fact]
    public void EightBitDataHeadersAndPayloadsArriveAsTheyWere()
    {
        Start();
        using var one = Bound();
        var octets = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        one.Ask(Submit("", "393200002775", "") with { EsmClass = 0x43, DataCoding = 0xF5, ShortMessage = (byte[])[5, 0, 3, 7, 2, 1, .. octets[..134]] });
        var first = one.Next();
        Assert.Equal((0x40, 0xF5), (first.EsmClass, first.DataCoding));
        Assert.Equal([5, 0, 3, 7, 2, 1, .. octets[..134]], first.ShortMessage.ToArray());
        one.Ask(Submit("", "393200002775", "") with { Command = SmppCommand.DataSm, DataCoding = 4, Tlvs = [new(TlvTag.MessagePayload, octets)] });
        var (a, b) = (one.Next(), one.Next());
        Assert.Equal(octets, (byte[])[.. a.ShortMessage.Span[6..], .. b.ShortMessage.Span[6..]]);
        one.Ask(Submit("", "393200002775", "") with
        {
            DataCoding = 4, ShortMessage = octets[..10],
            Tlvs = [Tlv.Number(TlvTag.SarMsgRefNum, 0x0102), Tlv.Octet(TlvTag.SarTotalSegments, 2), Tlv.Octet(TlvTag.SarSegmentSeqnum, 2)],
        });
        Assert.Equal([6, 8, 4, 1, 2, 2, 2, .. octets[..10]], one.Next().ShortMessage.ToArray());
    }

    [Theory]
    [InlineData("atrun", "wrong")]
    [InlineData("wrong", "atrun")]
    [InlineData("", "")]
    [InlineData("atrun", "atru")]
    public void WhoDoesNotKnowThePasswordIsOut(string system, string password)
    {
        Start();
        using var one = new Esme(Face.Local);
        Assert.Equal(SmppStatus.BindFailed, one.Ask(new SmppBind { Command = SmppCommand.BindTransceiver, SystemId = system, Password = password }).Status);
        one.WaitEnd();
        WaitFor(() => Face.Sessions == 0);
    }

    [Theory]
    [InlineData(1, "", "+393200002775")]
    [InlineData(1, "39349*", "+39349*")]
    [InlineData(0, "^39349.*$", "+39349*")]
    [InlineData(0, "+393491", "+393491")]
    [InlineData(2, "349*", "349*")]
    [InlineData(1, ".*", "+*")]
    [InlineData(1, "3934[0-9]", null)]
    [InlineData(1, "^$", null)]
    public void TheNumbersOfABind(byte ton, string range, string? numbers) => Assert.Equal(numbers, SmppAttachment.NumbersOf(new(ton, 1, range), "+393200002775"));

    [Fact]
    public void SessionsOfOneAccountShareItsNumbersAndTransmittersGetNothing()
    {
        Start();
        using var sender = Bound(SmppCommand.BindTransmitter);
        using var one = Bound(SmppCommand.BindReceiver);
        using var two = Bound(SmppCommand.BindReceiver);
        for (var i = 0; i < 4; i++) Assert.True(sender.Ask(Submit("", "393200002775", "to all") with { RegisteredDelivery = 1 }).Status.IsOk);
        // Four messages and four receipts, in turns; each has to be answered before the next one comes.
        WaitFor(() => one.Heard + two.Heard == 8);
        var heard = Enumerable.Range(0, 4).Select(_ => one.Next()).Concat(Enumerable.Range(0, 4).Select(_ => two.Next())).ToArray();
        Assert.Equal((4, 4), (heard.Count(m => m.IsReceipt), heard.Count(m => !m.IsReceipt)));
        Assert.Equal(0, sender.Heard);
        Assert.Equal(1, Face.Applications);
        Assert.Equal(SmppStatus.InvalidBindStatus, one.Ask(Submit("", "393200002775", "no")).Status);
    }

    [Fact]
    public void MessagesWaitForWhoIsGoneAndASessionThatIsLostLosesNone()
    {
        Start();
        using var sender = Bound(SmppCommand.BindTransmitter);
        using (var lost = Bound(SmppCommand.BindReceiver, answers: false))
        {
            sender.Ask(Submit("", "393200002775", "hello"));
            lost.Next();
        }
        WaitFor(() => Face.Sessions == 1);
        using var later = Bound(SmppCommand.BindReceiver);
        Assert.Equal("hello", Encoding.ASCII.GetString(later.Next().ShortMessage.Span));
    }

    [Theory]
    [InlineData("999999", "", "", 0x61u)]
    [InlineData("", "261", "", 0x62u)]
    [InlineData("", "000101000000004+", "", 0x62u)]
    [InlineData("", "", "", 0x0Bu)]
    public void FieldsThatMakeNoSenseAreRefused(string schedule, string validity, string destination, uint status)
    {
        Start();
        using var one = Bound();
        var message = Submit("", status == 0x0B ? destination : "393200002775", "x") with { ScheduledTime = schedule, Validity = validity };
        Assert.Equal(status, one.Ask(message).Status.Code);
        Assert.True(one.Ask(Submit("", "393200002775", "x") with { ScheduledTime = "000000000001000R", Validity = "000000010000000R" }).Status.IsOk);
    }

    [Fact]
    public void WhoIsTooFastIsThrottled()
    {
        Start(new() { SubmitsPerSecond = 5 });
        using var one = Bound();
        var answers = Enumerable.Range(0, 20).Select(_ => one.Ask(Submit("", "393200002775", "x")).Status).ToArray();
        Assert.All(answers[..5], s => Assert.True(s.IsOk));
        Assert.Contains(SmppStatus.Throttled, answers);
        WaitFor(() => one.Ask(Submit("", "393200002775", "x")).Status.IsOk);
    }

    [Fact]
    public void TheWindowIsKept()
    {
        Start(new() { Window = 2 });
        using var one = Bound(range: new(1, 1, "39320*"), answers: false);
        using var sender = Bound(SmppCommand.BindTransmitter);
        // To numbers of their own: to one number they go one at a time anyway.
        for (var i = 0; i < 5; i++) Assert.True(sender.Ask(Submit("", $"39320500000{i}", "x")).Status.IsOk);
        var (first, second) = (one.Next(), one.Next());
        _loop.Do(() => { });
        Assert.Equal(0, one.Heard);
        one.Answer(first);
        var third = one.Next();
        one.Answer(second);
        one.Answer(third);
        Assert.Equal(5, new[] { first, second, third, one.Next(), one.Next() }.Select(m => m.Destination.Text).Distinct().Count());
    }

    [Fact]
    public void TenThousandBindsLeaveNothingBehind()
    {
        Start();
        var bind = new AtRun.Protocol.OctetBuffer();
        SmppCodec.Write(new SmppBind { Command = SmppCommand.BindTransceiver, SystemId = "atrun", Password = "atrun" }, 1, bind);
        var octets = bind.Written.ToArray();
        var answer = new byte[512];
        Rounds(500);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Rounds(9_500);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1_000_000);
        Assert.Equal((0, 0, 1), _loop.Do(() => (Face.Sessions, Face.Applications, _loop.Loop.Descriptors)));

        void Rounds(int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)LoopThread.Deadline.TotalMilliseconds, LingerState = new(true, 0) };
                socket.Connect(Face.Local);
                socket.Send(octets);
                Assert.True(socket.Receive(answer) > 16);
            }
            WaitFor(() => Face.Sessions == 0);
        }
    }

    [Fact]
    public void TheOperatorsChannelAndTheFaceUnderstandEachOther()
    {
        Start();
        var received = new BlockingCollection<SmsDeliver>();
        var reported = new BlockingCollection<SmsStatusReport>();
        var account = new SmppAccount { Host = "127.0.0.1", Port = Face.Local.Port, SystemId = "atrun", Password = "atrun" };
        var channel = LoopThread.Await(Run(() => SmppChannel.Open(_loop.Loop, account, null, CancellationToken.None)));
        _loop.Do(() =>
        {
            channel.Received += received.Add;
            channel.Reported += reported.Add;
        });
        var octets = Enumerable.Range(0, 140).Select(i => (byte)(255 - i)).ToArray();
        Assert.True(UserData.TryMake(octets, [], out var data));
        var message = new SmsSubmit { Destination = new("393200002775", TypeOfNumber.International), Coding = DataCoding.EightBitClass1, UserData = data, StatusReportRequest = true, Reference = 7 };
        LoopThread.Await(Run(async () =>
        {
            await channel.Send(message, CancellationToken.None);
            return true;
        }));
        Assert.True(received.TryTake(out var deliver, LoopThread.Deadline));
        Assert.Equal(("+393200002775", data), (deliver.Originator.ToString(), deliver.UserData));
        Assert.True(reported.TryTake(out var report, LoopThread.Deadline));
        Assert.Equal((7, 0), (report.Reference, report.Status));
        _loop.Do(channel.Close);
        WaitFor(() => Face.Sessions == 0);
        account = account with { Password = "wrong" };
        Assert.Throws<NotAdmittedException>(() => LoopThread.Await(Run(() => SmppChannel.Open(_loop.Loop, account, null, CancellationToken.None))));
    }

    [Fact]
    public void TheRecordHasThePdusWithoutThePassword()
    {
        using var folder = new Folder();
        var file = folder.File("record.jsonl");
        var recorder = _loop.Do(() => new FlightRecorder(file, _loop.Loop, _log));
        Start(new() { SystemId = "system", Password = "hidden99" }, recorder);
        using (var one = new Esme(Face.Local))
            Assert.True(one.Ask(new SmppBind { Command = SmppCommand.BindTransceiver, SystemId = "system", Password = "hidden99" }).Status.IsOk);
        WaitFor(() => Face.Sessions == 0);
        _loop.Do(recorder.Dispose);
        var record = File.ReadAllText(file);
        Assert.Contains("smpp:127.0.0.1:", record, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexString("system\0********"u8), record, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString("hidden"u8), record, StringComparison.Ordinal);
        Assert.DoesNotContain("\"module\"", record, StringComparison.Ordinal);
    }

    private SmppFace Face => _made!;

    private static SmppMessage Submit(string from, string to, string text) => new()
    {
        Command = SmppCommand.SubmitSm,
        Source = from.Length > 0 ? new(1, 1, from) : SmppAddress.None,
        Destination = new(1, 1, to),
        ShortMessage = Encoding.ASCII.GetBytes(text),
    };

    private void Start(SmppFaceOptions? options = null, FlightRecorder? recorder = null) => _loop.Do(() =>
    {
        _centre = new(_loop.Loop.Time, new Random(1), new() { Latency = TimeSpan.Zero });
        _made = new(_loop.Loop, _centre, (options ?? new()) with { Endpoint = new(IPAddress.Loopback, 0) }, recorder, _log);
    });

    private Esme Bound(SmppCommand command = SmppCommand.BindTransceiver, SmppAddress? range = null, bool answers = true)
    {
        var esme = new Esme(Face.Local) { Answers = answers };
        Assert.True(esme.Ask(new SmppBind { Command = command, SystemId = "atrun", Password = "atrun", Range = range ?? SmppAddress.None }).Status.IsOk);
        return esme;
    }

    private TaskCompletionSource<T> Run<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _loop.Loop.Post(Begin);
        return done;

        async void Begin()
        {
            try
            {
                done.SetResult(await work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }

    /// <summary>Evidence comes by the loop: each look is a turn of it.</summary>
    private void WaitFor(Func<bool> so)
    {
        var deadline = DateTime.UtcNow + LoopThread.Deadline;
        while (!so())
        {
            Assert.True(DateTime.UtcNow < deadline, "it does not become so");
            _loop.Do(() => { });
        }
    }

    /// <summary>An application with blocking sockets of the framework.</summary>
    private sealed class Esme : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = (int)LoopThread.Deadline.TotalMilliseconds };
        private readonly Queue<SmppMessage> _messages = new();
        private readonly List<byte> _octets = [];
        private uint _sequence;

        public Esme(IPEndPoint face) => _socket.Connect(face);

        public bool Answers { get; init; } = true;

        /// <summary>Messages that are there and were not asked for.</summary>
        public int Heard
        {
            get
            {
                while (_socket.Available > 0) Receive();
                while (Take() is { } pdu) Keep(pdu);
                return _messages.Count;
            }
        }

        public SmppPdu Ask(SmppPdu request)
        {
            Send(request, ++_sequence);
            while (true)
            {
                var pdu = Read();
                if (pdu.Command.IsResponse() && pdu.Sequence == _sequence) return pdu;
                Keep(pdu);
            }
        }

        public SmppMessage Next()
        {
            while (_messages.Count == 0) Keep(Read());
            return _messages.Dequeue();
        }

        public void Answer(SmppMessage message) => Send(SmppMessageAnswer.To(message), message.Sequence);

        public void WaitEnd() => Assert.Throws<InvalidDataException>(() => Next());

        public void Dispose() => _socket.Dispose();

        private void Keep(SmppPdu pdu)
        {
            if (pdu is not SmppMessage message) return;
            if (Answers) Answer(message);
            _messages.Enqueue(message);
        }

        private void Send(SmppPdu pdu, uint sequence)
        {
            var octets = new AtRun.Protocol.OctetBuffer();
            SmppCodec.Write(pdu, sequence, octets);
            _socket.Send(octets.Written);
        }

        private SmppPdu Read()
        {
            while (true)
            {
                if (Take() is { } pdu) return pdu;
                Receive();
            }
        }

        private void Receive()
        {
            var piece = new byte[4096];
            var count = _socket.Receive(piece);
            if (count == 0) throw new InvalidDataException("the end");
            _octets.AddRange(piece.AsSpan(0, count));
        }

        private SmppPdu? Take()
        {
            var found = SmppCodec.Read(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_octets), out var consumed);
            _octets.RemoveRange(0, consumed);
            return found.Pdu;
        }
    }
}
