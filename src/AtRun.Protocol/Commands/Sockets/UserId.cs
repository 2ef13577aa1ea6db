namespace AtRun.Protocol.Commands.Sockets;

/// <summary>User name of the single-socket set, for contexts that are activated without one.</summary>
/// <remarks>AT reference 80000ST10025a p450, #USERID; the greatest length is not printed there: that of #SGACT is taken</remarks>
[AtSetting("#USERID", Saved.SocketSet)]
public sealed partial record UserId
{
    /// <summary>user name</summary>
    [Text(0, 100)] public string User { get; init; } = "";
}
