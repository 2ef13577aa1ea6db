using System.Text;
using AtRun.Module;
using AtRun.Module.Instances;
using AtRun.Module.Worlds;

namespace AtRun.Host;

/// <summary>Types the init commands on instance 1 of a module, once in its life: the state remembers that it was done.</summary>
internal sealed class FirstPowerOn : IInstanceUser
{
    /// <summary>In the module's flash, out of reach of its settings.</summary>
    private const string DoneKey = "host/init";

    /// <summary>Commands about the network make sense once there is one; without one they are tried after this.</summary>
    private static readonly TimeSpan WaitForNetwork = TimeSpan.FromSeconds(20);

    /// <summary>More than any command may take (AT reference 80000ST10025a p21-24: 150 s for a context, where it answers at all).</summary>
    private static readonly TimeSpan LongestCommand = TimeSpan.FromSeconds(180);

    private readonly CellularModule _module;
    private readonly IFlash _flash;
    private readonly IReadOnlyList<string> _commands;
    private readonly Simulator _simulator;
    private readonly StringBuilder _answer = new();
    private TaskCompletionSource? _ready;

    public FirstPowerOn(CellularModule module, IFlash flash, IReadOnlyList<string> commands, Simulator simulator)
    {
        (_module, _flash, _commands, _simulator) = (module, flash, commands, simulator);
        if (flash.ReadAll().Any(e => e.Key == DoneKey)) return;
        module.PoweredOn += Run;
    }

    public Owner Owner => Owner.LocalPort;

    public void Write(ReadOnlySpan<byte> octets) => _answer.Append(Encoding.Latin1.GetString(octets));

    public void Ready() => _ready?.TrySetResult();

    private async void Run(RunningModule running)
    {
        _module.PoweredOn -= Run;
        await Registered(running);
        var instance = running.Instance(1);
        if (!running.IsOn || instance.User.Owner is not (Owner.Nobody or Owner.LocalPort)) return;
        instance.HandTo(this);
        foreach (var command in _commands)
        {
            if (!running.IsOn) break;
            _answer.Clear();
            _ready = new();
            instance.Run(command);
            if (instance.Busy) await Answered(running, instance);
            var lines = _answer.ToString().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
            if (lines is [.., var last] && last.Contains("ERROR", StringComparison.Ordinal)) _simulator.Report(_module, command, last);
        }
        if (running.IsOn && instance.User == this) running.Release(1);
        await _flash.Write(new[] { new FlashChange(DoneKey, "done") });
        _simulator.Done(_module);
    }

    /// <summary>A command that asks for data, or does not end for another reason, is aborted.</summary>
    private async Task Answered(RunningModule running, AtInstance instance)
    {
        await Task.WhenAny(_ready!.Task, Task.Delay(LongestCommand, running.World.Time, running.PowerLost));
        if (running.IsOn && instance.Busy) instance.Abort();
    }

    private static async Task Registered(RunningModule running)
    {
        if (running.Attach.IsAttached) return;
        var attached = new TaskCompletionSource();
        void Look()
        {
            if (running.Attach.IsAttached) attached.TrySetResult();
        }
        running.Attach.Changed += Look;
        await Task.WhenAny(attached.Task, Task.Delay(WaitForNetwork, running.World.Time, running.PowerLost));
        running.Attach.Changed -= Look;
    }
}
