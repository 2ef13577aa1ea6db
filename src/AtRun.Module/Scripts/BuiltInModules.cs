using AtRun.Module.Products;
using AtRun.Module.Scripts.BuiltIn;
using AtRun.Module.Worlds;

namespace AtRun.Module.Scripts;

/// <summary>Which built-in modules scripts have on which product (Telit 80000ST10020a §3; USB0 with 2.7.2: own reading of the spec's list).</summary>
internal static class BuiltInModules
{
    public const string Modem = "MDM", Serial = "SER";

    private static readonly (Func<Product, bool> IsOn, Func<ScriptRun, BuiltInModule> Make)[] All =
    [
        (static _ => true, static run => new LanguageModule(ScriptLanguage.Module, run)),
        (static _ => true, static run => new ModemModule(Modem, 1, run)),
        (static _ => true, static run => new ModemModule("MDM2", 2, run)),
        (static _ => true, static run => new SerialModule(Serial, 1, run)),
        (static product => !product.HasGps, static run => new SerialModule("SER2", 2, run)),
        (static product => product.Flavour.HasUsb, static run => new SerialModule("USB0", 2, run)),
        (static _ => true, static run => new GpioModule("GPIO", run)),
        (static _ => true, static run => new ModModule("MOD", run)),
        (static _ => true, static run => new IicModule("IIC", run)),
        (static _ => true, static run => new SpiModule("SPI", run)),
        (static product => product.HasGps, static run => new GpsModule("GPS", run)),
    ];

    /// <summary>Those of the module's product, for one run.</summary>
    public static IEnumerable<BuiltInModule> Of(ScriptRun run) => All.Where(m => m.IsOn(run.Module.Product)).Select(m => m.Make(run));
}
