namespace AtRun.Protocol.Commands.Calls;

/// <summary>What a call is taken for where the network does not say it: the setting of instance 1 counts.</summary>
/// <remarks>27.007 §6.19; AT reference 80000ST10025a p92-93. A fax is refused: nobody takes it here.</remarks>
[AtSetting("+CSNS", Saved.Extended, NeedsPin = true)]
public sealed partial record Csns
{
    public const int Voice = 0, Fax = 2, Data = 4;

    /// <summary>0: voice, 2: fax, 4: data as +CBST says</summary>
    [OneOf(Voice, Fax, Data)] public int Mode { get; init; }
}
