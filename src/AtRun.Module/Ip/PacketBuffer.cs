using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Module.Ip;

/// <summary>Sends in packets: full ones at once, what is less when the transmission timeout expires (TCP-16; AT reference 80000ST10025a p417).</summary>
/// <param name="time">The module's clock.</param>
/// <param name="link">Where packets go.</param>
/// <param name="parameters">Size of a packet, and how long less than one waits.</param>
public sealed class PacketBuffer(TimeProvider time, ILink link, SocketParameters parameters)
{
    private OctetBuffer? _rest;
    private ITimer? _timer;

    /// <summary>Octets handed to the link since the beginning.</summary>
    public long Sent { get; private set; }

    /// <summary>When octets were handed to the link last, as a timestamp of the clock.</summary>
    public long LastSent { get; private set; }

    public void Write(ReadOnlySpan<byte> octets)
    {
        var packetSize = parameters.PacketSize;
        if (_rest is { Count: > 0 })
        {
            var missing = Math.Clamp(packetSize - _rest.Count, 0, octets.Length);
            _rest.Add(octets[..missing]);
            octets = octets[missing..];
            if (_rest.Count < packetSize) return;
            Flush();
        }
        var full = octets.Length - octets.Length % packetSize;
        Send(octets[..full]);
        if (full == octets.Length) return;
        (_rest ??= new(packetSize)).Add(octets[full..]);
        var timeout = parameters.SendDelay;
        if (timeout == TimeSpan.Zero) return;
        if (_timer is null) _timer = time.CreateTimer(static b => ((PacketBuffer)b!).Flush(), this, timeout, Timeout.InfiniteTimeSpan);
        else _timer.Change(timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sends what waits.</summary>
    public void Flush()
    {
        if (_rest is not { Count: > 0 }) return;
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Send(_rest.Written);
        _rest.Clear();
    }

    /// <summary>Sends what waits, and never again.</summary>
    public void Close()
    {
        Flush();
        _timer?.Dispose();
    }

    private void Send(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return;
        Sent += octets.Length;
        LastSent = time.GetTimestamp();
        link.Send(octets);
    }
}
