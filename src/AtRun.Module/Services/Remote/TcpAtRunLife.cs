namespace AtRun.Module.Services.Remote;

/// <summary>Which of its two configurations TCPATRUN is in (TCP-1).</summary>
public enum TcpAtRunMode
{
    /// <summary>#TCPATRUNL: the module listens.</summary>
    Server,

    /// <summary>#TCPATRUND: the module dials its host.</summary>
    Client,
}

/// <summary>Where TCPATRUN is in its life.</summary>
public enum TcpAtRunState
{
    /// <summary>Switched off; the instance is its former user's.</summary>
    Off,

    /// <summary>On, without an address.</summary>
    NoContext,

    /// <summary>In listen state.</summary>
    Listening,

    /// <summary>The port could not be had; it is tried again.</summary>
    PortTaken,

    /// <summary>A client is connected and not known yet.</summary>
    LoggingIn,

    /// <summary>The peer's command lines are run.</summary>
    Serving,

    /// <summary>The peer is joined with a serial port (#TCPATCONSER).</summary>
    Transparent,

    /// <summary>The host is being connected.</summary>
    Dialling,

    /// <summary>The host was not reached, or has ended the connection. Left at once.</summary>
    Disconnected,

    /// <summary>Until the next attempt (&lt;retryDelay&gt;).</summary>
    Pausing,

    /// <summary>All attempts failed: on, and nothing is tried.</summary>
    GivenUp,
}

/// <summary>What can happen to TCPATRUN.</summary>
public enum TcpAtRunEvent
{
    /// <summary>The set command, or the start of the module with the service stored as on.</summary>
    SwitchedOn,

    /// <summary>The set command with 0.</summary>
    SwitchedOff,

    /// <summary>The context of the socket has an address.</summary>
    ContextUp,

    /// <summary>It has none any more: deactivated by anybody, detached, SIM gone, network gone.</summary>
    ContextDown,

    /// <summary>Somebody else has the port.</summary>
    PortRefused,

    /// <summary>The time to the next attempt has passed.</summary>
    PauseOver,

    /// <summary>A client connected from an address that a rule of the firewall admits.</summary>
    ClientAdmitted,

    /// <summary>User name and password were right.</summary>
    LoggedIn,

    /// <summary>One of them was wrong, or did not come in time.</summary>
    LoginFailed,

    /// <summary>The host took the connection.</summary>
    Connected,

    /// <summary>It did not: refused, unreachable, silent until &lt;connTo&gt;, no such name.</summary>
    AttemptFailed,

    /// <summary>&lt;retryCnt&gt; attempts are not used up.</summary>
    AttemptLeft,

    /// <summary>They are, or there are none.</summary>
    NoAttemptLeft,

    /// <summary>#TCPATCONSER</summary>
    JoinedPort,

    /// <summary>The escape sequence.</summary>
    Escaped,

    /// <summary>The peer closed the connection.</summary>
    PeerFinished,

    /// <summary>The peer reset the connection, or the way to it is broken.</summary>
    PeerReset,

    /// <summary>No traffic for &lt;maxTo&gt;.</summary>
    IdleLimit,

    /// <summary>#TCPATRUNCLOSE</summary>
    CloseCommand,
}

/// <summary>The life of TCPATRUN in its two modes.</summary>
public static class TcpAtRunLife
{
    private static readonly TcpAtRunState[] Connected = [TcpAtRunState.LoggingIn, TcpAtRunState.Serving, TcpAtRunState.Transparent];
    private static readonly TcpAtRunState[] Joined = [TcpAtRunState.Serving, TcpAtRunState.Transparent];

    /// <summary>Server mode.</summary>
    public static Life<TcpAtRunState, TcpAtRunEvent> Server { get; } = Both()
        .On(TcpAtRunEvent.ContextUp, TcpAtRunState.NoContext, TcpAtRunState.Listening, "TCP-5, TCP-11")
        .On(TcpAtRunEvent.PortRefused, TcpAtRunState.Listening, TcpAtRunState.PortTaken, "Timers.ListenRetry")
        .On(TcpAtRunEvent.PauseOver, TcpAtRunState.PortTaken, TcpAtRunState.Listening, "Timers.ListenRetry")
        .On(TcpAtRunEvent.ClientAdmitted, TcpAtRunState.Listening, TcpAtRunState.LoggingIn, "TCP-6")
        .On(TcpAtRunEvent.LoggedIn, TcpAtRunState.LoggingIn, TcpAtRunState.Serving, "TCP-8, TCP-9")
        .On(TcpAtRunEvent.LoginFailed, TcpAtRunState.LoggingIn, TcpAtRunState.Listening, "TCP-8, TCP-9")
        .On(TcpAtRunEvent.CloseCommand, [TcpAtRunState.LoggingIn, TcpAtRunState.Serving], TcpAtRunState.Listening, "TCP-15")
        .On(TcpAtRunEvent.PeerFinished, Connected, TcpAtRunState.Listening, "TCP-11")
        .On(TcpAtRunEvent.PeerReset, Connected, TcpAtRunState.Listening, "TCP-11")
        .On(TcpAtRunEvent.IdleLimit, Connected, TcpAtRunState.Listening, "TCP-16, TCP-17")
        .On(TcpAtRunEvent.ContextDown, [TcpAtRunState.Listening, TcpAtRunState.PortTaken, .. Connected], TcpAtRunState.NoContext, "TCP-11")
        .On(TcpAtRunEvent.SwitchedOff, [TcpAtRunState.NoContext, TcpAtRunState.Listening, TcpAtRunState.PortTaken, .. Connected], TcpAtRunState.Off, "INS-5");

    /// <summary>Client mode.</summary>
    public static Life<TcpAtRunState, TcpAtRunEvent> Client { get; } = Both()
        .On(TcpAtRunEvent.ContextUp, TcpAtRunState.NoContext, TcpAtRunState.Dialling, "TCP-12, TCP-13")
        .On(TcpAtRunEvent.Connected, TcpAtRunState.Dialling, TcpAtRunState.Serving, "TCP-12")
        .On(TcpAtRunEvent.AttemptFailed, TcpAtRunState.Dialling, TcpAtRunState.Disconnected, "TCP-13, DEC-7")
        .On(TcpAtRunEvent.PeerFinished, Joined, TcpAtRunState.Disconnected, "TCP-13")
        .On(TcpAtRunEvent.PeerReset, Joined, TcpAtRunState.Disconnected, "TCP-13")
        .On(TcpAtRunEvent.AttemptLeft, TcpAtRunState.Disconnected, TcpAtRunState.Pausing, "TCP-13")
        .On(TcpAtRunEvent.NoAttemptLeft, TcpAtRunState.Disconnected, TcpAtRunState.GivenUp, "DEC-7")
        .On(TcpAtRunEvent.PauseOver, TcpAtRunState.Pausing, TcpAtRunState.Dialling, "TCP-13")
        .On(TcpAtRunEvent.SwitchedOn, TcpAtRunState.GivenUp, TcpAtRunState.Dialling, "DEC-7")
        .On(TcpAtRunEvent.CloseCommand, TcpAtRunState.Serving, TcpAtRunState.Dialling, "TCP-15")
        .On(TcpAtRunEvent.IdleLimit, Joined, TcpAtRunState.Dialling, "TCP-16, TCP-17")
        .On(TcpAtRunEvent.ContextDown, [TcpAtRunState.Dialling, TcpAtRunState.Pausing, TcpAtRunState.GivenUp, .. Joined], TcpAtRunState.NoContext, "TCP-11")
        .On(TcpAtRunEvent.SwitchedOff, [TcpAtRunState.NoContext, TcpAtRunState.Dialling, TcpAtRunState.Pausing, TcpAtRunState.GivenUp, .. Joined], TcpAtRunState.Off, "INS-5");

    /// <summary>The table of a mode.</summary>
    public static Life<TcpAtRunState, TcpAtRunEvent> Of(TcpAtRunMode mode) => mode == TcpAtRunMode.Server ? Server : Client;

    /// <summary>There is a peer in that state.</summary>
    public static bool IsConnected(TcpAtRunState state) => Array.IndexOf(Connected, state) >= 0;

    private static Life<TcpAtRunState, TcpAtRunEvent> Both() => new Life<TcpAtRunState, TcpAtRunEvent>()
        .On(TcpAtRunEvent.SwitchedOn, TcpAtRunState.Off, TcpAtRunState.NoContext, "DEC-6")
        .On(TcpAtRunEvent.JoinedPort, TcpAtRunState.Serving, TcpAtRunState.Transparent, "TCP-31")
        .On(TcpAtRunEvent.Escaped, TcpAtRunState.Transparent, TcpAtRunState.Serving, "TCP-31");
}
