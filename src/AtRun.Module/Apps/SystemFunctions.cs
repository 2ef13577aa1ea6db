using AtRun.Module.Products;
using AtRun.Module.Worlds;
using static AtRun.Module.Worlds.AppParameter;

namespace AtRun.Module.Apps;

/// <summary>Clock, sleep, reset, trace, what the module is (Telit AppZone samples, m2m_os_api.h).</summary>
/// <remarks>Tasks, messages and locks are no matter of the module: what runs the app has them. Memory is the app's own (sdk/appzone).</remarks>
internal sealed class SystemFunctions(AppMachine app) : AppGroup(app)
{
    /// <summary>Longest text of m2m_info_…, with its zero: own choice.</summary>
    private const int MaxText = 64;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly long _began = app.Module.World.Time.GetTimestamp();

    public override IEnumerable<AppFunction> Functions() =>
    [
        Waits("m2m_os_sleep_ms", null, Sleep, Integer),
        Returns("m2m_os_retrieve_clock", 0, _ => (int)(Module.World.Time.GetElapsedTime(_began) / Tick)),
        Does("m2m_os_sys_reset", _ => Module.AfterGrace(m => m.Reboot($"the app {App.Name} resets the module")), Integer),
        Does("m2m_os_trace_out", a => Log.AppTrace(Module.World.Log, App.Name, a.Text(0) ?? ""), Text),
        Info("m2m_info_get_manufacturer", () => Product.Manufacturer),
        Info("m2m_info_get_model", () => Module.Product.Name),
        Info("m2m_info_get_serial_num", () => Module.Imei),
        Info("m2m_info_get_factory_SN", () => Module.Imei),
        Info("m2m_info_get_sw_version", () => Module.Update.Software),
        Info("m2m_info_get_fw_version", () => Module.Update.Software),
        Info("m2m_info_get_IMSI", () => Module.Sim.IsReady ? Module.World.Sim.Imsi ?? "" : ""),
        Info("m2m_info_get_MSISDN", () => Module.Sim.IsReady ? Module.World.Sim.OwnNumber ?? "" : ""),
    ];

    private static AppFunction Info(string name, Func<string> text) => new(name, null, [Place(MaxText)], _ => new(new AppAnswer(0, Ended(text()))));

    private async ValueTask<AppAnswer> Sleep(AppArguments arguments)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Min((uint)arguments[0], int.MaxValue)), Module.World.Time, App.Stop);
        return 0;
    }
}
