namespace AtRun.Protocol.Commands.Calls;

/// <summary>Sends tones in a call of voice.</summary>
/// <remarks>27.007 annex C.2.11; AT reference 80000ST10025a p176-178</remarks>
[AtAction("+VTS", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 20, TestVaries = true)]
public sealed partial record Vts
{
    /// <summary>0-9, #, *, A-D, and P for a pause of 3 s</summary>
    [Mandatory, Text(1, 32, Bare = true), Domain("(0-9,#,*,A-D)")] public string Tones { get; init; } = "";

    /// <summary>length of a single tone in 1/100 s; 0: as the network has it</summary>
    [Range(0, 255)] public int Duration { get; init; }
}
