using AtRun.Module.Messages;
using AtRun.Protocol.Sms;
using AtRun.Tests.Support;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>Messages on the SIM: octets of EF SMS (GSM 11.11 §10.5.3), places, order.</summary>
public sealed class MessageStoreTests
{
    private const int RecordLength = 176;

    private static readonly SmsAddress Centre = new("393492000200", TypeOfNumber.International);

    private readonly SimulatedModule _module = new();
    private readonly MessageStore _store;

    public MessageStoreTests()
    {
        _module.Start();
        _store = _module.Module.Running!.Messages.Sim;
    }

    [Theory]
    [InlineData(MessageStatus.ReceivedUnread, 0x03)]
    [InlineData(MessageStatus.ReceivedRead, 0x01)]
    [InlineData(MessageStatus.StoredUnsent, 0x07)]
    [InlineData(MessageStatus.StoredSent, 0x05)]
    public void A_record_is_status_centre_and_TPDU_filled_with_FF(MessageStatus status, byte octet)
    {
        var message = Message("hello", status);
        Put(3, message);
        var record = _module.Sim.Messages.Read(3).ToArray();
        Assert.Equal(octet, record[0]);
        Assert.Equal("0791934329002000", Convert.ToHexString(record[1..9]));
        Assert.Equal(message.Tpdu.ToArray(), record[9..(9 + message.Tpdu.Length)]);
        Assert.All(record[(9 + message.Tpdu.Length)..], filling => Assert.Equal(0xFF, filling));
        Assert.Equal(RecordLength, record.Length);
        AssertSame(message, _store[3]);
    }

    /// <summary>Octets FF at the end of the data are no filling.</summary>
    [Theory]
    [InlineData("FF")]
    [InlineData("41FFFFFFFF")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void Data_may_end_in_FF(string hex)
    {
        Assert.True(UserData.TryMake(Convert.FromHexString(hex), [], out var data));
        var message = Received(new SmsDeliver { Originator = Centre, Coding = DataCoding.EightBit, UserData = data });
        Put(1, message);
        AssertSame(message, _store[1]);
    }

    [Fact]
    public void Whatever_is_stored_comes_back() =>
        Gen.Select(Gen.Int[0, 3], Gen.Byte.Array[0, 140], Gen.Int[1, 50]).Sample((status, octets, index) =>
        {
            Assert.True(UserData.TryMake(octets, [], out var data));
            Tpdu tpdu = status < 2
                ? new SmsDeliver { Originator = Centre, Coding = DataCoding.EightBit, UserData = data }
                : new SmsSubmit { Destination = Centre, Coding = DataCoding.EightBit, UserData = data, Validity = ValidityPeriod.Relative(255) };
            var message = new StoredMessage((MessageStatus)status, index % 2 == 0 ? Centre : SmsAddress.None, tpdu.ToArray());
            Put(index, message);
            AssertSame(message, _store[index]);
        }, iter: 200, seed: "0000KOIKpxW2", threads: 1);

    /// <summary>What other equipment left there: status reports asked for and received, free records of either kind, records that say nothing.</summary>
    [Theory]
    [InlineData("00", null)]
    [InlineData("FF", null)]
    [InlineData("02FF", null)]
    [InlineData("0D0791934329002000", MessageStatus.StoredSent)]
    [InlineData("1D00FF", MessageStatus.StoredSent)]
    [InlineData("01FFFFFF", MessageStatus.ReceivedRead)]
    public void Records_of_others_do_no_harm(string hex, MessageStatus? status)
    {
        _module.Turn.Do(() => _ = _module.Sim.Messages.Write(1, Convert.FromHexString(hex)));
        Assert.Equal(status, _store[1]?.Status);
        Assert.Equal(status is null ? 0 : 1, _store.Used);
        var at = new Conversation(_module);
        Assert.Equal("OK", at.Type("AT+CMGF=1"));
        Assert.EndsWith("OK", at.Type("AT+CMGL=\"ALL\""), StringComparison.Ordinal);
        Assert.Equal(status is null ? "+CMS ERROR: 321" : "+CMS ERROR: 320", at.Type("AT+CMGR=1"));
        Assert.EndsWith("OK", at.Type("AT+CMGF=0;+CMGL=4"), StringComparison.Ordinal);
    }

    /// <summary>On a card that shows a record when it is written, not before.</summary>
    [Fact]
    public async Task Two_that_are_stored_at_the_same_time_get_two_places()
    {
        var store = new SlowStore();
        var (first, second) = (store.Add(Message("one")), store.Add(Message("two")));
        Assert.False(first.IsCompleted || second.IsCompleted);
        store.Finish();
        Assert.Equal((1, 2), (await first, await second));
        Assert.Equal(["one", "two"], store.All.Select(m => ((SmsDeliver)m.Message.Decoded!).UserData.Text));
    }

    [Fact]
    public void When_all_places_are_taken_there_is_none()
    {
        for (var i = 1; i <= _store.Capacity; i++) Put(i, Message("x"));
        var index = -1;
        _module.Turn.Do(() => Add(Message("y"), i => index = i));
        Assert.Equal(0, index);
        Assert.True(_store.IsFull);
    }

    [Fact]
    public void Order_is_that_of_storing_and_those_from_before_power_on_come_first()
    {
        Put(5, Message("five"));
        Put(2, Message("two"));
        Put(5, Message("five again"));
        Assert.Equal([5, 2], _store.InOrder.Select(m => m.Index));
        _module.Turn.Do(_module.PowerCycle);
        var store = _module.Module.Running!.Messages.Sim;
        _module.Turn.Do(() => _ = store.Set(1, Message("one")));
        Assert.Equal([2, 5, 1], store.InOrder.Select(m => m.Index));
    }

    private static StoredMessage Message(string text, MessageStatus status = MessageStatus.ReceivedUnread)
    {
        Assert.True(UserData.TryMake(text, SmsAlphabet.Gsm7, [], out var data));
        return status <= MessageStatus.ReceivedRead
            ? Received(new SmsDeliver { Originator = Centre, UserData = data }) with { Status = status }
            : new(status, Centre, new SmsSubmit { Destination = Centre, UserData = data }.ToArray());
    }

    private static StoredMessage Received(SmsDeliver deliver) => new(MessageStatus.ReceivedUnread, Centre, deliver.ToArray());

    private static void AssertSame(StoredMessage expected, StoredMessage? found)
    {
        Assert.NotNull(found);
        Assert.Equal((expected.Status, expected.Centre), (found.Status, found.Centre));
        Assert.Equal(Convert.ToHexString(expected.Tpdu.Span), Convert.ToHexString(found.Tpdu.Span));
    }

    private void Put(int index, StoredMessage message) => _module.Turn.Do(() => _ = _store.Set(index, message));

    private async void Add(StoredMessage message, Action<int> added) => added(await _store.Add(message));

    private sealed class SlowStore : MessageStore
    {
        private readonly StoredMessage?[] _messages = new StoredMessage?[3];
        private readonly List<(int Index, StoredMessage? Message, TaskCompletionSource Done)> _under = [];

        public override string Name => Equipment;

        public override int Capacity => _messages.Length;

        public override StoredMessage? this[int index] => _messages[index - 1];

        public void Finish()
        {
            foreach (var (index, message, done) in _under)
            {
                _messages[index - 1] = message;
                done.SetResult();
            }
        }

        protected override ValueTask Keep(int index, StoredMessage? message)
        {
            var done = new TaskCompletionSource();
            _under.Add((index, message, done));
            return new(done.Task);
        }
    }
}
