using AtRun.Module.Worlds;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Centre;
using Xunit;

namespace AtRun.Tests.Simulation;

/// <summary>Entities beside the modules: their numbers, their messages, their reports.</summary>
public sealed class SmsCentreEntityTests
{
    private const string Alice = CentreWorld.Alice;
    private const string Own = "+393200000001";

    [Fact]
    public void An_entity_has_a_number_of_its_own_and_is_answered_there()
    {
        var world = new CentreWorld();
        var alice = world.Join(Alice);
        var (first, second) = (new Application(), new Application());
        world.Centre.Connect(first, null);
        world.Centre.Connect(second, null);
        world.Submit(first, Alice, "1");
        world.Submit(second, Alice, "2");
        world.Wait(1.1);
        Assert.Equal([(Own, "1"), ("+393200000002", "2")], alice.Messages.Select(m => (m.Originator.ToString(), m.UserData.Text)));
        alice.Send(Own, "answer");
        world.Wait(2);
        Assert.Equal(["answer"], first.Texts);
        Assert.Equal((Alice, Own), (first.Taken[0].Message.Originator.ToString(), first.Taken[0].Destination));
        Assert.Empty(second.Taken);
    }

    [Fact]
    public void Entities_write_to_each_other()
    {
        var world = new CentreWorld();
        var (first, second) = (new Application(), new Application());
        world.Centre.Connect(first, null);
        world.Centre.Connect(second, "+391112222");
        world.Submit(first, "111 2222".Replace(" ", "", StringComparison.Ordinal), "x");
        world.Wait(2);
        Assert.Equal([(Own, "1112222")], second.Taken.Select(t => (t.Message.Originator.ToString(), t.Destination)));
    }

    [Fact]
    public void The_number_that_an_entity_submits_from_is_its_own_until_another_does()
    {
        var world = new CentreWorld();
        var alice = world.Join(Alice);
        var (first, second) = (new Application(), new Application());
        world.Centre.Connect(first, null);
        var connection = world.Centre.Connect(second, null);
        const string Shared = "+393331234567";
        world.Submit(first, Alice, "1", From(Shared));
        alice.Send(Shared, "a");
        world.Wait(2);
        world.Submit(second, Alice, "2", From("3331234567"));
        alice.Send(Shared, "b");
        world.Wait(2);
        Assert.Equal(("a", "b"), (first.Texts.Single(), second.Texts.Single()));
        connection.Dispose();
        alice.Send(Shared, "c");
        world.Wait(2);
        Assert.Equal(["a", "c"], first.Texts);
    }

    [Fact]
    public void Answers_wait_for_who_has_the_number_next()
    {
        var world = new CentreWorld();
        var alice = world.Join(Alice);
        const string Number = "+393331234567";
        var gone = new Application();
        using (world.Centre.Connect(gone, null)) world.Submit(gone, Alice, "1", From(Number));
        alice.Send(Number, "answer 1");
        world.WaitDays(1);
        var connected = new Application();
        using (world.Centre.Connect(connected, "3331234567"))
        {
            world.Wait(2);
            Assert.Equal(["answer 1"], connected.Texts);
        }
        alice.Send(Number, "answer 2");
        world.Wait(100);
        var submits = new Application();
        world.Centre.Connect(submits, null);
        world.Wait(100);
        Assert.Empty(submits.Taken);
        world.Submit(submits, Alice, "2", From(Number));
        world.Wait(2);
        Assert.Equal(["answer 2"], submits.Texts);
        Assert.Empty(gone.Taken);
    }

    [Fact]
    public void An_entity_may_write_under_a_modules_number_but_gets_nothing_of_its()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(CentreWorld.Bob));
        var entity = new Application();
        world.Centre.Connect(entity, null);
        var message = world.Submit(entity, Alice, "x", s => s with { Source = CentreWorld.Address(CentreWorld.Bob), ReportSuccess = true });
        world.Wait(2);
        alice.Send(CentreWorld.Bob, "answer");
        world.Wait(2);
        Assert.Equal(["answer"], bob.Texts);
        Assert.Empty(entity.Taken);
        Assert.Same(message, Assert.Single(entity.Reports));
    }

    [Fact]
    public void A_prefix_is_had_where_nobody_has_the_number()
    {
        var world = new CentreWorld();
        var alice = world.Join(Alice);
        var (all, some, one) = (new Application(), new Application(), new Application());
        var connection = world.Centre.Connect(all, "*");
        world.Centre.Connect(some, "+3933*");
        world.Centre.Connect(one, "+39331");
        alice.Send("+4412345", "1");
        alice.Send("3312345", "2");
        alice.Send("+39331", "3");
        alice.Send(Alice, "4");
        world.Wait(2);
        Assert.Equal("1 2 3 4", string.Join(' ', [.. all.Texts, .. some.Texts, .. one.Texts, .. alice.Texts]));
        connection.Dispose();
        alice.Send("+441234567", "5");
        world.Wait(2);
        world.Centre.Connect(one, "+44*");
        world.Wait(2);
        Assert.Equal(["3", "5"], one.Texts);
    }

    [Fact]
    public void Words_can_be_a_source()
    {
        var world = new CentreWorld();
        var alice = world.Join(Alice);
        var entity = new Application();
        world.Centre.Connect(entity, null);
        var message = world.Submit(entity, Alice, "x", s => s with { Source = CentreWorld.Address("AT Run"), ReportSuccess = true });
        world.Wait(2);
        Assert.Equal("AT Run", alice.Messages.Single().Originator.Digits);
        Assert.Same(message, Assert.Single(entity.Reports));
    }

    [Fact]
    public void Who_submits_hears_what_it_wants_to_hear()
    {
        var world = new CentreWorld();
        world.Join(Alice);
        var entity = new Application();
        var connection = world.Centre.Connect(entity, Own);
        world.Submit(entity, Alice, "success, not asked for", s => s with { ReportFailure = true });
        world.Submit(entity, "+4412345", "failure, not asked for", s => s with { ReportSuccess = true });
        var success = world.Submit(entity, Alice, "success", s => s with { ReportSuccess = true });
        var failure = world.Submit(entity, "+4412345", "failure", s => s with { ReportFailure = true });
        Assert.Equal(MessageState.Enroute, success.State);
        world.Wait(2);
        Assert.Equal([success, failure], entity.Reports);
        Assert.Equal((MessageState.Delivered, DeliveryStatus.Received), (success.State, success.Status));
        Assert.Equal((MessageState.Undeliverable, DeliveryStatus.NotObtainable), (failure.State, failure.Status));
        Assert.Equal(1, (failure.Final!.Value - failure.Taken).TotalSeconds, 0.1);
        Assert.Same(failure, world.Centre.Find(failure.Id.ToLowerInvariant()));

        // A report waits as a message does.
        var late = world.Submit(entity, Alice, "late", s => s with { ReportSuccess = true });
        connection.Dispose();
        world.Wait(10);
        Assert.Equal(MessageState.Delivered, late.State);
        var again = new Application();
        world.Centre.Connect(again, Own);
        world.Wait(2);
        Assert.Same(late, Assert.Single(again.Reports));
    }

    [Fact]
    public void Of_two_that_write_under_one_number_each_hears_of_its_own()
    {
        var world = new CentreWorld();
        world.Join(Alice);
        var (first, second) = (new Application(), new Application());
        world.Centre.Connect(first, null);
        world.Centre.Connect(second, null);
        var one = world.Submit(first, Alice, "1", s => s with { Source = CentreWorld.Address("AT Run"), ReportSuccess = true });
        var two = world.Submit(second, Alice, "2", s => s with { Source = CentreWorld.Address("AT Run"), ReportSuccess = true });
        world.Wait(2);
        Assert.Same(one, Assert.Single(first.Reports));
        Assert.Same(two, Assert.Single(second.Reports));
    }

    [Fact]
    public void A_message_is_scheduled_cancelled_and_replaced()
    {
        var world = new CentreWorld();
        var alice = world.Join(Alice);
        var entity = new Application();
        world.Centre.Connect(entity, null);
        var later = world.Turn.Time.GetUtcNow().AddMinutes(10);
        world.Submit(entity, Alice, "scheduled", s => s with { Schedule = later });
        var cancelled = world.Submit(entity, Alice, "cancelled", s => s with { Schedule = later, ReportFailure = true });
        Assert.True(world.Centre.Cancel(cancelled.Id));
        Assert.False(world.Centre.Cancel(cancelled.Id));
        Assert.False(world.Centre.Cancel("FFFFFFFF"));
        Assert.Equal((MessageState.Deleted, DeliveryStatus.DeletedBySender), (cancelled.State, cancelled.Status));
        world.Wait(1);
        Assert.Same(cancelled, Assert.Single(entity.Reports));
        world.Wait(590);
        Assert.Empty(alice.Taken);
        world.Wait(20);
        Assert.Equal(["scheduled"], alice.Texts);
        alice.Off();
        world.Submit(entity, Alice, "1", s => s with { ProtocolId = 1 });
        world.Submit(entity, Alice, "2");
        world.Submit(entity, Alice, "3", s => s with { Replace = true });
        alice.On();
        world.Wait(5);
        Assert.Equal(["scheduled", "1", "3"], alice.Texts);
    }

    [Fact]
    public void An_entity_that_does_not_take_a_message_gets_it_again_and_one_that_goes_leaves_it()
    {
        var world = new CentreWorld();
        var alice = world.Join(Alice);
        var (busy, next) = (new Application { Receipt = () => new(SmsReceipt.ProtocolError) }, new Application());
        var connection = world.Centre.Connect(busy, Own);
        alice.Send(Own, "1");
        world.Wait(2);
        busy.Receipt = () => new(SmsReceipt.Taken);
        world.Wait(30);
        Assert.Equal(["1"], busy.Texts);
        var silence = new TaskCompletionSource<SmsReceipt>();
        busy.Receipt = () => new(silence.Task);
        alice.Send(Own, "2");
        world.Wait(2);
        world.Turn.Do(connection.Dispose);
        world.Centre.Connect(next, Own);
        world.Wait(2);
        Assert.Equal(["2"], next.Texts);
        Assert.Equal(["1"], busy.Texts);
        world.Turn.Do(() => silence.SetResult(SmsReceipt.Taken));
        Assert.Equal(0, world.Centre.Waiting);
    }

    [Fact]
    public void Without_a_source_or_a_destination_nothing_is_taken()
    {
        var world = new CentreWorld();
        var entity = new Application();
        Assert.Null(world.Centre.Submit(entity, new() { Destination = CentreWorld.Address(Alice) }, out var failure));
        Assert.Equal(CmsError.InvalidSmeAddress, failure);
        world.Centre.Connect(entity, "+39*");
        Assert.Null(world.Centre.Submit(entity, new() { Destination = CentreWorld.Address(Alice) }, out failure));
        world.Centre.Connect(entity, null);
        Assert.Null(world.Centre.Submit(entity, new() { Destination = default }, out failure));
        Assert.Equal(CmsError.InvalidSmeAddress, failure);
        Assert.NotNull(world.Centre.Submit(entity, new() { Destination = CentreWorld.Address(Alice) }, out _));
    }

    private static Func<CentreSubmission, CentreSubmission> From(string source) => s => s with { Source = CentreWorld.Address(source) };
}
