using System.Runtime.ExceptionServices;

namespace AtRun.Transport;

/// <summary>Where awaits inside the handlers of an <see cref="EventLoop"/> resume: on its thread.</summary>
internal sealed class LoopContext(EventLoop loop) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => loop.Post(d, state);

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (loop.InLoop)
        {
            d(state);
            return;
        }

        using var done = new ManualResetEventSlim();
        Exception? fault = null;
        loop.Post(_ =>
        {
            try
            {
                d(state);
            }
            catch (Exception e)
            {
                fault = e;
            }
            finally
            {
                done.Set();
            }
        }, null);
        done.Wait();
        if (fault is not null)
            ExceptionDispatchInfo.Throw(fault);
    }

    public override SynchronizationContext CreateCopy() => this;
}
