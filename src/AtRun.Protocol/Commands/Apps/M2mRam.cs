namespace AtRun.Protocol.Commands.Apps;

/// <summary>Says how much memory an app may have and how much the one that runs has, octets.</summary>
/// <remarks>Telit ME310 library, #M2MRAM; the form of the answer is an own choice</remarks>
[AtAction("#M2MRAM", Forms.Execute | Forms.Test, Families = Families.AppZone)]
public sealed partial record M2mRam;
