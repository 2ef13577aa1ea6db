namespace AtRun.Module.Services;

/// <summary>Registration with the network.</summary>
public sealed class NetworkService(RunningModule module)
{
    public bool IsRegistered => module.Sim.IsReady;

    public event Action? Changed;

    internal void Start() => module.Sim.Changed += () => Changed?.Invoke();

    internal void End() { }
}
