using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Module.Ip;

/// <summary>Sends in packets: full ones at once, what is less when the transmission timeout expires (TCP-16; AT reference 80000ST10025a p417).</summary>
public sealed class PacketBuffer
{
    private readonly TimeProvider _time;
    private readonly ILink _link;
    private readonly SocketParameters _parameters;
    private OctetBuffer? _rest;
    private ITimer? _timer;

    /// <param name="time">The module's clock.</param>
    /// <param name="link">Where packets go.</param>
    /// <param name="parameters">Size of a packet, and how long less than one waits.</param>
    public PacketBuffer(TimeProvider time, ILink link, SocketParameters parameters)
    {
        (_time, _link, _parameters) = (time, link, parameters);
        parameters.Changed += ParametersChanged;
    }

    /// <summary>Octets handed to the link since the beginning.</summary>
    public long Sent { get; private set; }

    /// <summary>When octets were handed to the link last, as a timestamp of the clock.</summary>
    public long LastSent { get; private set; }

    public void Write(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return;
        var packetSize = _parameters.PacketSize;
        var waited = false;
        if (_rest is { Count: > 0 })
        {
            var missing = Math.Clamp(packetSize - _rest.Count, 0, octets.Length);
            _rest.Add(octets[..missing]);
            octets = octets[missing..];
            waited = _rest.Count < packetSize;
            if (!waited) Flush();
        }
        if (!waited)
        {
            var full = octets.Length - octets.Length % packetSize;
            Send(octets[..full]);
            if (full == octets.Length) return;
            (_rest ??= new(packetSize)).Add(octets[full..]);
        }
        // The delay counts from the first octet that waits, or from the last one (#SCFGEXT2, AT reference 80000ST10025a p421).
        if (!waited || _parameters.RestartsSendDelay) Delay();
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
        _parameters.Changed -= ParametersChanged;
        _timer?.Dispose();
    }

    private void Delay()
    {
        var delay = _parameters.SendDelay == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : _parameters.SendDelay;
        if (_timer is not null) _timer.Change(delay, Timeout.InfiniteTimeSpan);
        else if (delay != Timeout.InfiniteTimeSpan) _timer = _time.CreateTimer(static b => ((PacketBuffer)b!).Flush(), this, delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What waits now waits as long as the new parameters say, and not at all if it fills a packet.</summary>
    private void ParametersChanged()
    {
        if (_rest is not { Count: > 0 }) return;
        if (_rest.Count >= _parameters.PacketSize) Flush();
        else Delay();
    }

    private void Send(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return;
        Sent += octets.Length;
        LastSent = _time.GetTimestamp();
        _link.Send(octets);
    }
}
