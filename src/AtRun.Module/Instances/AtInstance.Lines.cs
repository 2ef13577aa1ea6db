using AtRun.Module.Services.Calls;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Links;
using AtRun.Protocol.Results;

namespace AtRun.Module.Instances;

/// <content>The lines of the port, or of the multiplexer's channel, that the instance is used by (V.24; AT reference 80000ST10025a p54-58).</content>
public sealed partial class AtInstance
{
    /// <summary>S25 holds a drop of DTR back only above that (AT reference 80000ST10025a p78).</summary>
    private const int LeastDtrDelay = 6;

    private static readonly TimeSpan DtrUnit = TimeSpan.FromMilliseconds(10);

    private ITimer? _dtrDrop;
    private ITimer? _ringPulse;
    private ITimer? _carrierPause;
    private long _ringPulseEnd;
    private bool _connected;
    private bool _rang;

    /// <summary>Lines of the terminal: on where its port has none.</summary>
    public PortLines TerminalLines { get; private set; } = PortLines.OfTerminal;

    /// <summary>Lines of the module, as they are shown to the terminal.</summary>
    public PortLines ModuleLines { get; private set; }

    /// <summary>Calls may be answered without ATA: not for a service (INS-3), and not while DTR is off under &amp;D2 or &amp;D5 (AT reference 80000ST10025a p56).</summary>
    public bool MayAutoAnswer => User.Owner is Owner.Nobody or Owner.LocalPort or Owner.Cmux or Owner.Script or Owner.App && (TerminalLines.HasFlag(PortLines.Dtr) || DtrMeaning is not (2 or 5));

    /// <summary>A call is joined with the terminal, or waits for ATO.</summary>
    private bool HasCarrier => _channel is not null || Suspended is not null || Module.Calls.DataCall == Number;

    private bool HasVoiceCall => Module.Calls is { Kind: CallKind.Voice, State: CallState.Dialling or CallState.Up } calls && calls.Instance == Number;

    // Another +CVHU than 2 makes all of &D mean 5 (AT reference 80000ST10025a p55).
    private int DtrMeaning => Settings.Get<Cvhu>().Mode == Cvhu.AsDtrControl ? Settings.Get<DataTerminalReady>().Value : 5;

    /// <summary>The terminal switched its lines. What a drop of DTR does: &amp;D.</summary>
    public void SetTerminalLines(PortLines lines)
    {
        var before = TerminalLines;
        TerminalLines = lines & PortLines.OfTerminal;
        Module.PowerSaving.LinesChanged(this, before);
        if (TerminalLines.HasFlag(PortLines.Dtr))
        {
            StopWaiting(ref _dtrDrop);
            if (!before.HasFlag(PortLines.Dtr)) Module.Calls.TerminalReady(this);
        }
        else if (before.HasFlag(PortLines.Dtr))
        {
            var delay = Settings.Get<S25>().Value;
            // In a channel of the multiplexer S25 does not count (Telit 30268ST10299A p25).
            if (delay < LeastDtrDelay || User.Owner == Owner.Cmux) DtrDropped();
            else _dtrDrop = After(DtrUnit * delay, static i => i.DtrDropped());
        }
    }

    /// <summary>The terminal sent a break: what the escape sequence does.</summary>
    public void Break()
    {
        if (IsOnline) Escaped();
    }

    /// <summary>RI is on for that long, whatever else it does.</summary>
    public void PulseRing(TimeSpan length)
    {
        var end = Module.World.Time.GetTimestamp() + (long)(length.TotalSeconds * Module.World.Time.TimestampFrequency);
        if (_ringPulse is not null && end <= _ringPulseEnd) return;
        _ringPulseEnd = end;
        StopWaiting(ref _ringPulse);
        _ringPulse = After(length, static i =>
        {
            StopWaiting(ref i._ringPulse);
            i.UpdateLines();
        });
        UpdateLines();
    }

    /// <summary>A line that nobody asked for wakes who sleeps (#PSMRI; AT reference 80000ST10025a p361-362).</summary>
    private void PulseForUnsolicited()
    {
        if (Module.Volatile.Get<PsmRi>().X is > 0 and var length && Module.Volatile.Get<Cfun>().Fun == Cfun.TerminalControlled && !TerminalLines.HasFlag(PortLines.Dtr))
            PulseRing(TimeSpan.FromMilliseconds(length));
    }

    /// <summary>Something changed that the module's lines hang on: a connection, a call, a setting.</summary>
    internal void UpdateLines()
    {
        var carrier = HasCarrier;
        if (_connected && !carrier && Settings.Get<DataCarrierDetect>().Value == 2)
            _carrierPause ??= After(Timers.CarrierOff.Default, static i =>
            {
                StopWaiting(ref i._carrierPause);
                i.UpdateLines();
            });
        _connected = carrier;
        _rang = Module.Calls.State switch { CallState.Ringing => true, CallState.Idle => false, _ => _rang };
        var lines = PortLines.None;
        if (Module.IsOn)
        {
            if (!Module.PowerSaving.IsAsleep(this)) lines |= PortLines.Cts;
            if (DataCarrier(carrier)) lines |= PortLines.Dcd;
            if (DataSet(carrier)) lines |= PortLines.Dsr;
            if (Ring()) lines |= PortLines.Ri;
        }
        if (lines == ModuleLines) return;
        ModuleLines = lines;
        User.Show(lines);
    }

    /// <summary>A ring of a call that comes in.</summary>
    internal void RingOnce()
    {
        if (Settings.Get<RingIndicator>().Value == 2) PulseRing(Timers.RingLength.Default);
    }

    // &C (AT reference 80000ST10025a p54)
    private bool DataCarrier(bool carrier) => Settings.Get<DataCarrierDetect>().Value switch
    {
        0 => true,
        1 => carrier,
        _ => _carrierPause is null,
    };

    // &S (AT reference 80000ST10025a p57). A data call has its traffic channel from dialling on; voice calls count in the old styles alone.
    private bool DataSet(bool carrier) => Settings.Get<DataSetReady>().Value switch
    {
        1 => carrier || (Module.Calls.State == CallState.Dialling && Module.Calls.Instance == Number && Counts(Module.Calls.Kind)) || (HasVoiceCall && Counts(CallKind.Voice)),
        2 => carrier || (HasVoiceCall && Module.Calls.State == CallState.Up && Counts(CallKind.Voice)),
        _ => true,
    };

    private bool Counts(CallKind kind) => kind == CallKind.Data || Module.Nvm.Get<Selint>().Style < 2;

    // \R (AT reference 80000ST10025a p58)
    private bool Ring() => _ringPulse is not null || Module.Alarm.RaisesRingIndicator || Settings.Get<RingIndicator>().Value switch
    {
        0 => _rang && (Module.Calls.State == CallState.Ringing || Module.Calls.Instance == Number),
        1 => Module.Calls.State == CallState.Ringing,
        _ => false,
    };

    // &D, +CVHU (AT reference 80000ST10025a p55, p93)
    private void DtrDropped()
    {
        StopWaiting(ref _dtrDrop);
        if (HasVoiceCall && Settings.Get<Cvhu>().Mode != Cvhu.AsDtrControl)
        {
            // 27.007 §6.20: ignored, "but OK result code given".
            Unsolicited(FinalResult.Ok);
            return;
        }
        switch (DtrMeaning)
        {
            case 1:
                if (IsOnline) Escaped();
                break;
            case 2 or 5:
                Disconnect();
                break;
        }
    }

    /// <summary>Ends the call of this instance, whatever kind it is; the terminal is told NO CARRIER.</summary>
    private void Disconnect()
    {
        if (_channel is { } channel)
        {
            if (!IsOnline) Abort();
            channel.Disconnect();
            GoOffline(FinalResult.NoCarrier);
        }
        else if (Suspended is { } suspended)
        {
            Suspended = null;
            suspended.HangUp();
            Unsolicited(FinalResult.NoCarrier);
        }
        Module.Calls.Disconnect(this);
    }

    /// <summary>Another user has the instance: what the former one's terminal did is over.</summary>
    private void TakeLinesOf(IInstanceUser former)
    {
        StopWaiting(ref _dtrDrop);
        if (former != User) former.Show(Module.IsOn ? PortLines.Cts : PortLines.None);
        TerminalLines = User.Lines & PortLines.OfTerminal;
        ModuleLines = PortLines.None;
        UpdateLines();
        if (ModuleLines == PortLines.None) User.Show(PortLines.None);
    }

    private ITimer After(TimeSpan delay, Action<AtInstance> what) =>
        Module.World.Time.CreateTimer(_ => what(this), null, delay, Timeout.InfiniteTimeSpan);

    private static void StopWaiting(ref ITimer? timer)
    {
        timer?.Dispose();
        timer = null;
    }
}
