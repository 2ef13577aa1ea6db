namespace AtRun.Client.Messages;

/// <summary>What TP-Status says (23.040 §9.2.3.15).</summary>
public static class StatusText
{
    /// <summary>The centre does not try any more: the module has not got it.</summary>
    public static bool IsGivenUp(byte status) => status is >= 0x40 and < 0x80;

    public static string Of(byte status) => status switch
    {
        0x00 => "delivered",
        0x01 => "forwarded; whether it was delivered cannot be confirmed",
        0x02 => "replaced by the centre",
        < 0x20 => "delivered",
        0x20 or 0x60 => Final(status, "congestion"),
        0x21 or 0x61 => Final(status, "busy"),
        0x22 or 0x62 => Final(status, "no response"),
        0x23 or 0x63 => Final(status, "service rejected"),
        0x24 or 0x44 or 0x64 => Final(status, "quality of service not available"),
        0x25 or 0x65 => Final(status, "error"),
        0x40 => "remote procedure error",
        0x41 => "incompatible destination",
        0x42 => "connection rejected",
        0x43 => "not obtainable",
        0x45 => "no interworking available",
        0x46 => "validity period expired",
        0x47 => "deleted by the sender",
        0x48 => "deleted by the centre",
        0x49 => "does not exist",
        < 0x40 => "not yet delivered, the centre still tries",
        < 0x80 => "not delivered, the centre does not try any more",
        _ => "reserved status",
    };

    private static string Final(byte status, string why) => $"{why}; the centre {(status < 0x40 ? "still tries" : "does not try any more")}";
}
