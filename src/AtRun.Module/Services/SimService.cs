using AtRun.Module.Worlds;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services;

/// <summary>The SIM as the module sees it: what its state refuses, and the URCs of its changes.</summary>
public sealed class SimService(RunningModule module)
{
    public ISim Card => module.World.Sim;

    /// <summary>The SIM is there and unlocked.</summary>
    public bool IsReady => Card.State == SimState.Ready;

    /// <summary>The state changed: inserted, removed, PIN accepted.</summary>
    public event Action? Changed;

    /// <summary>What a command that needs the SIM is answered with now; null when the SIM is ready.</summary>
    public FinalResult? Refusal => Card.State switch
    {
        SimState.NotInserted => FinalResult.Of(CmeError.SimNotInserted),
        SimState.Pin => FinalResult.Of(CmeError.SimPinRequired),
        SimState.Puk => FinalResult.Of(CmeError.SimPukRequired),
        SimState.Blocked => FinalResult.Of(CmeError.SimFailure),
        _ => (FinalResult?)null,
    };

    internal void Start()
    {
        Card.PowerOn();
        Card.Changed += OnChanged;
    }

    internal void End() => Card.Changed -= OnChanged;

    private void OnChanged() => Changed?.Invoke();
}
