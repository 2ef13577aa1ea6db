namespace AtRun.Protocol.Commands.Update;

/// <summary>How the module reaches the update server over IP: access point and login.</summary>
/// <remarks>AT reference 80000ST10025a p410-412, #OTASNAPIPCFG. The bearer 1, a data call, is not offered.</remarks>
[AtSetting("#OTASNAPIPCFG", Saved.Nvm, NeedsPin = true)]
public sealed partial record OtaSnapIpCfg
{
    public const int Undefined = 0, Packet = 2;

    /// <summary>0: none, 2: packet service</summary>
    [Mandatory, OneOf(Undefined, Packet), Domain("(0-2)")] public int Bearer { get; init; }

    /// <summary>access point name</summary>
    [Text(0, 99), Domain("99")] public string Apn { get; init; } = "";

    /// <summary>user name</summary>
    [Text(0, 49), Domain("49")] public string Username { get; init; } = "";

    /// <summary>password</summary>
    [Secret(Answered = 4), Text(0, 49), Domain("49")] public string Password { get; init; } = "";

    /// <summary>how long the server's answer is waited for, seconds; 0: for ever</summary>
    [Range(0, 65535)] public int RspTimeout { get; init; } = 300;
}
