using AtRun.Protocol.Results;

namespace AtRun.Module.Ppp;

/// <summary>Begins PPP on an instance: +CGDATA and ATD*99***n#.</summary>
internal static class PppCall
{
    /// <summary>CONNECT, or why not. A context that carries sockets is theirs; so is an instance with a link that only the escape sequence left.</summary>
    public static async ValueTask<FinalResult> Begin(AtCall call, int cid)
    {
        var (module, instance, stop) = (call.Module, call.Instance, call.Stop);
        if (instance.Suspended is not null || module.Contexts.AddressOf(cid) is not null) return CmeError.OperationNotAllowed;
        if (await module.Attach.Attach(stop) is { IsSuccess: false } detached) return detached;
        if (!module.Contexts.IsDefined(cid)) return CmeError.UnspecifiedGprsError;
        return instance.GoOnline(new PppSession(instance, cid));
    }
}
