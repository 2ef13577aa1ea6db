namespace AtRun.Protocol.Commands.Sms;

/// <summary>Where the parts of each concatenated message are stored.</summary>
/// <remarks>AT reference 80000ST10025a p363, #CMGLCONCINDEX</remarks>
[AtAction("#CMGLCONCINDEX", Forms.Action, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record CmglConcIndex;
