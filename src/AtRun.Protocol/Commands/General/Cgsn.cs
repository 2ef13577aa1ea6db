namespace AtRun.Protocol.Commands.General;

/// <summary>Serial number: the IMEI.</summary>
/// <remarks>27.007 §5.4; AT reference 80000ST10025a p82</remarks>
[AtAction("+CGSN", Forms.Action)]
public sealed partial record Cgsn;
