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

/// <summary>When a call to a subscriber goes elsewhere (27.007 §7.11, &lt;reason&gt;; 22.082).</summary>
public enum ForwardingReason
{
    Unconditional = 0,
    Busy = 1,
    NoReply = 2,
    NotReachable = 3,
}

/// <summary>Calls that a subscriber may not make or get (27.007 §7.4, &lt;fac&gt;; 22.088).</summary>
public enum BarringProgram
{
    /// <summary>AO: all outgoing calls</summary>
    AllOutgoing,

    /// <summary>OI: outgoing international calls</summary>
    OutgoingInternational,

    /// <summary>OX: outgoing international calls, but for those to the home country</summary>
    OutgoingInternationalButHome,

    /// <summary>AI: all incoming calls</summary>
    AllIncoming,

    /// <summary>IR: incoming calls while roaming</summary>
    IncomingRoaming,
}

/// <summary>Where calls go.</summary>
/// <param name="Number">As it was registered, e.g. <c>+39040…</c>.</param>
/// <param name="Active">False: registered, and not in effect.</param>
/// <param name="After">How long the subscriber's own telephone rings before; of <see cref="ForwardingReason.NoReply"/> alone.</param>
public sealed record Forwarding(string Number, bool Active, TimeSpan After);

/// <summary>How the network took a request about a supplementary service.</summary>
public enum ServiceAnswer
{
    Done,

    /// <summary>The barring password is another one.</summary>
    WrongPassword,

    /// <summary>Too many wrong passwords: the network's operator alone lifts that (22.004 §5.2).</summary>
    PasswordBlocked,

    /// <summary>The service cannot be had for these classes, or the request makes no sense now.</summary>
    Refused,
}

/// <summary>What is done to a forwarding (27.007 §7.11, &lt;mode&gt;).</summary>
public enum ForwardingChange
{
    Deactivate = 0,
    Activate = 1,
    Register = 3,
    Erase = 4,
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

    /// <summary>Classes for which a program bars calls, one bit each (22.088).</summary>
    ValueTask<ServiceClass> Barred(BarringProgram program, CancellationToken stop);

    /// <summary>Bars or allows calls of some classes; all programs at once, or none.</summary>
    /// <param name="programs">Which; where calls are barred: one.</param>
    /// <param name="classes">For what.</param>
    /// <param name="on">They are barred; another program of the same direction ends by that (22.088 §1.3).</param>
    /// <param name="password">Of the subscriber, for all barring: four digits.</param>
    /// <param name="stop">Gives up.</param>
    ValueTask<ServiceAnswer> Bar(IReadOnlyList<BarringProgram> programs, ServiceClass classes, bool on, string password, CancellationToken stop);

    /// <summary>A new password for barring (22.004 §5.2): four digits.</summary>
    ValueTask<ServiceAnswer> ChangePassword(string oldPassword, string newPassword, CancellationToken stop);

    /// <summary>Where calls go for a reason, class by class; classes without any are not listed (22.082).</summary>
    ValueTask<IReadOnlyList<(ServiceClass Class, Forwarding Where)>> Forwardings(ForwardingReason reason, CancellationToken stop);

    /// <summary>Changes where calls of some classes go.</summary>
    /// <param name="reasons">Which; all at once, or none.</param>
    /// <param name="change">What to do with them.</param>
    /// <param name="classes">For what.</param>
    /// <param name="number">Of a registration, or of an activation that registers; empty: none.</param>
    /// <param name="after">Of <see cref="ForwardingReason.NoReply"/>, in a registration: 5 to 30 s.</param>
    /// <param name="stop">Gives up.</param>
    ValueTask<ServiceAnswer> Forward(IReadOnlyList<ForwardingReason> reasons, ForwardingChange change, ServiceClass classes, string number, TimeSpan after, CancellationToken stop);

    /// <summary>Unstructured dialogues with the network.</summary>
    IUssd Ussd { get; }
}
