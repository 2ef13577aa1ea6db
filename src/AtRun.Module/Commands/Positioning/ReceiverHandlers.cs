using System.Globalization;
using AtRun.Module.Positioning;
using AtRun.Module.Settings;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Commands.Positioning;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Positioning;

/// <summary>A command that answers a line, whether it is executed or read.</summary>
internal abstract class ReceiverLineHandler<T> : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected sealed override ValueTask<FinalResult> Execute(AtCall call) => Read(call);

    protected sealed override ValueTask<FinalResult> Read(AtCall call)
    {
        if (NeedsReceiver && !call.Module.Receiver.IsControlled) return Answer(CmeError.OperationNotAllowed);
        call.Out.Line(Line(call.Module.Receiver));
        return Ok;
    }

    /// <summary>Nothing can be told where the receiver is not connected ($GPSD).</summary>
    protected virtual bool NeedsReceiver => true;

    protected abstract string Line(SatelliteReceiver receiver);
}

/// <summary>A setting that the receiver follows at once.</summary>
internal abstract class ReceiverSettingHandler<T> : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected override ValueTask<FinalResult> Write(AtCall call, T value)
    {
        var stored = call.Store(value);
        call.Module.Receiver.Follow();
        return stored;
    }
}

[AtHandler]
internal sealed class GpsPHandler : Handler<GpsP>
{
    protected override ValueTask<FinalResult> Write(AtCall call, GpsP value)
    {
        var stored = call.Store(value);
        call.Module.Receiver.FollowCommand();
        return stored;
    }
}

[AtHandler]
internal sealed class GpsDHandler : ReceiverSettingHandler<GpsD>;

[AtHandler]
internal sealed class GpsAtHandler : ReceiverSettingHandler<GpsAt>;

[AtHandler]
internal sealed class GpsApHandler : ReceiverSettingHandler<GpsAp>
{
    /// <summary>A limit is accepted behind 1 alone (AT reference 80000ST10025a p557).</summary>
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters) =>
        parameters.Contains((byte)',') && parameters.TrimStart((byte)' ')[0] == '0' ? Answer(Refusal) : base.Take(call, parameters);
}

[AtHandler]
internal sealed class GpsRHandler : Handler<GpsR>
{
    protected override ValueTask<FinalResult> Write(AtCall call, GpsR value)
    {
        var receiver = call.Module.Receiver;
        if (!receiver.IsOn || (value.ResetType > 0 && !receiver.IsControlled)) return Answer(CmeError.OperationNotAllowed);
        receiver.Reset(value.ResetType);
        return Ok;
    }
}

[AtHandler]
internal sealed class GpsSwHandler : ReceiverLineHandler<GpsSw>
{
    /// <summary>AT reference 80000ST10025a p556</summary>
    protected override string Line(SatelliteReceiver receiver) => $"{Command.Name}: GSW3.1.1_3.1.00.07-C23P1.00";
}

[AtHandler]
internal sealed class GpsAvHandler : ReceiverLineHandler<GpsAv>
{
    protected override bool NeedsReceiver => false;

    /// <summary>No blank: AT reference 80000ST10025a p556.</summary>
    protected override string Line(SatelliteReceiver receiver) => $"{Command.Name}:{receiver.AntennaVoltage}";
}

[AtHandler]
internal sealed class GpsAiHandler : Handler<GpsAi>
{
    protected override ValueTask<FinalResult> Execute(AtCall call) => Read(call);

    /// <summary>Three digits, no blank; the status where the protection is on (AT reference 80000ST10025a p557).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var receiver = call.Module.Receiver;
        var status = call.Get<GpsAp>().Set == 0 ? "" : receiver.IsOverloaded ? ",1" : ",0";
        call.Out.Line($"{Command.Name}:{receiver.AntennaCurrent.ToString("000", CultureInfo.InvariantCulture)}{status}");
        return Ok;
    }
}

[AtHandler]
internal sealed class GpsAcpHandler : ReceiverLineHandler<GpsAcp>
{
    protected override string Line(SatelliteReceiver receiver)
    {
        var present = receiver.Observe().Fix;
        return $"{Command.Name}: {Nmea.Acquired(present ?? receiver.Last, present is not null)}";
    }
}

[AtHandler]
internal sealed class GpsNmunHandler : Handler<GpsNmun>
{
    protected override ValueTask<FinalResult> Write(AtCall call, GpsNmun value)
    {
        var receiver = call.Module.Receiver;
        if (value.Enable > 0 && !receiver.IsControlled) return Answer(CmeError.OperationNotAllowed);
        if (value.Enable == GpsNmun.Dedicated)
        {
            call.Store(value with { Enable = 0 });
            return Answer(call.Instance.GoOnline(new NmeaChannel(receiver, call.Instance, now => SatelliteReceiver.Chosen(value, now))));
        }
        var stored = call.Store(value);
        receiver.KeepTime();
        return stored;
    }
}

[AtHandler]
internal sealed class GpsConHandler : Handler<GpsCon>
{
    /// <summary>What the receiver says on its port from the factory on.</summary>
    private static readonly GpsNmun Usual = new() { Gga = 1, Gsa = 1, Gsv = 1, Rmc = 1 };

    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var receiver = call.Module.Receiver;
        if (!receiver.IsControlled || !receiver.IsOn || call.Get<Ipr>().Rate > GpsCon.FastestRate) return Answer(CmeError.OperationNotAllowed);
        return Answer(call.Instance.GoOnline(new NmeaChannel(receiver, call.Instance, static now => SatelliteReceiver.Chosen(Usual, now))));
    }
}

[AtHandler]
internal sealed class GpsPsHandler : Handler<GpsPs>
{
    protected override ValueTask<FinalResult> Write(AtCall call, GpsPs value)
    {
        var receiver = call.Module.Receiver;
        if (!receiver.IsControlled) return Answer(CmeError.OperationNotAllowed);
        receiver.Observe();
        var stored = call.Store(value);
        receiver.Wake();
        return stored;
    }
}

[AtHandler]
internal sealed class GpsWkHandler : Handler<GpsWk>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var receiver = call.Module.Receiver;
        if (!receiver.IsControlled || !receiver.IsOn) return Answer(CmeError.OperationNotAllowed);
        if (call.Get<GpsPs>().Mode == GpsPs.PushToFix) receiver.Wake();
        return Ok;
    }
}

[AtHandler]
internal sealed class GpsSavHandler : Handler<GpsSav>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, GpsSav value)
    {
        await Profiles.StoreSet(call.Module, Saved.GpsSet);
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class GpsRstHandler : Handler<GpsRst>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, GpsRst value)
    {
        call.Module.Volatile.Reset(c => c.Facts.Saved == Saved.GpsSet);
        call.Module.Receiver.FollowCommand();
        await Profiles.StoreSet(call.Module, Saved.GpsSet);
        return FinalResult.Ok;
    }
}
