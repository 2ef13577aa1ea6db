using System.Net;

namespace AtRun.Simulation;

/// <summary>Which addresses answer ICMP echo requests, and to whom: one table for all modules of a simulation.</summary>
public sealed class EchoTable
{
    private readonly Dictionary<IPAddress, Func<IPAddress, bool>> _answering = [];

    /// <summary>From now on that address answers who may ask, until it is disposed of. Who comes later takes its place.</summary>
    public IDisposable Add(IPAddress address, Func<IPAddress, bool> mayAsk)
    {
        _answering[address] = mayAsk;
        return new Entry(this, address, mayAsk);
    }

    /// <summary>That address answers an echo request of this sender.</summary>
    public bool Answers(IPAddress address, IPAddress sender) => _answering.TryGetValue(address, out var mayAsk) && mayAsk(sender);

    private sealed class Entry(EchoTable table, IPAddress address, Func<IPAddress, bool> mayAsk) : IDisposable
    {
        public void Dispose()
        {
            if (table._answering.TryGetValue(address, out var present) && present == mayAsk) table._answering.Remove(address);
        }
    }
}
