using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Calls;

namespace AtRun.Module.Services.Calls;

/// <content>What terminals are told of the course of calls: #ECAM, +CSSI and +CSSU, +CCWA.</content>
public sealed partial class CallService
{
    /// <summary>The network says something of a call (27.007 §7.17).</summary>
    internal void Noticed(Call call, CallNotice notice)
    {
        if (call.IsOver) return;
        // <code1> before the call is up, <code2> of one that comes in or is up.
        int? code1 = notice switch
        {
            CallNotice.ForwardingActive => 1,
            CallNotice.Forwarded when !call.IsIncoming => 2,
            CallNotice.Waiting => 3,
            CallNotice.OutgoingBarred => 5,
            CallNotice.IncomingBarred => 6,
            _ => null,
        };
        int? code2 = notice switch
        {
            CallNotice.Forwarded when call.IsIncoming => 0,
            CallNotice.Held => 2,
            CallNotice.Retrieved => 3,
            _ => null,
        };
        foreach (var instance in _module.Instances)
        {
            var wanted = instance.Settings.Get<Cssn>();
            if (code1 is { } before && wanted.N == 1) Tell(call, instance, $"+CSSI: {before}");
            if (code2 is { } during && wanted.M == 1) Tell(call, instance, $"+CSSU: {during}");
        }
    }

    /// <summary>#ECAM (AT reference 80000ST10025a p329-331). Its call numbers begin with 0.</summary>
    private void Report(Call call, bool isOver = false)
    {
        var busy = isOver && !call.WasConnected && !call.IsIncoming && Last?.Cause == Protocol.Results.CallCause.UserBusy;
        var status = busy ? EcamStatus.Busy : isOver ? EcamStatus.Idle : call.Status switch
        {
            CallStatus.Dialling => EcamStatus.Calling,
            CallStatus.Alerting => EcamStatus.Connecting,
            CallStatus.Active => EcamStatus.Active,
            CallStatus.Held => EcamStatus.Held,
            CallStatus.Waiting => EcamStatus.Waiting,
            _ => EcamStatus.Alerting,
        };
        var number = status == EcamStatus.Calling ? CallTexts.Number(call) : "";
        foreach (var instance in _module.Instances)
            if (instance.Settings.Get<Ecam>().OnOff == 1)
                Tell(call, instance, $"{Ecam.Command.Name}: {call.Id - 1},{(int)status},{(call.Kind == CallKind.Voice ? 1 : 2)},,,{number}");
    }

    private void ShowWaiting(Call call)
    {
        foreach (var instance in _module.Instances)
            if (instance.Settings.Get<Ccwa>().N == 1)
                instance.Unsolicited($"{Ccwa.Command.Name}: {CallTexts.Number(call)},{(int)call.Bearer.Class},{CallTexts.Name(instance, call)},{(int)call.Validity}");
    }

    /// <summary>The terminal whose command sets the call up is told while that runs (27.007 §7.17), the others as of anything unsolicited.</summary>
    private static void Tell(Call call, AtInstance instance, string text)
    {
        if (call.IsAwaited && call.Instance == instance && instance.Busy && instance.User.IsTerminal) Say(instance, text);
        else instance.Unsolicited(text);
    }

    /// <summary>&lt;ccstatus&gt;</summary>
    private enum EcamStatus
    {
        Idle = 0,
        Calling = 1,
        Connecting = 2,
        Active = 3,
        Held = 4,
        Waiting = 5,
        Alerting = 6,
        Busy = 7,
    }
}
