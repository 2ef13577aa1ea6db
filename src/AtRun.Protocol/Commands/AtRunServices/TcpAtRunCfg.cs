namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>Whether a client of TCPATRUN is asked for its name.</summary>
public enum LoginMode
{
    /// <summary>The client sends user name and password unasked (TCP-8).</summary>
    Automatic = 0,

    /// <summary>The module prompts for each (TCP-9).</summary>
    StepByStep = 1,
}

/// <summary>Socket, instance, ports, time limit and login of the TCP remote AT service.</summary>
/// <remarks>AT reference 80000ST10025a p380, #TCPATRUNCFG</remarks>
[AtSetting("#TCPATRUNCFG", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record TcpAtRunCfg
{
    /// <summary>socket that the service uses</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;

    /// <summary>AT instance reserved for the service</summary>
    [Mandatory, Range(1, 3)] public int Instance { get; init; } = 2;

    /// <summary>port to listen on, server mode</summary>
    [Mandatory, Range(1, 65535)] public int TcpPort { get; init; } = 1024;

    /// <summary>port of the host, client mode</summary>
    [Mandatory, Range(1, 65535)] public int TcpHostPort { get; init; } = 1024;

    /// <summary>address or name of the host, client mode</summary>
    [Mandatory, Text(0, 100)] public string TcpHost { get; init; } = "";

    /// <summary>1: show #TCPATRUN: when a peer connects or disconnects</summary>
    [Range(0, 1)] public int Urcmod { get; init; } = 1;

    /// <summary>minutes a command may take before the module reboots</summary>
    [Range(1, 5)] public int Timeout { get; init; } = 5;

    /// <summary>0: the client sends its name and password unasked; 1: it is prompted</summary>
    public LoginMode AuthMode { get; init; } = LoginMode.Automatic;

    /// <summary>attempts after a failed connection, client mode</summary>
    [Range(0, 5)] public int RetryCnt { get; init; }

    /// <summary>minutes between attempts, client mode</summary>
    [Range(1, 3600)] public int RetryDelay { get; init; } = 2;
}
