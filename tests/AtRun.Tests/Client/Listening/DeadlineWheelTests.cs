using AtRun.Client.Listening;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtRun.Tests.Client.Listening;

public sealed class DeadlineWheelTests
{
    private sealed class Item(Action<Item> elapsed) : WheelItem
    {
        internal override void Elapsed() => elapsed(this);
    }

    [Fact]
    public void Each_deadline_comes_once_and_in_time_however_it_is_set_moved_and_cleared()
    {
        Gen.Select(Gen.Int[0, 9], Gen.Int[-1, 300_000], Gen.Int[0, 30_000]).Array[1, 60].Sample(steps =>
        {
            var time = new FakeTimeProvider();
            using var wheel = new DeadlineWheel(time);
            var due = new long?[10];
            var items = new Item[10];
            for (var i = 0; i < items.Length; i++)
            {
                var me = i;
                items[i] = new Item(_ =>
                {
                    Assert.NotNull(due[me]);
                    Assert.InRange(wheel.Now, due[me]!.Value, due[me]!.Value + 200);
                    due[me] = null;
                });
            }
            foreach (var (item, deadline, pass) in steps)
            {
                due[item] = deadline < 0 ? null : wheel.Now + deadline;
                if (deadline < 0) wheel.Clear(items[item]);
                else wheel.Set(items[item], wheel.Now + deadline);
                for (var left = pass; left > 0; left -= 50)
                {
                    time.Advance(TimeSpan.FromMilliseconds(Math.Min(50, left)));
                    Assert.All(due, d => Assert.True(d is null || d > wheel.Now - 200));
                }
            }
        }, iter: 60);
    }

    [Fact]
    public void What_one_deadline_does_to_another_holds()
    {
        var time = new FakeTimeProvider();
        using var wheel = new DeadlineWheel(time);
        var heard = new List<string>();
        Item cleared = new(_ => heard.Add("cleared")), moved = new(_ => heard.Add("moved"));
        var first = new Item(_ =>
        {
            wheel.Clear(cleared);
            wheel.Set(moved, wheel.Now + 1000);
        });
        // The last one set is the first of its slot.
        foreach (var item in (Item[])[cleared, moved, first]) wheel.Set(item, 100);
        time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Empty(heard);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["moved"], heard);
    }

    /// <summary>Timers whose faults are heard elsewhere, as those of a loop.</summary>
    private sealed class ForgivingTime : FakeTimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
            s =>
            {
                try
                {
                    callback(s);
                }
                catch (InvalidOperationException)
                {
                }
            }, state, dueTime, period);
    }

    [Fact]
    public void One_that_throws_takes_nobody_else_with_it()
    {
        var time = new ForgivingTime();
        using var wheel = new DeadlineWheel(time);
        var heard = 0;
        Item[] items = [new(_ => heard++), new(_ => throw new InvalidOperationException("mine")), new(_ => heard++)];
        foreach (var item in items) wheel.Set(item, 100);
        time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(1, heard);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, heard);
    }
}
