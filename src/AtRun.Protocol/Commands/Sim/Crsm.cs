namespace AtRun.Protocol.Commands.Sim;

/// <summary>A command to a file of the SIM.</summary>
/// <remarks>27.007 §8.18; AT reference 80000ST10025a p163, +CRSM; GSM 11.11 §9.2. p141: also before the PIN</remarks>
[AtAction("+CRSM", Forms.Write | Forms.Test)]
public sealed partial record Crsm
{
    public const int ReadBinary = 176;
    public const int ReadRecord = 178;
    public const int GetResponse = 192;
    public const int UpdateBinary = 214;
    public const int UpdateRecord = 220;
    public const int Status = 242;

    /// <summary>Not given.</summary>
    public const int Missing = -1;

    /// <summary>176: READ BINARY, 178: READ RECORD, 192: GET RESPONSE, 214: UPDATE BINARY, 220: UPDATE RECORD, 242: STATUS</summary>
    [Mandatory, OneOf(ReadBinary, ReadRecord, GetResponse, UpdateBinary, UpdateRecord, Status)] public int Cmd { get; init; } = Status;

    /// <summary>identifier of the file, e.g. 28423 (6F07); for all but STATUS</summary>
    [Range(0, 65535)] public int FileId { get; init; } = Missing;

    /// <summary>for all but GET RESPONSE and STATUS, as the next two</summary>
    [Range(0, 255)] public int P1 { get; init; } = Missing;

    /// <summary>see P1</summary>
    [Range(0, 255)] public int P2 { get; init; } = Missing;

    /// <summary>octets that are read or written</summary>
    [Range(0, 255)] public int P3 { get; init; } = Missing;

    /// <summary>what is written, in hexadecimal</summary>
    [Text(0, 510)] public string Data { get; init; } = "";
}
