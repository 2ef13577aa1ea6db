namespace AtRun.Protocol.Commands.Apps;

/// <summary>Arguments that M2M_main of an app gets from its next start on; none given: none.</summary>
/// <remarks>Telit ME310 library, #M2MARG; the length of an argument is an own choice</remarks>
[AtSetting("#M2MARG", Saved.Nvm, Families = Families.AppZone)]
public sealed partial record M2mArg
{
    public const int MaxLength = 31;

    /// <summary>first argument</summary>
    [Text(0, MaxLength)] public string Arg1 { get; init; } = "";

    /// <summary>second argument</summary>
    [Text(0, MaxLength)] public string Arg2 { get; init; } = "";

    /// <summary>third argument</summary>
    [Text(0, MaxLength)] public string Arg3 { get; init; } = "";

    /// <summary>fourth argument</summary>
    [Text(0, MaxLength)] public string Arg4 { get; init; } = "";

    /// <summary>fifth argument</summary>
    [Text(0, MaxLength)] public string Arg5 { get; init; } = "";

    /// <summary>sixth argument</summary>
    [Text(0, MaxLength)] public string Arg6 { get; init; } = "";

    /// <summary>seventh argument</summary>
    [Text(0, MaxLength)] public string Arg7 { get; init; } = "";

    /// <summary>eighth argument</summary>
    [Text(0, MaxLength)] public string Arg8 { get; init; } = "";

    /// <summary>ninth argument</summary>
    [Text(0, MaxLength)] public string Arg9 { get; init; } = "";

    /// <summary>tenth argument</summary>
    [Text(0, MaxLength)] public string Arg10 { get; init; } = "";

    /// <summary>Those up to the last one that is not empty.</summary>
    public IReadOnlyList<string> Given
    {
        get
        {
            string[] all = [Arg1, Arg2, Arg3, Arg4, Arg5, Arg6, Arg7, Arg8, Arg9, Arg10];
            return all[..(Array.FindLastIndex(all, a => a.Length > 0) + 1)];
        }
    }
}
