using System.Diagnostics;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Transport;

public sealed class EventLoopTests
{
    [Fact]
    public void Timers_fire_on_the_loop_in_order_and_at_the_speed_of_its_time()
    {
        using var thread = new LoopThread(speed: 3600);
        using var done = new ManualResetEventSlim();
        var time = thread.Loop.Time;
        var fired = new List<(int Minutes, double Late)>();
        var real = Stopwatch.StartNew();
        var start = time.GetUtcNow();
        thread.Do(() =>
        {
            var set = time.GetTimestamp();
            foreach (var minutes in (int[])[50, 10, 30, 60, 20, 40])
            {
                time.CreateTimer(_ =>
                {
                    Assert.True(thread.Loop.InLoop);
                    fired.Add((minutes, (time.GetElapsedTime(set) - TimeSpan.FromMinutes(minutes)).TotalSeconds));
                    if (minutes == 60)
                        done.Set();
                }, null, TimeSpan.FromMinutes(minutes), Timeout.InfiniteTimeSpan);
            }
        });
        Assert.True(done.Wait(LoopThread.Deadline));
        Assert.Equal([10, 20, 30, 40, 50, 60], fired.Select(timer => timer.Minutes));
        Assert.All(fired, timer => Assert.True(timer.Late >= 0));
        Assert.InRange(real.Elapsed.TotalSeconds, 0.9, 20);
        Assert.InRange((time.GetUtcNow() - start).TotalMinutes, 59, 20 * 60);
    }

    [Fact]
    public void Timers_of_one_moment_fire_as_they_were_set_and_changed_or_disposed_ones_obey()
    {
        using var thread = new LoopThread();
        using var done = new ManualResetEventSlim();
        var fired = new List<int>();
        thread.Do(() =>
        {
            ITimer Set(int number) => thread.Loop.Time.CreateTimer(_ => fired.Add(number), null, TimeSpan.FromMilliseconds(20), Timeout.InfiniteTimeSpan);
            var timers = Enumerable.Range(0, 100).Select(Set).ToList();
            for (var i = 0; i < 100; i += 3)
                timers[i].Dispose();

            Assert.False(timers[0].Change(TimeSpan.Zero, TimeSpan.Zero));
            timers[50].Change(TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
            timers[49].Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            thread.Loop.Time.CreateTimer(_ => done.Set(), null, TimeSpan.FromMilliseconds(21), Timeout.InfiniteTimeSpan);
        });
        Assert.True(done.Wait(LoopThread.Deadline));
        Assert.Equal([50, .. Enumerable.Range(0, 100).Where(i => i % 3 != 0 && i is not (49 or 50))], fired);
    }

    [Fact]
    public void A_timer_set_from_elsewhere_wakes_the_loop_and_a_periodic_one_goes_on_until_disposed()
    {
        using var thread = new LoopThread();
        using var ticks = new SemaphoreSlim(0);
        using (thread.Loop.Time.CreateTimer(_ => ticks.Release(), null, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)))
        {
            for (var i = 0; i < 5; i++)
                Assert.True(ticks.Wait(LoopThread.Deadline));
        }

        thread.Do(() => { });
        while (ticks.Wait(0))
        {
        }

        // Twenty periods later by the same clock.
        using var later = new ManualResetEventSlim();
        using var timer = thread.Loop.Time.CreateTimer(_ => later.Set(), null, TimeSpan.FromMilliseconds(20), Timeout.InfiniteTimeSpan);
        Assert.True(later.Wait(LoopThread.Deadline));
        Assert.Equal(0, ticks.CurrentCount);
    }

    [Fact]
    public void What_many_threads_post_runs_on_the_loop_and_in_each_one_s_order()
    {
        const int Threads = 4, Each = 5000;
        using var thread = new LoopThread();
        using var done = new CountdownEvent(Threads * Each);
        var last = new int[Threads];
        var disorder = 0;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, t =>
        {
            for (var i = 1; i <= Each; i++)
            {
                var number = i;
                thread.Loop.Post(() =>
                {
                    if (!thread.Loop.InLoop || ++last[t] != number)
                        disorder++;

                    done.Signal();
                });
            }
        });
        Assert.True(done.Wait(LoopThread.Deadline));
        Assert.Equal(0, disorder);
    }

    [Fact]
    public async Task An_await_inside_a_handler_resumes_on_the_loop_without_starving_it()
    {
        using var thread = new LoopThread();
        var result = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        thread.Loop.Post(async () =>
        {
            var inLoop = true;
            for (var i = 0; i < 1000; i++)
            {
                await Task.Yield();
                inLoop &= thread.Loop.InLoop;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), thread.Loop.Time);
            inLoop &= thread.Loop.InLoop;
            await Task.Run(() => { });
            result.SetResult(inLoop && thread.Loop.InLoop);
        });
        Assert.True(await result.Task.WaitAsync(LoopThread.Deadline, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_timer_that_sets_itself_at_once_leaves_room_for_others()
    {
        using var thread = new LoopThread();
        ITimer? again = null;
        thread.Do(() =>
        {
            again = thread.Loop.Time.CreateTimer(_ => again?.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            again.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        });
        Assert.Equal(1, thread.Do(() => 1));
    }

    [Fact]
    public void Without_a_hook_a_fault_leaves_Run_and_the_loop_can_run_again()
    {
        using var loop = new EventLoop();
        using var stop = new CancellationTokenSource(LoopThread.Deadline);
        loop.Post(() => throw new FormatException());
        loop.Post(stop.Cancel);
        Assert.Throws<FormatException>(() => loop.Run(stop.Token));
        Assert.False(loop.InLoop);
        loop.Run(stop.Token);
        Assert.True(stop.IsCancellationRequested);
    }

    [Fact]
    public void Send_of_the_context_waits_and_hands_the_exception_over()
    {
        using var thread = new LoopThread();
        var inLoop = false;
        thread.Loop.Context.Send(_ => inLoop = thread.Loop.InLoop, null);
        Assert.True(inLoop);
        Assert.Throws<FormatException>(() => thread.Loop.Context.Send(_ => throw new FormatException(), null));
    }

    [Fact]
    public void Links_belong_to_the_loop()
    {
        using var thread = new LoopThread();
        thread.Do(() => { });
        Assert.Throws<InvalidOperationException>(() => thread.Loop.Listen(new(System.Net.IPAddress.Loopback, 0), (_, _) => null));
    }
}
