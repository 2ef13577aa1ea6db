namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>Joins the peer of the TCP remote AT service with a serial port of the module, until the escape sequence arrives in one segment.</summary>
/// <remarks>AT reference 80000ST10025a p388, #TCPATCONSER</remarks>
[AtAction("#TCPATCONSER", Forms.Write | Forms.Test, NewStyleOnly = true)]
public sealed partial record TcpAtConSer
{
    /// <summary>serial port: 0 the main one, 1 the second</summary>
    [Mandatory, Range(0, 1)] public int Port { get; init; }

    /// <summary>bit/s</summary>
    [Mandatory, OneOf(300, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)] public int Rate { get; init; } = 115200;
}
