using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Scripts;
using AtRun.Protocol.Links;
using AtRun.Protocol.Multiplexing;

namespace AtRun.Module.Scripts;

/// <summary>The script of the module: when it starts, what it has while it runs, its end (AT reference 80000ST10025a p542-546; Telit 80000ST10020a §4).</summary>
/// <remarks>
/// One runs at a time. At power-on it starts behind the services: whoever is configured on instance 1 or 2 there has it before the script, which
/// runs without (see <see cref="ScriptTerminal"/>); once it runs it holds instance 1, and 2 from the import of MDM2 on, and services are refused (INS-3). Own decision.
/// </remarks>
public sealed class ScriptService
{
    /// <summary>Characters of the reason of an end that the log takes.</summary>
    private const int LongestReason = 500;

    private const int SerialChannel = 1, OutputChannel = 4;

    private readonly RunningModule _module;
    private ScriptRun? _run;
    private ITimer? _untilStart;
    private bool _isStarting;

    internal ScriptService(RunningModule module)
    {
        _module = module;
        Output = new(module);
        Watchdog = new(module);
    }

    /// <summary>Name of the file that runs; null: none does.</summary>
    public string? InUse => _run?.Name;

    /// <summary>What scripts print, as they print it.</summary>
    public event Action<ReadOnlySpan<byte>>? Printed
    {
        add => Output.Printed += value;
        remove => Output.Printed -= value;
    }

    internal ScriptOutput Output { get; }

    internal ScriptWatchdog Watchdog { get; }

    /// <summary>The main port is on instance 3, whether a script runs or not (#STARTMODESCR=2; Telit 80000ST10020a p83). As it was at power-on.</summary>
    internal bool PortIsOnThird { get; private set; }

    /// <summary>The instance of a port from 0 on.</summary>
    internal int InstanceOf(int port) => port == 0 && PortIsOnThird ? RunningModule.InstanceCount : port + 1;

    /// <summary>Power is on; the ports are not attached yet.</summary>
    internal void Prepare() => PortIsOnThird = _module.Product.HasPython && _module.Nvm.Get<StartModeScr>().Mode == StartModeScr.Always;

    /// <summary>All else has started.</summary>
    internal void Start()
    {
        var start = _module.Nvm.Get<StartModeScr>();
        if (!_module.IsOn || !_module.Product.HasPython || _module.Nvm.Get<EScript>().Name.Length == 0) return;
        switch (start.Mode)
        {
            case StartModeScr.WithoutTerminal when !IsTerminalReady:
            case StartModeScr.Always:
                StartAtPowerOn();
                break;
            case StartModeScr.Untouched:
                _untilStart = _module.World.Time.CreateTimer(static s => ((ScriptService)s!).StartAtPowerOn(), this, TimeSpan.FromSeconds(start.Timeout), Timeout.InfiniteTimeSpan);
                break;
        }
    }

    internal void End()
    {
        StopWaiting();
        Watchdog.Disable();
        _run?.End();
        _run = null;
    }

    /// <summary>A command was typed at a port: the script is not wanted (#STARTMODESCR=1).</summary>
    internal void Typed() => StopWaiting();

    /// <summary>Starts the script that is selected. False: it does not run, and the log says why.</summary>
    /// <param name="by">The instance whose line asks for it; null: none does.</param>
    internal async ValueTask<bool> Run(AtInstance? by)
    {
        if (_module.World.Scripts is not { } runtime) return Refuse("nothing here runs scripts");
        if (_run is { } other) return Refuse($"{other.Name} runs already");
        if (_isStarting) return Refuse("one starts already");
        var name = _module.Nvm.Get<EScript>().Name;
        if (name.Length == 0) return Refuse("none is selected (#ESCRIPT)");
        _isStarting = true;
        try
        {
            if (await _module.Scripts.Read(name) is not { } source) return Refuse($"there is no file {name}");
            if (!_module.IsOn) return false;
            StopWaiting();
            return Begin(runtime, name, source, by);
        }
        finally
        {
            _isStarting = false;
        }
    }

    /// <summary>A channel of the multiplexer that is for scripts (Telit 80000ST10020a p24): 4 for what they print, and 1 for SER where the multiplexer was started for them. Null: it is none of these.</summary>
    internal ILinkReceiver? Accept(MultiplexerChannel channel)
    {
        if (_run is not { } run) return null;
        if (channel.Dlci == SerialChannel && _module.Multiplexer.IsForScript && run.Serial is { } serial)
        {
            serial.Take(channel);
            return serial;
        }
        if (channel.Dlci != OutputChannel) return null;
        Output.Channel = channel;
        return Output;
    }

    internal void OnEnded(ScriptRun run)
    {
        if (run != _run) return;
        _run = null;
        Output.End();
        if (run.Reason is { } reason) Log.ScriptFailed(_module.World.Log, run.Name, OneLine(reason));
        else Log.ScriptEnded(_module.World.Log, run.Name);
    }

    // DTR of a port that nothing is plugged into is off, too.
    private bool IsTerminalReady => _module.Ports is [{ Link: not null }, ..] && _module.Board.DtrOf(1);

    private bool Refuse(string why)
    {
        Log.ScriptNotStarted(_module.World.Log, why);
        return false;
    }

    private bool Begin(IScriptRuntime runtime, string name, ReadOnlyMemory<byte> source, AtInstance? by)
    {
        var run = new ScriptRun(_module, this, name, by);
        _run = run;
        try
        {
            StartMultiplexer(run);
            run.Begin(runtime, source);
        }
        catch
        {
            _run = null;
            run.End();
            throw;
        }
        if (_run != run) return run.Reason is null;
        Log.ScriptStarted(_module.World.Log, name);
        return true;
    }

    // The script may have made it up.
    private static string OneLine(string reason) => string.Concat(reason.Take(LongestReason).Select(c => char.IsControl(c) ? '.' : c));

    private void StartAtPowerOn()
    {
        StopWaiting();
        _module.InBackground(async _ => await Run(by: null));
    }

    // "It enables CMUX interface at startup, before current script execution" (AT reference 80000ST10025a p552).
    private void StartMultiplexer(ScriptRun run)
    {
        if (_module.Nvm.Get<CmuxScr>() is not { Enable: 1, Rate: var rate } || _module.Multiplexer.IsForScript || _module.Ports is not [var port, ..]) return;
        run.WithInstance(_module.Instance(InstanceOf(0)), () =>
        {
            if (!_module.Multiplexer.StartForScript(port, rate)) Log.ScriptWithoutMultiplexer(_module.World.Log, run.Name);
        });
    }

    private void StopWaiting()
    {
        _untilStart?.Dispose();
        _untilStart = null;
    }
}
