namespace AtRun.Protocol.Commands.Calls;

/// <summary>Several calls of voice: ends, holds, swaps and joins them.</summary>
/// <remarks>27.007 §7.13; 22.030 §6.5.5; AT reference 80000ST10025a p119-121</remarks>
[AtAction("+CHLD", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 30, TestVaries = true)]
public sealed partial record Chld
{
    /// <summary>
    /// 0: refuses the call that waits, else ends those on hold; 1: ends what is up and takes the other; 1X: ends call X; 2: holds what is up and takes the
    /// other; 2X: holds all but call X; 3: joins those on hold with what is up; 4: connects the other two and leaves
    /// </summary>
    [Mandatory, OneOf(0, 1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 17, 21, 22, 23, 24, 25, 26, 27)] public int N { get; init; }
}
