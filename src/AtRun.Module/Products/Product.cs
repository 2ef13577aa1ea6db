using AtRun.Module.Settings;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Apps;
using AtRun.Protocol.Commands.Scripts;

namespace AtRun.Module.Products;

/// <summary>A product of the module family: what it says of itself, its ports, the commands it has, what it does otherwise than others.</summary>
/// <param name="Name">As <c>+CGMM</c> prints it and <c>--product</c> takes it.</param>
/// <param name="Family">Decides which commands exist.</param>
/// <param name="Flavour">What its generation does otherwise.</param>
/// <param name="Software">As <c>+CGMR</c> prints it while no other was downloaded: the first version with AT Run.</param>
/// <param name="Ports">Serial ports with an AT instance behind them.</param>
/// <param name="Pins">General purpose pins (#GPIO).</param>
/// <param name="Converters">Inputs of the analogue converter (#ADC).</param>
public sealed record Product(string Name, Families Family, Flavour Flavour, string Software, int Ports = 1, int Pins = 10, int Converters = 3)
{
    /// <summary>As <c>+CGMI</c> prints it (AT reference 80000ST10025a p275).</summary>
    public const string Manufacturer = "Telit";

    /// <summary>Octets of all scripts (Telit 80000ST10020a p15: about 2 MB).</summary>
    public const int ScriptMemory = WScript.Capacity;

    /// <summary>Scripts at most (Telit 80000ST10020a p18).</summary>
    public const int MostScripts = 255;

    /// <summary>Octets of all files of applications.</summary>
    public const int AppMemory = M2mWrite.Capacity;

    /// <summary>Files and directories of applications at most. Own choice: as of scripts.</summary>
    public const int MostAppFiles = 255;

    /// <summary>Runs Python scripts (PRD-3).</summary>
    public bool HasPython => Family.HasFlag(Families.Python);

    /// <summary>Runs AppZone applications (PRD-1).</summary>
    public bool HasAppZone => Family.HasFlag(Families.AppZone);

    /// <summary>Has a satellite receiver.</summary>
    public bool HasGps => Family.HasFlag(Families.Gps);

    /// <summary>Values of settings in a new module.</summary>
    public FactoryValues Factory => Flavour.Factory;

    public bool Has(AtCommand command) => (command.Facts.Families & Family) != 0 && (Flavour.Lacks.Count == 0 || !Flavour.Lacks.Contains(command));
}
