namespace AtRun.Module.Services;

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

/// <summary>Which attempts are left, where that decides.</summary>
public enum TcpAtRunGuard
{
    None,

    /// <summary>&lt;retryCnt&gt; attempts are not used up.</summary>
    AttemptLeft,

    /// <summary>They are, or there are none.</summary>
    NoAttemptLeft,
}

/// <summary>One row of the life of TCPATRUN.</summary>
/// <param name="Mode">The configuration it is about.</param>
/// <param name="From">Where the service is.</param>
/// <param name="Event">What happens.</param>
/// <param name="Guard">Only if.</param>
/// <param name="To">Where it is then.</param>
/// <param name="Source">The requirement.</param>
public sealed record TcpAtRunStep(TcpAtRunMode Mode, TcpAtRunState From, TcpAtRunEvent Event, TcpAtRunGuard Guard, TcpAtRunState To, string Source);

/// <summary>The whole life of TCPATRUN: every state, every event that means something in it. What is not here means nothing there.</summary>
/// <remarks><see cref="TcpAtRunService"/> moves by this table alone; docs/services.md is drawn from it.</remarks>
public static class TcpAtRunLife
{
    private static readonly List<TcpAtRunStep> Rows = [];

    static TcpAtRunLife()
    {
        Server();
        Client();
    }

    public static IReadOnlyList<TcpAtRunStep> Steps => Rows;

    /// <summary>Where an event leads; null: it means nothing in that state.</summary>
    public static TcpAtRunState? Next(TcpAtRunMode mode, TcpAtRunState from, TcpAtRunEvent what, bool attemptLeft)
    {
        foreach (var step in Rows)
            if (step.Mode == mode && step.From == from && step.Event == what && step.Guard != (attemptLeft ? TcpAtRunGuard.NoAttemptLeft : TcpAtRunGuard.AttemptLeft)) return step.To;
        return null;
    }

    /// <summary>There is a peer in that state.</summary>
    public static bool IsConnected(TcpAtRunState state) => state is TcpAtRunState.LoggingIn or TcpAtRunState.Serving or TcpAtRunState.Transparent;

    private static void Server()
    {
        TcpAtRunState[] withAddress = [TcpAtRunState.Listening, TcpAtRunState.PortTaken, TcpAtRunState.LoggingIn, TcpAtRunState.Serving, TcpAtRunState.Transparent];
        Add(TcpAtRunMode.Server, TcpAtRunState.Off, TcpAtRunEvent.SwitchedOn, TcpAtRunState.NoContext, "DEC-6");
        Add(TcpAtRunMode.Server, TcpAtRunState.NoContext, TcpAtRunEvent.ContextUp, TcpAtRunState.Listening, "TCP-5, TCP-11");
        Add(TcpAtRunMode.Server, TcpAtRunState.Listening, TcpAtRunEvent.PortRefused, TcpAtRunState.PortTaken, "Timers.ListenRetry");
        Add(TcpAtRunMode.Server, TcpAtRunState.PortTaken, TcpAtRunEvent.PauseOver, TcpAtRunState.Listening, "Timers.ListenRetry");
        Add(TcpAtRunMode.Server, TcpAtRunState.Listening, TcpAtRunEvent.ClientAdmitted, TcpAtRunState.LoggingIn, "TCP-6");
        Add(TcpAtRunMode.Server, TcpAtRunState.LoggingIn, TcpAtRunEvent.LoggedIn, TcpAtRunState.Serving, "TCP-8, TCP-9");
        Add(TcpAtRunMode.Server, TcpAtRunState.LoggingIn, TcpAtRunEvent.LoginFailed, TcpAtRunState.Listening, "TCP-8, TCP-9");
        Add(TcpAtRunMode.Server, TcpAtRunState.LoggingIn, TcpAtRunEvent.CloseCommand, TcpAtRunState.Listening, "TCP-15");
        Add(TcpAtRunMode.Server, TcpAtRunState.Serving, TcpAtRunEvent.CloseCommand, TcpAtRunState.Listening, "TCP-15");
        foreach (var connected in withAddress.Where(IsConnected))
        {
            Add(TcpAtRunMode.Server, connected, TcpAtRunEvent.PeerFinished, TcpAtRunState.Listening, "TCP-11");
            Add(TcpAtRunMode.Server, connected, TcpAtRunEvent.PeerReset, TcpAtRunState.Listening, "TCP-11");
            Add(TcpAtRunMode.Server, connected, TcpAtRunEvent.IdleLimit, TcpAtRunState.Listening, "TCP-16, TCP-17");
        }
        Port(TcpAtRunMode.Server);
        foreach (var state in withAddress) Add(TcpAtRunMode.Server, state, TcpAtRunEvent.ContextDown, TcpAtRunState.NoContext, "TCP-11");
        foreach (var state in withAddress.Prepend(TcpAtRunState.NoContext)) Add(TcpAtRunMode.Server, state, TcpAtRunEvent.SwitchedOff, TcpAtRunState.Off, "INS-5");
    }

    private static void Client()
    {
        TcpAtRunState[] withAddress = [TcpAtRunState.Dialling, TcpAtRunState.Serving, TcpAtRunState.Transparent, TcpAtRunState.Pausing, TcpAtRunState.GivenUp];
        Add(TcpAtRunMode.Client, TcpAtRunState.Off, TcpAtRunEvent.SwitchedOn, TcpAtRunState.NoContext, "DEC-6");
        Add(TcpAtRunMode.Client, TcpAtRunState.NoContext, TcpAtRunEvent.ContextUp, TcpAtRunState.Dialling, "TCP-12, TCP-13");
        Add(TcpAtRunMode.Client, TcpAtRunState.Dialling, TcpAtRunEvent.Connected, TcpAtRunState.Serving, "TCP-12");
        AddAttempts(TcpAtRunState.Dialling, TcpAtRunEvent.AttemptFailed, "TCP-13, DEC-7");
        Add(TcpAtRunMode.Client, TcpAtRunState.Pausing, TcpAtRunEvent.PauseOver, TcpAtRunState.Dialling, "TCP-13");
        Add(TcpAtRunMode.Client, TcpAtRunState.GivenUp, TcpAtRunEvent.SwitchedOn, TcpAtRunState.Dialling, "DEC-7");
        Add(TcpAtRunMode.Client, TcpAtRunState.Serving, TcpAtRunEvent.CloseCommand, TcpAtRunState.Dialling, "TCP-15");
        foreach (var connected in withAddress.Where(IsConnected))
        {
            AddAttempts(connected, TcpAtRunEvent.PeerFinished, "TCP-13");
            AddAttempts(connected, TcpAtRunEvent.PeerReset, "TCP-13");
            Add(TcpAtRunMode.Client, connected, TcpAtRunEvent.IdleLimit, TcpAtRunState.Dialling, "TCP-16, TCP-17");
        }
        Port(TcpAtRunMode.Client);
        foreach (var state in withAddress) Add(TcpAtRunMode.Client, state, TcpAtRunEvent.ContextDown, TcpAtRunState.NoContext, "TCP-11");
        foreach (var state in withAddress.Prepend(TcpAtRunState.NoContext)) Add(TcpAtRunMode.Client, state, TcpAtRunEvent.SwitchedOff, TcpAtRunState.Off, "INS-5");
    }

    private static void Port(TcpAtRunMode mode)
    {
        Add(mode, TcpAtRunState.Serving, TcpAtRunEvent.JoinedPort, TcpAtRunState.Transparent, "TCP-31");
        Add(mode, TcpAtRunState.Transparent, TcpAtRunEvent.Escaped, TcpAtRunState.Serving, "TCP-31");
    }

    private static void AddAttempts(TcpAtRunState from, TcpAtRunEvent what, string source)
    {
        Rows.Add(new(TcpAtRunMode.Client, from, what, TcpAtRunGuard.AttemptLeft, TcpAtRunState.Pausing, source));
        Rows.Add(new(TcpAtRunMode.Client, from, what, TcpAtRunGuard.NoAttemptLeft, TcpAtRunState.GivenUp, source));
    }

    private static void Add(TcpAtRunMode mode, TcpAtRunState from, TcpAtRunEvent what, TcpAtRunState to, string source) => Rows.Add(new(mode, from, what, TcpAtRunGuard.None, to, source));
}
