using AtRun.Protocol.Commands.Sockets;

namespace AtRun.Module.Ip;

/// <summary>What holds for a socket now, also while it is open.</summary>
/// <remarks>
/// #SCFG and #SCFGEXT2 set it, at power-on and whenever they are given. So do #PKTSZ, #SKTTO, #SKTCT and #DSTO of the instance that has the number of the
/// socket (TCP-22), until power-off or #SKTSAV, which stores them as #SCFG does: a socket has these values once, whoever set them.
/// </remarks>
public sealed class SocketParameters
{
    /// <summary>Octets of a packet, 1-1500.</summary>
    public int PacketSize { get; set; } = Scfg.DefaultPacketSize;

    /// <summary>Without traffic for that long the connection is closed; zero: never.</summary>
    public TimeSpan IdleLimit { get; set; }

    /// <summary>For the connection to come about.</summary>
    public TimeSpan ConnectLimit { get; set; }

    /// <summary>After that long less than a packet is sent; zero: never by itself.</summary>
    public TimeSpan SendDelay { get; set; }

    /// <summary>Data that comes restarts <see cref="SendDelay"/>; else it counts from the first octet that waits.</summary>
    public bool RestartsSendDelay { get; set; }

    /// <summary>One of them has changed: running timers are to be looked at.</summary>
    public event Action? Changed;

    /// <summary>Takes over what #SCFG says.</summary>
    public void Set(Scfg scfg)
    {
        PacketSize = scfg.PacketSize;
        IdleLimit = TimeSpan.FromSeconds(scfg.MaxTo);
        ConnectLimit = Tenths(scfg.ConnTo);
        SendDelay = Tenths(scfg.TxTo);
        Tell();
    }

    /// <summary>Takes over what #SCFGEXT2 says.</summary>
    public void Set(ScfgExt2 scfg)
    {
        RestartsSendDelay = scfg.BufferStart == 1;
        Tell();
    }

    /// <summary>What #SCFG would say of them: how #SKTSAV keeps them.</summary>
    public Scfg In(Scfg scfg) => scfg with
    {
        PktSz = PacketSize,
        MaxTo = (int)IdleLimit.TotalSeconds,
        ConnTo = Tenths(ConnectLimit),
        TxTo = Tenths(SendDelay),
    };

    /// <summary>To be called when something was set.</summary>
    public void Tell() => Changed?.Invoke();

    /// <summary>A parameter in units of 100 ms.</summary>
    public static TimeSpan Tenths(int value) => TimeSpan.FromMilliseconds(100 * value);

    private static int Tenths(TimeSpan value) => (int)(value.TotalMilliseconds / 100);
}
