using AtRun.Module.Worlds;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>Messages that the module gives to the network.</summary>
public sealed class MessageSenderTests
{
    private readonly SimulatedModule _module = new();

    public MessageSenderTests() => _module.Start();

    [Fact]
    public async Task Messages_go_one_at_a_time_in_their_order()
    {
        var sent = Enumerable.Range(0, 5).Select(i => Send($"message {i}")).ToArray();
        _module.Turn.Wait(TimeSpan.FromSeconds(30));
        Assert.Equal([1, 2, 3, 4, 5], (await Task.WhenAll(sent)).Select(s => (int)s.Reference));
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"message {i}"), _module.Sms.Sent.Select(s => Decoded(s.Tpdu).UserData.Text));
        Assert.Equal(_module.Centre.Number, _module.Sms.Sent[0].Centre);
    }

    [Fact]
    public async Task A_network_that_does_not_answer_is_waited_for_a_minute()
    {
        _module.Centre.Options = _module.Centre.Options with { SubmitTime = TimeSpan.FromMinutes(10) };
        var late = Send("a");
        var next = Send("b");
        _module.Turn.Wait(TimeSpan.FromSeconds(59));
        Assert.False(late.IsCompleted);
        _module.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal(CmsError.NetworkTimeOut, (await late).Outcome.Failure);
        // The next one has its own minute.
        _module.Turn.Wait(TimeSpan.FromSeconds(58));
        Assert.False(next.IsCompleted);
        _module.Turn.Wait(TimeSpan.FromSeconds(3));
        Assert.Equal(CmsError.NetworkTimeOut, (await next).Outcome.Failure);
        Assert.Equal(2, (await next).Reference);
        Assert.Empty(_module.Sms.Sent);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_hold_the_others()
    {
        using var stop = new CancellationTokenSource();
        var first = Send("a");
        var second = Send("b", stop.Token);
        var third = Send("c");
        _module.Turn.Do(stop.Cancel);
        _module.Turn.Wait(TimeSpan.FromSeconds(10));
        Assert.True(second.IsCanceled);
        Assert.Equal(1, (await first).Reference);
        Assert.Equal(2, (await third).Reference);
    }

    [Fact]
    public void A_link_that_is_kept_open_is_faster()
    {
        _module.Centre.Options = _module.Centre.Options with { SubmitTime = TimeSpan.FromSeconds(2) };
        _module.Turn.Do(() => _module.Type(1, "AT+CMMS=1\r"u8));
        var first = Send("a");
        _module.Turn.Wait(TimeSpan.FromSeconds(2.1));
        Assert.True(first.IsCompletedSuccessfully);
        var second = Send("b");
        _module.Turn.Wait(TimeSpan.FromSeconds(1));
        Assert.True(second.IsCompletedSuccessfully);
        _module.Turn.Wait(TimeSpan.FromSeconds(6));
        var third = Send("c");
        _module.Turn.Wait(TimeSpan.FromSeconds(1));
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task Over_the_packet_service_where_the_network_offers_it()
    {
        _module.Turn.Do(() => _module.Type(1, "AT+CGSMS=0\r"u8));
        var refused = Send("a");
        Assert.Equal(CmsError.NoNetworkService, (await refused).Outcome.Failure);
        _module.Packet.CarriesMessages = true;
        var sent = Send("a");
        _module.Turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Null((await sent).Outcome.Failure);
    }

    private Task<(SmsSubmission Outcome, byte Reference)> Send(string text, CancellationToken stop = default)
    {
        Assert.True(UserData.TryMake(text, SmsAlphabet.Gsm7, [], out var data));
        Task<(SmsSubmission, byte)>? sent = null;
        _module.Turn.Do(() => sent = _module.Module.Running!.Messages.Send(new SmsSubmit { Destination = new("393291234567", TypeOfNumber.International), UserData = data }, SmsAddress.None, stop).AsTask());
        return sent!;
    }

    private static SmsSubmit Decoded(ReadOnlyMemory<byte> tpdu) =>
        Tpdu.TryDecode(tpdu.Span, TpduDirection.ToCentre, out var decoded, out _) ? (SmsSubmit)decoded : throw new InvalidOperationException();
}
