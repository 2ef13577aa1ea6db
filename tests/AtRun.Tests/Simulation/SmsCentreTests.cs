using AtRun.Module.Worlds;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Centre;
using Xunit;

namespace AtRun.Tests.Simulation;

/// <summary>Messages from module to module: taking, keeping, delivering (23.040 §3, §10).</summary>
public sealed class SmsCentreTests
{
    private const string Alice = CentreWorld.Alice;
    private const string Bob = CentreWorld.Bob;

    [Fact]
    public void A_message_goes_from_module_to_module_with_the_stamps_of_the_centre()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        var sending = alice.Begin(Phone.Submit(Bob, "hello") with { ProtocolId = 0x3F, ReplyPath = true });
        world.Wait(0.25);
        Assert.False(sending.IsOver);
        world.Wait(0.05);
        Assert.Null(sending.Outcome.Failure);
        Assert.Equal("26/01/01,01:00:00+04", sending.Outcome.Report!.Time.ToString());
        Assert.Null(sending.Outcome.Report.FailureCause);
        world.Wait(0.95);
        Assert.Empty(bob.Taken);
        world.Wait(0.05);
        var message = Assert.Single(bob.Messages);
        Assert.Equal(("hello", Alice, (byte)0x3F), (message.UserData.Text, message.Originator.ToString(), message.ProtocolId));
        Assert.Equal("26/01/01,01:00:00+04", message.Time.ToString());
        Assert.Equal((false, true, false), (message.MoreMessages, message.ReplyPath, message.StatusReportIndication));
        Assert.Empty(alice.Taken);
        Assert.Equal(0, world.Centre.Waiting);
    }

    [Theory]
    [InlineData("+393468686712")]
    [InlineData("00393468686712")]
    [InlineData("3468686712")]
    [InlineData("393468686712")]
    public void Numbers_are_compared_in_international_form(string to)
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        alice.Send(to, "x");
        world.Wait(1);
        Assert.Single(bob.Taken);
    }

    [Fact]
    public void A_module_can_write_to_itself()
    {
        var world = new CentreWorld();
        var alice = world.Join(Alice);
        alice.Send(Alice, "note");
        world.Wait(1);
        Assert.Equal(["note"], alice.Texts);
    }

    [Fact]
    public void Submitting_stops_when_told()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        using var stop = new CancellationTokenSource();
        var sending = alice.Begin(Phone.Submit(Bob, "x"), stop: stop.Token);
        world.Turn.Do(stop.Cancel);
        Assert.True(sending.IsCanceled);
        world.Wait(10);
        Assert.Empty(bob.Taken);
    }

    [Fact]
    public void Another_centre_is_not_to_be_had_and_nonsense_is_refused()
    {
        var world = new CentreWorld();
        var alice = world.Join(Alice);
        Assert.Equal(CmsError.NetworkOutOfOrder, alice.Send(Phone.Submit(Bob, "x"), "+393492000201").Failure);
        Assert.Null(alice.Send(Phone.Submit(Bob, "x"), "393492000200").Failure);
        Assert.Equal(CmsError.TpduNotSupported, alice.Send(new SmsDeliverReport()).Failure);
        var sending = alice.Begin([0x11, 0x00]);
        world.Wait(0.3);
        Assert.Equal(CmsError.ProtocolError, sending.Outcome.Failure);
    }

    [Fact]
    public void Messages_come_one_at_a_time_in_order_and_say_whether_more_wait()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        var open = 0;
        bob.Receipt = async () =>
        {
            Assert.Equal(1, ++open);
            await Task.Delay(TimeSpan.FromSeconds(3), world.Turn.Time);
            open--;
            return SmsReceipt.Taken;
        };
        for (var i = 0; i < 3; i++) alice.Begin(Phone.Submit(Bob, $"{i}"));
        world.Wait(20);
        Assert.Equal(["0", "1", "2"], bob.Texts);
        Assert.Equal([true, true, false], bob.Messages.Select(m => m.MoreMessages));
        Assert.True(bob.Attempts[1] - bob.Attempts[0] >= 3);
    }

    [Fact]
    public void What_cannot_be_delivered_waits_until_the_module_is_back()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Off();
        alice.Send(Bob, "1");
        alice.Send(Bob, "2");
        world.WaitDays(1);
        Assert.Empty(bob.Attempts);
        bob.On();
        Assert.Empty(bob.Attempts);
        world.Wait(1.1);
        Assert.Equal(["1", "2"], bob.Texts);
        Assert.Equal("26/01/01,01:00:00+04", bob.Messages.First().Time.ToString());
    }

    [Fact]
    public void After_a_failure_pauses_rise_and_others_are_not_held_up()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Receipt = () => new(SmsReceipt.ProtocolError);
        alice.Send(Bob, "bad");
        world.Wait(3600);
        var pauses = bob.Attempts.Zip(bob.Attempts.Skip(1), (a, b) => Math.Round(b - a)).ToArray();
        Assert.Equal([30, 60, 300, 900, 1800], pauses);
        bob.Receipt = () => new(SmsReceipt.Taken);
        alice.Send(Bob, "good");
        world.Wait(2);
        Assert.Equal(["good"], bob.Texts);
        world.Wait(3600);
        Assert.Equal(["good", "bad"], bob.Texts);
    }

    [Fact]
    public void A_full_memory_is_waited_for()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Receipt = () => new(SmsReceipt.MemoryFull);
        alice.Send(Bob, "1");
        alice.Send(Bob, "2");
        world.Wait(600);
        Assert.Single(bob.Attempts);
        bob.Receipt = () => new(SmsReceipt.Taken);
        world.Turn.Do(bob.Bearer.MemoryAvailable);
        world.Wait(1.1);
        Assert.Equal(["1", "2"], bob.Texts);
        // Without a word of the module it is tried again after an hour.
        bob.Receipt = () => new(SmsReceipt.MemoryFull);
        alice.Send(Bob, "3");
        world.Wait(2);
        bob.Receipt = () => new(SmsReceipt.Taken);
        world.Wait(3590);
        Assert.Equal(2, bob.Texts.Count());
        world.Wait(20);
        Assert.Equal(["1", "2", "3"], bob.Texts);
    }

    [Fact]
    public void A_module_that_never_answers_does_not_stop_the_centre()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        var silence = new TaskCompletionSource<SmsReceipt>();
        bob.Receipt = () => new(silence.Task);
        alice.Send(Bob, "1");
        world.Wait(50);
        Assert.Single(bob.Attempts);
        bob.Receipt = () => new(SmsReceipt.Taken);
        world.Wait(40);
        Assert.Equal(["1"], bob.Texts);
        // The late answer is about nothing any more.
        world.Turn.Do(() => silence.SetResult(SmsReceipt.MemoryFull));
        alice.Send(Bob, "2");
        world.Wait(2);
        Assert.Contains("2", bob.Texts);
    }

    [Fact]
    public void Switched_off_while_it_takes_a_message_a_module_gets_it_again()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Receipt = async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5), world.Turn.Time);
            throw new OperationCanceledException();
        };
        alice.Send(Bob, "1");
        world.Wait(2);
        bob.Off();
        world.Wait(10);
        bob.Receipt = () => new(SmsReceipt.Taken);
        bob.On();
        world.Wait(1.1);
        Assert.Equal((2, "1"), (bob.Attempts.Count, Assert.Single(bob.Texts)));
    }

    [Theory]
    [InlineData(ValidityFormat.Relative, 0x00, 4, 6)] // 5 minutes
    [InlineData(ValidityFormat.Relative, 0x0B, 59, 61)] // 1 hour
    [InlineData(ValidityFormat.Absolute, 0x62101000050000, 49, 51)] // 2026-01-01 00:50:00 UTC
    [InlineData(ValidityFormat.Enhanced, 0x02780000000000, 1, 3)] // 120 seconds
    [InlineData(ValidityFormat.Enhanced, 0x03001000000000, 0, 2)] // 00:01:00
    public void Every_form_of_validity_is_kept(ValidityFormat format, long bits, double kept, double gone)
    {
        foreach (var (minutes, arrives) in new[] { (kept, true), (gone, false) })
        {
            var world = new CentreWorld();
            var (alice, bob) = (world.Join(Alice), world.Join(Bob));
            bob.Off();
            alice.Send(Phone.Submit(Bob, "x") with { Validity = new(format, (ulong)bits), StatusReportRequest = true });
            world.Wait(minutes * 60);
            bob.On();
            world.Wait(5);
            Assert.Equal(arrives ? 1 : 0, bob.Taken.Count);
            Assert.Equal(arrives ? DeliveryStatus.Received : DeliveryStatus.Expired, Assert.Single(alice.Reports).Status);
            Assert.Equal(0, world.Centre.Waiting);
        }
    }

    [Fact]
    public void A_message_that_is_tried_once_is_not_tried_twice()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Receipt = () => new(SmsReceipt.ProtocolError);
        alice.Send(Phone.Submit(Bob, "x") with { Validity = new(ValidityFormat.Enhanced, 0x40000000000000) });
        world.Wait(600);
        Assert.Single(bob.Attempts);
        Assert.Equal(0, world.Centre.Waiting);
    }

    [Fact]
    public void Without_a_word_of_validity_it_is_two_days()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Off();
        alice.Send(Bob, "x");
        world.WaitDays(1.9);
        Assert.Equal(1, world.Centre.Waiting);
        world.WaitDays(0.2);
        Assert.Equal(0, world.Centre.Waiting);
        bob.On();
        world.Wait(10);
        Assert.Empty(bob.Taken);
    }

    [Fact]
    public void Duplicates_are_refused_where_that_is_asked_for()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Off();
        var submit = Phone.Submit(Bob, "x", reference: 7) with { RejectDuplicates = true };
        Assert.Null(alice.Send(submit).Failure);
        var again = alice.Send(submit);
        Assert.Equal((CmsError.DuplicateShortMessage, (byte?)197), (again.Failure, again.Report!.FailureCause));
        Assert.Null(alice.Send(submit with { RejectDuplicates = false }).Failure);
        Assert.Null(alice.Send(submit with { Reference = 8 }).Failure);
        bob.On();
        world.Wait(2);
        Assert.Null(alice.Send(submit).Failure);
        world.Wait(2);
        Assert.Equal(4, bob.Taken.Count);
    }

    [Fact]
    public void A_message_of_a_replace_type_takes_the_place_of_the_one_that_waits()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Off();
        alice.Send(Phone.Submit(Bob, "1", 1) with { ProtocolId = 0x41, StatusReportRequest = true });
        alice.Send(Phone.Submit(Bob, "other type") with { ProtocolId = 0x42 });
        alice.Send(Phone.Submit(Bob, "none") with { ProtocolId = 0x48 });
        alice.Send(Phone.Submit(Bob, "none again") with { ProtocolId = 0x48 });
        alice.Send(Phone.Submit(Bob, "2", 2) with { ProtocolId = 0x41 });
        world.Wait(2);
        Assert.Equal((1, DeliveryStatus.Replaced), ((int)alice.Reports.Single().Reference, alice.Reports.Single().Status));
        bob.On();
        world.Wait(5);
        Assert.Equal(["other type", "none", "none again", "2"], bob.Texts);
    }

    [Fact]
    public void Loss_doubling_and_overtaking_are_drawn_by_seed()
    {
        var options = new SmsCentreOptions { Loss = 0.2, Doubling = 0.2, Jitter = TimeSpan.FromSeconds(30) };
        string[] Run(int seed)
        {
            var world = new CentreWorld(options, seed);
            var (alice, bob) = (world.Join(Alice), world.Join(Bob));
            for (var i = 0; i < 100; i++) alice.Send(Bob, $"{i}");
            world.Wait(60);
            Assert.Equal(0, world.Centre.Waiting);
            return [.. bob.Texts];
        }
        var texts = Run(1);
        Assert.Equal(texts, Run(1));
        Assert.NotEqual(texts, Run(2));
        Assert.InRange(texts.Distinct().Count(), 60, 95);
        Assert.InRange(texts.Length - texts.Distinct().Count(), 5, 35);
        Assert.NotEqual(texts.Distinct().OrderBy(int.Parse), texts.Distinct());
    }

    [Fact]
    public void One_message_too_many_is_refused()
    {
        var world = new CentreWorld(new() { SubmitTime = TimeSpan.Zero });
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Off();
        for (var i = 0; i < SmsCentre.MaxWaiting; i++) Assert.Null(alice.Begin(Phone.Submit(Bob, "x")).Outcome.Failure);
        Assert.Equal(CmsError.ServiceCentreBusy, alice.Begin(Phone.Submit(Bob, "x")).Outcome.Failure);
        Assert.Null(alice.Begin(Phone.Submit(Alice, "x")).Outcome.Failure);
        bob.On();
        world.Wait(6);
        Assert.Equal(SmsCentre.MaxWaiting, bob.Taken.Count);
    }

    [Fact]
    public void Pages_go_to_all_modules_that_can_be_reached()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Off();
        world.Turn.Do(() => world.Centre.Broadcast(new byte[] { 1, 2 }));
        Assert.Equal(["0102"], alice.Pages);
        Assert.Empty(bob.Pages);
        Assert.Same(alice.Bearer, world.Centre.Join("346 8686711".Replace(" ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_hundred_modules_take_ten_thousand_messages()
    {
        var world = new CentreWorld(new() { SubmitTime = TimeSpan.Zero, Jitter = TimeSpan.FromSeconds(1) });
        var phones = Enumerable.Range(0, 100).Select(i => world.Join($"+39347000{i:D4}")).ToArray();
        for (var i = 0; i < 10_000; i++) phones[i % 100].Begin(Phone.Submit(phones[(i * 7 + i / 100) % 100].Number, $"{i}"));
        world.Wait(3);
        Assert.Equal(10_000, phones.Sum(p => p.Taken.Count));
        Assert.Equal(10_000, phones.SelectMany(p => p.Texts).Distinct().Count());
    }
}
