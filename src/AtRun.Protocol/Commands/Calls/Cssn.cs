namespace AtRun.Protocol.Commands.Calls;

/// <summary>What the network says of calls: forwarded, waiting, barred, held.</summary>
/// <remarks>27.007 §7.17; AT reference 80000ST10025a p128-131</remarks>
[AtSetting("+CSSN", Saved.Extended, NeedsPin = true)]
public sealed partial record Cssn
{
    /// <summary>0: off, 1: <c>+CSSI: code</c> of a call that is set up: 1 some forwarding is active, 2 forwarded, 3 waiting, 5 outgoing, 6 incoming calls barred</summary>
    [Range(0, 1)] public int N { get; init; }

    /// <summary>0: off, 1: <c>+CSSU: code</c> of a call that comes in or is up: 0 forwarded, 2 put on hold, 3 taken back</summary>
    [Range(0, 1)] public int M { get; init; }
}
