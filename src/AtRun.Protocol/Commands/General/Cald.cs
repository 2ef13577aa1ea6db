namespace AtRun.Protocol.Commands.General;

/// <summary>Deletes the alarm.</summary>
/// <remarks>27.007 §8.38; AT reference 80000ST10025a p173-174, +CALD</remarks>
[AtAction("+CALD", Forms.Write | Forms.Test, NewStyleOnly = true)]
public sealed partial record Cald
{
    /// <summary>index</summary>
    [Mandatory, Range(0, 0)] public int N { get; init; }
}
