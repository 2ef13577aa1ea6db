namespace AtRun.Protocol.Commands.General;

/// <summary>Whether the module is too hot or too cold. The write form has no effect.</summary>
/// <remarks>AT reference 80000ST10025a p294-295, #QTEMP</remarks>
[AtAction("#QTEMP", Forms.Setting)]
public sealed partial record QTemp
{
    /// <summary>no effect</summary>
    [Range(0, 0)] public int Mode { get; init; }
}
