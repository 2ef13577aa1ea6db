namespace AtRun.Module.Worlds;

/// <summary>What switched a module on.</summary>
public enum WakeReason
{
    /// <summary>The supply came, or the ON/OFF pin was pulled, or it restarted by itself.</summary>
    Button,

    /// <summary>The time of +CALA came.</summary>
    Alarm,

    /// <summary>A charger was connected while the module was shut down.</summary>
    Charger,

    /// <summary>The terminal became ready, which #SYSHALT was told to watch for.</summary>
    Terminal,
}
