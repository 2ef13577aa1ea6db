namespace AtRun.Module.Worlds;

/// <summary>Classes of service that a supplementary service is set for (27.007 §7.4, &lt;class&gt;): a sum.</summary>
[Flags]
public enum ServiceClass
{
    None = 0,
    Voice = 1,
    Data = 2,
    Fax = 4,
    Sms = 8,
    DataSync = 16,
    DataAsync = 32,
    PacketAccess = 64,
    PadAccess = 128,

    /// <summary>What a command means that says nothing of it: voice, data and fax.</summary>
    Usual = Voice | Data | Fax,
}

/// <summary>Whether the subscriber's number is hidden from those whom it calls (27.007 §7.7, &lt;m&gt;).</summary>
public enum ClirStatus
{
    NotProvisioned = 0,
    Permanent = 1,
    Unknown = 2,

    /// <summary>Hidden, unless a call says otherwise.</summary>
    TemporaryRestricted = 3,

    /// <summary>Shown, unless a call says otherwise.</summary>
    TemporaryAllowed = 4,
}

/// <summary>The supplementary services of the subscriber, as the network keeps them. Each request takes the network a second or so.</summary>
/// <remarks>The module asks only while it is registered.</remarks>
public interface ISupplementaryServices
{
    /// <summary>Numbers of callers are presented (CLIP, 22.081).</summary>
    ValueTask<bool> HasClip(CancellationToken stop);

    /// <summary>Its own number is hidden from others (CLIR, 22.081).</summary>
    ValueTask<ClirStatus> Clir(CancellationToken stop);

    /// <summary>Classes for which calls wait while another is up (CW, 22.083).</summary>
    ValueTask<ServiceClass> CallWaiting(CancellationToken stop);

    /// <summary>Switches call waiting for those classes.</summary>
    ValueTask SetCallWaiting(ServiceClass classes, bool on, CancellationToken stop);
}
