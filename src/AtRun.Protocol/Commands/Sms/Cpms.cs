namespace AtRun.Protocol.Commands.Sms;

/// <summary>Message storages: for reading and deleting, for writing and sending, for what is received.</summary>
/// <remarks>
/// 27.005 §3.2.2; AT reference 80000ST10025a p203-205, +CPMS. "ME" can be chosen under #SMSMODE=0, for reading alone: class 0
/// messages are there until power-off. One choice for all instances.
/// </remarks>
[AtSetting("+CPMS", Saved.Never, NeedsPin = true)]
public sealed partial record Cpms
{
    /// <summary>storage that +CMGL, +CMGR and +CMGD work on</summary>
    [Mandatory, Text(2, 2), Domain("(\"ME\",\"SM\")")] public string Memr { get; init; } = "SM";

    /// <summary>storage that +CMGW and +CMSS work on</summary>
    [Text(2, 2), Domain("(\"SM\")")] public string Memw { get; init; } = "SM";

    /// <summary>storage of received messages</summary>
    [Text(2, 2), Domain("(\"SM\")")] public string Mems { get; init; } = "SM";
}
