namespace AtRun.Protocol.Results;

/// <summary>Result codes of calls under #DIALMODE=2 that are their text alone (AT reference 80000ST10025a p325-327).</summary>
public static class CallSteps
{
    /// <summary>The other end has taken the call; it ends ATD of a voice call.</summary>
    public const string Connected = "CONNECTED";

    /// <summary>The call was ended from here.</summary>
    public const string Released = "RELEASED";

    /// <summary>The other end has hung up, or the call came to nothing.</summary>
    public const string Disconnected = "DISCONNECTED";
}
