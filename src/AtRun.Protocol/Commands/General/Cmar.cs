namespace AtRun.Protocol.Commands.General;

/// <summary>Forgets all that was set since the factory, and restarts. The SIM and the clock keep what they have.</summary>
/// <remarks>27.007 §8.36; AT reference 80000ST10025a p50-51, +CMAR. The code from the factory is not printed there: own choice.</remarks>
[AtAction("+CMAR", Forms.Write | Forms.Test, NeedsPin = true)]
[Remotely(RemoteEffect.NoAnswerBySms | RemoteEffect.DisablesSms | RemoteEffect.DisablesTcp)]
public sealed partial record Cmar
{
    /// <summary>The code that a module comes with.</summary>
    public const string FactoryCode = "12345678";

    /// <summary>phone lock code, 8 digits</summary>
    [Mandatory, Secret, Text(8, 8)] public string Code { get; init; } = "";
}
