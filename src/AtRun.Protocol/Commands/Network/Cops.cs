namespace AtRun.Protocol.Commands.Network;

/// <summary>Who selects the operator (27.007 §7.3).</summary>
public enum SelectionMode
{
    Automatic = 0,
    Manual = 1,
    Deregister = 2,

    /// <summary>Sets the format alone; never a mode that is in force.</summary>
    FormatOnly = 3,

    ManualThenAutomatic = 4,

    /// <summary>As <see cref="Manual"/>; of the oldest products (#COPSMODE=0), whose manual mode may leave the network for another.</summary>
    Locked = 5,
}

/// <summary>Selects the operator; the test form looks for all that can be heard.</summary>
/// <remarks>
/// 27.007 §7.3; AT reference 80000ST10025a p102, +COPS. Mode and operator are kept in non-volatile memory, the format is not
/// (p103); one selection for all instances (Telit 30268ST10299A p26).
/// </remarks>
[AtSetting("+COPS", Saved.Never, Abortable = true, TimeLimit = 30, DelayFor = Forms.Test, DelayBySms = 10, DelayByTcp = 10)]
[Remotely(RemoteEffect.NoAnswerBySms, "2")]
[Remotely(RemoteEffect.BlocksSmsUntilUndoneByTcp, "2")]
public sealed partial record Cops
{
    /// <summary>The long name.</summary>
    public const int LongName = 0;

    /// <summary>The short name; of the oldest products.</summary>
    public const int ShortName = 1;

    /// <summary>MCC and MNC.</summary>
    public const int Numeric = 2;

    /// <summary>0: automatic, 1: manual, 2: deregister, 3: set the format alone, 4: manual, automatic if that fails</summary>
    [Domain("(0-4)")] public SelectionMode Mode { get; init; }

    /// <summary>of the operator: 0: long name, 2: country and network code</summary>
    [OneOf(LongName, ShortName, Numeric), Domain("(0,2)")] public int Format { get; init; }

    /// <summary>operator, for modes 1 and 4</summary>
    [Text(0, 16)] public string Oper { get; init; } = "";

    /// <summary>Country and network code: 5 or 6 digits.</summary>
    public static bool IsPlmn(string text) => text.Length is 5 or 6 && text.All(char.IsAsciiDigit);
}
