namespace AtRun.Module.Services;

/// <summary>Registration with the network.</summary>
public sealed class NetworkService(RunningModule module)
{
    internal void Start() => _ = module;

    internal void End() { }
}
