namespace AtRun.Protocol.Commands.Calls;

/// <summary>Whether a character that is typed aborts a call that is set up.</summary>
/// <remarks>AT reference 80000ST10025a p358</remarks>
[AtSetting("#CESTHLCK", Saved.Extended, NewStyleOnly = true)]
public sealed partial record CestHlck
{
    /// <summary>0: it does, 1: it does not</summary>
    [Range(0, 1)] public int ClosureType { get; init; }
}
