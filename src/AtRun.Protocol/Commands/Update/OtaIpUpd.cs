namespace AtRun.Protocol.Commands.Update;

/// <summary>Asks the update server for an update, over IP; read: 1 while one goes on that was asked for so.</summary>
/// <remarks>AT reference 80000ST10025a p407, #OTAIPUPD</remarks>
[AtAction("#OTAIPUPD", Forms.Execute | Forms.Read | Forms.Test, NeedsPin = true)]
public sealed partial record OtaIpUpd;
