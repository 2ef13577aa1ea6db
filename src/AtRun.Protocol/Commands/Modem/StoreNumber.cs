namespace AtRun.Protocol.Commands.Modem;

/// <summary>Keeps a telephone number: <c>AT&amp;Z3=0401234</c>; without number it is deleted. A number is not overwritten.</summary>
/// <remarks>AT reference 80000ST10025a p45. Records 0 to 9: own choice, the manual says ten.</remarks>
[AtAction("&Z", Forms.Write)]
public sealed partial record StoreNumber
{
    /// <summary>record, 0-9, with = and the number, up to 24 digits</summary>
    [Mandatory, Text(2, 27, Bare = true)] public string Entry { get; init; } = "";
}
