namespace AtRun.Protocol.Commands.General;

/// <summary>Writes to a device on an I2C bus between two pins. The data follow the prompt in hexadecimal digits, Ctrl-Z ends them.</summary>
/// <remarks>AT reference 80000ST10025a p359</remarks>
[AtAction("#I2CWR", Forms.Write | Forms.Test, NewStyleOnly = true, NeedsPin = true, Prompts = true, TestVaries = true)]
public sealed partial record I2cWr
{
    /// <summary>pin of the data line</summary>
    [Mandatory, Range(1, 13)] public int SdaPin { get; init; }

    /// <summary>pin of the clock line</summary>
    [Mandatory, Range(1, 13)] public int SclPin { get; init; }

    /// <summary>address of the device in hexadecimal digits; the last bit does not matter</summary>
    [Mandatory, Text(1, 3, Bare = true)] public string DeviceId { get; init; } = "";

    /// <summary>register, 0 to FF, in hexadecimal digits</summary>
    [Mandatory, Text(1, 2, Bare = true)] public string RegisterId { get; init; } = "";

    /// <summary>octets</summary>
    [Mandatory, Range(1, 254)] public int Len { get; init; }
}
