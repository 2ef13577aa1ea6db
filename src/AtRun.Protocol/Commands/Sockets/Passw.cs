namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Password that goes with #USERID; it is not shown.</summary>
/// <remarks>AT reference 80000ST10025a p451, #PASSW</remarks>
[AtSetting("#PASSW", Saved.SocketSet, Forms = Forms.Write | Forms.Test)]
public sealed partial record Passw
{
    /// <summary>password</summary>
    [Secret, Text(0, 100)] public string Pwd { get; init; } = "";
}
