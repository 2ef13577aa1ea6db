namespace AtRun.Module.Worlds;

/// <summary>Data calls of the module over circuits, to access servers that speak IP: one at a time.</summary>
public interface IDataCalls
{
    /// <summary>Calls a number; false: it is busy, or nobody answers there. Seconds; the caller has a limit of its own.</summary>
    ValueTask<bool> Call(string number, CancellationToken stop);

    /// <summary>Asks the server that answered for an address. Seconds.</summary>
    ValueTask<ContextAnswer> OpenIp(ContextAuthentication authentication, string user, string password, CancellationToken stop);

    /// <summary>Ends the call, and with it its address. Nothing if there is none.</summary>
    void HangUp();

    /// <summary>The other end ended the call.</summary>
    event Action? Ended;
}
