using System.Globalization;
using AtRun.Module.Files;
using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Apps;

namespace AtRun.Module.Apps;

/// <summary>The app of the module: which one starts at power-on and when, which one runs (PRD-1, TCP-41).</summary>
/// <remarks>
/// One app runs at a time: one that is started takes the place of the one that runs. #M2MRUN=2 chooses the app, +M2M when it starts: own
/// choice where the sources have examples alone. An app that was ended for a fault is not started again before the next power-on.
/// </remarks>
public sealed class AppService(RunningModule module)
{
    /// <summary>Octets of memory of an app: own choice.</summary>
    public const int Memory = 2 * 1024 * 1024;

    private const string StartKey = "apps/start";

    private AppMachine? _running;
    private ITimer? _start;
    private bool _disturbed;

    /// <summary>Whole path of the app that runs; null: none does.</summary>
    public string? Running => _running?.Name;

    /// <summary>Octets of memory that it has.</summary>
    public int Used => _running?.Memory ?? 0;

    /// <summary>What starts at power-on, and how many seconds after it; null: nothing does.</summary>
    public (string File, int Delay)? AtPowerOn
    {
        get
        {
            var kept = module.Nvm.GetText(StartKey)?.Split('\n');
            return kept is [var file, var delay] ? (file, int.Parse(delay, CultureInfo.InvariantCulture)) : null;
        }
    }

    /// <summary>The whole path of a file that can be run; null: it is none.</summary>
    internal static string? PathOf(StoredFile? executable) => executable is null ? null : AppFiles.Root + executable.Name;

    internal ValueTask StartAtPowerOn(string? file, int delay) =>
        module.Nvm.SetText(StartKey, file is null ? null : string.Create(CultureInfo.InvariantCulture, $"{file}\n{delay}"));

    internal void Start()
    {
        if ((module.Product.Family & Protocol.Commands.Families.AppZone) == 0 || AtPowerOn is not { } app) return;
        var mode = module.Nvm.Get<M2m>();
        if (mode.Mode == M2m.Off) return;
        var delay = app.Delay + (mode.Mode == M2m.WhenQuiet ? mode.Delay : 0);
        if (mode.Mode == M2m.WhenQuiet) module.CommandBegins += Disturbed;
        _start = module.World.Time.CreateTimer(static s => ((AppService)s!).StartNow(), this, TimeSpan.FromSeconds(delay), Timeout.InfiniteTimeSpan);
    }

    internal void End()
    {
        StopWaiting();
        Stop();
    }

    /// <summary>Runs an app, in the place of the one that runs. Null: it is loaded and runs; else why it does not.</summary>
    internal async ValueTask<string?> Run(string file)
    {
        if (module.World.Apps is not { } runtime) return "nothing here runs apps";
        if (await module.AppFiles.Read(file) is not { } code) return "there is no such file";
        if (!module.IsOn) return "the power is off";
        Stop();
        var app = _running = new AppMachine(this, module, file);
        app.Start(runtime, new(file, code, module.Nvm.Get<M2mArg>().Given, Memory));
        Log.AppStarts(module.World.Log, file);
        return await app.WhenLoaded;
    }

    /// <summary>Ends the app that runs.</summary>
    internal void Stop()
    {
        var app = _running;
        _running = null;
        app?.End();
    }

    internal void Ended(AppMachine app, string reason)
    {
        Log.AppEnded(module.World.Log, app.Name, reason);
        if (_running == app) _running = null;
        app.End();
    }

    // A command of the app itself cannot come before it runs.
    private void Disturbed(AtInstance instance) => _disturbed = true;

    private void StartNow()
    {
        StopWaiting();
        if (_disturbed || AtPowerOn is not { } app) return;
        module.InBackground(async _ =>
        {
            if (await Run(app.File) is { } reason) Log.AppNotStarted(module.World.Log, app.File, reason);
        });
    }

    private void StopWaiting()
    {
        _start?.Dispose();
        _start = null;
        module.CommandBegins -= Disturbed;
    }
}
