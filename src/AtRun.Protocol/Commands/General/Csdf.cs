namespace AtRun.Protocol.Commands.General;

/// <summary>Format of dates. The first is about a display, which a module does not have; the second is that of +CCLK and +CALA.</summary>
/// <remarks>27.007 §6.22; AT reference 80000ST10025a p371-372, +CSDF</remarks>
[AtSetting("+CSDF", Saved.Extended, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record Csdf
{
    /// <summary>The value of aux mode for years of four digits.</summary>
    public const int FourDigits = 2;

    /// <summary>format of a display: 1 DD-MMM-YYYY, 2 DD-MM-YY, 3 MM/DD/YY, 4 DD/MM/YY, 5 DD.MM.YY, 6 YYMMDD, 7 YY-MM-DD</summary>
    [Range(1, 7)] public int Mode { get; init; } = 1;

    /// <summary>1: yy/MM/dd, 2: yyyy/MM/dd</summary>
    [Range(1, 2)] public int AuxMode { get; init; } = 1;
}
