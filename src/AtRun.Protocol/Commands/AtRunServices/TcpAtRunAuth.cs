namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>Who may log in to the TCP remote AT service.</summary>
/// <remarks>AT reference 80000ST10025a p385, #TCPATRUNAUTH</remarks>
[AtAction("#TCPATRUNAUTH", Forms.Setting, NewStyleOnly = true)]
public sealed partial record TcpAtRunAuth
{
    /// <summary>Pairs kept at most.</summary>
    public const int MaxUsers = 3;

    /// <summary>0: remove a pair, 1: add a pair, 2: remove all</summary>
    [Mandatory, Range(0, 2)] public int Action { get; init; }

    /// <summary>user name</summary>
    [Text(0, 50)] public string Userid { get; init; } = "";

    /// <summary>password</summary>
    [Secret(Answered = 2), Text(0, 50)] public string Passw { get; init; } = "";
}
