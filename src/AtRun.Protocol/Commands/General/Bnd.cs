namespace AtRun.Protocol.Commands.General;

/// <summary>Radio bands that the module uses. On bands that no network around has, it loses the network.</summary>
/// <remarks>AT reference 80000ST10025a p341, #BND (the UMTS bands of later products are not there)</remarks>
[AtSetting("#BND", Saved.Nvm)]
[Remotely(RemoteEffect.BlocksTcp, "2")]
[Remotely(RemoteEffect.BlocksTcp | RemoteEffect.BlocksSms, "3")]
public sealed partial record Bnd
{
    /// <summary>0: 900 and 1800 MHz, 1: 900 and 1900 MHz, 2: 850 and 1800 MHz, 3: 850 and 1900 MHz</summary>
    [Range(0, 3)] public int Band { get; init; }
}
