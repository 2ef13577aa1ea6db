namespace AtRun.Protocol.Commands.Network;

/// <summary>What +CCFC does.</summary>
public enum ForwardingCommand
{
    Disable = 0,
    Enable = 1,
    Query = 2,
    Register = 3,
    Erase = 4,
}

/// <summary>Where calls to this subscriber go.</summary>
/// <remarks>27.007 §7.11; AT reference 80000ST10025a p114, +CCFC</remarks>
[AtAction("+CCFC", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 15)]
public sealed partial record Ccfc
{
    /// <summary>0: unconditional, 1: busy, 2: no reply, 3: not reachable; 4: all calls, 5: all conditional calls, neither of them queried</summary>
    [Mandatory, Range(0, 5)] public int Reason { get; init; }

    /// <summary>0: disable, 1: enable, 2: query, 3: register and enable, 4: erase</summary>
    [Mandatory] public ForwardingCommand Cmd { get; init; } = ForwardingCommand.Query;

    /// <summary>where to, in the character set of +CSCS</summary>
    [Text(0, 84)] public string Number { get; init; } = "";

    /// <summary>129: national numbering, 145: international; without it the + of the number says so</summary>
    [OneOf(129, 145)] public int Type { get; init; } = 129;

    /// <summary>sum of the kinds of service meant; 7: voice, data, fax</summary>
    [Range(1, 255)] public int Class { get; init; } = 7;

    /// <summary>a subaddress is not taken</summary>
    [Text(0, 0)] public string Subaddr { get; init; } = "";

    /// <summary>nor its type</summary>
    [Range(0, 255)] public int Satype { get; init; }

    /// <summary>seconds that it rings before "no reply"; rounded up to a multiple of 5</summary>
    [Range(1, 30)] public int Time { get; init; } = 20;
}
