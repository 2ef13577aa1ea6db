namespace AtRun.Protocol.Results;

/// <summary>What a module sends when it waits for data in the middle of a command, octet for octet. S3 and S4 do not change it.</summary>
public static class Prompts
{
    /// <summary>Before a message or a PDU, and before the data of #SSEND, #SEMAIL, #I2CWR and their like: <c>CR LF &gt; SP</c>.</summary>
    /// <remarks>27.005 §3.5.1, §4.3</remarks>
    public static ReadOnlySpan<byte> Message => "\r\n> "u8;

    /// <summary>Before the octets of a script that is written: <c>CR LF &gt;&gt;&gt;</c>.</summary>
    /// <remarks>AT reference 80000ST10025a #WSCRIPT</remarks>
    public static ReadOnlySpan<byte> WriteScript => "\r\n>>>"u8;

    /// <summary>In front of the octets of a script that is read: <c>CR LF &lt;&lt;&lt;</c>.</summary>
    /// <remarks>AT reference 80000ST10025a #RSCRIPT</remarks>
    public static ReadOnlySpan<byte> ReadScript => "\r\n<<<"u8;
}
