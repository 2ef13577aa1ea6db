using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Links;

namespace AtRun.Module.Services.OnBoard;

/// <summary>What the module drives on its board beside the general purpose pins.</summary>
public sealed class BoardOutputs(RunningModule module)
{
    private const string AuxiliaryKey = "vaux";

    private static readonly PortLines[] Lines = [PortLines.Dcd, PortLines.Cts, PortLines.Ri, PortLines.Dsr, PortLines.Dtr, PortLines.Rts];

    private static readonly string[] Lights = ["Off", "On", "Automatic", "Blinking"];

    private PortLines _set;

    /// <summary>The auxiliary voltage is on (#VAUX).</summary>
    public bool Auxiliary { get; set; }

    /// <summary>What the converter puts out, in 1023rds of its greatest voltage; null: high impedance (#DAC).</summary>
    public int? Converter => module.Volatile.Get<Dac>() is { Enable: 1, Value: var value } ? value : null;

    /// <summary>What the status light does (#SLED).</summary>
    public string Light => Lights[module.Volatile.Get<Sled>().Mode];

    /// <summary>The alarm output, pin 6 in its alternate function, is high.</summary>
    public bool Alarm => module.Alarm.RaisesPin && module.Pins.Count >= PinService.AlarmOutput && module.Pins.DirectionOf(PinService.AlarmOutput) == PinDirection.Alternate;

    internal void Start()
    {
        Auxiliary = module.Nvm.GetText(AuxiliaryKey) is not null;
        module.Messages.Arrived += OnMessage;
        module.Alarm.Changed += module.UpdateLines;
    }

    internal void End() => module.Alarm.Changed -= module.UpdateLines;

    /// <summary>Whether the auxiliary voltage is on is so after the next power-on too.</summary>
    internal ValueTask KeepAuxiliary() => module.Nvm.SetText(AuxiliaryKey, Auxiliary ? "1" : null);

    /// <summary>The lines that the main port shows: those of the driver, but for the ones that #V24 sets.</summary>
    internal PortLines Shown(PortLines driver)
    {
        for (var pin = 0; pin < V24Cfg.FirstInput; pin++)
            if (IsFree(pin)) driver = (driver & ~Lines[pin]) | (_set & Lines[pin]);
        return driver;
    }

    /// <summary>The line is set by #V24.</summary>
    internal bool IsFree(int pin) => module.Volatile.Get<V24Cfg>(pin).Mode == 1;

    /// <summary>Level of a line of the main port: low (0) is on.</summary>
    internal int LevelOf(int pin)
    {
        var first = module.Instance(1);
        return (Shown(first.ModuleLines) | first.TerminalLines).HasFlag(Lines[pin]) ? 0 : 1;
    }

    /// <summary>Sets a line that is free.</summary>
    internal void Put(int pin, int level) => _set = level == 0 ? _set | Lines[pin] : _set & ~Lines[pin];

    // AT reference 80000ST10025a p303
    private void OnMessage(Protocol.Sms.SmsDeliver message)
    {
        if (module.Volatile.Get<E2SmsRi>().N is > 0 and var length) module.Instance(1).PulseRing(TimeSpan.FromMilliseconds(length));
    }
}
