using AtRun.Module.Messages;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class CcfcHandler : Handler<Ccfc>
{
    /// <summary>Seconds that the network counts in.</summary>
    private const int Step = 5;

    protected override async ValueTask<FinalResult> Write(AtCall call, Ccfc value)
    {
        var reasons = ReasonsOf(value.Reason);
        if (value.Cmd == ForwardingCommand.Query && reasons.Count > 1) return Refusal;
        var number = SmsAddress.None;
        if (value.Number.Length > 0 && (!MessageComposer.TryReadAddress(value.Number, value.Type, call.Get<Cscs>(), out number) || number.Type == TypeOfNumber.Alphanumeric))
            return CmeError.InvalidCharactersInDialString;
        if (!call.Module.Network.IsRegistered) return CmeError.NoNetworkService;
        if (value.Cmd == ForwardingCommand.Query) return await Query(call, call.Command.Name, reasons[0], (ServiceClass)value.Class);
        var after = TimeSpan.FromSeconds((value.Time + Step - 1) / Step * Step);
        return await Change(call, reasons, (ForwardingChange)value.Cmd, (ServiceClass)value.Class, number.IsNone ? "" : number.ToString(), after);
    }

    /// <summary>The reasons alone are listed (AT reference 80000ST10025a p116).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain}");
        return Ok;
    }

    /// <summary>4 is all calls, 5 all conditional ones.</summary>
    internal static IReadOnlyList<ForwardingReason> ReasonsOf(int reason) => reason switch
    {
        4 => [ForwardingReason.Unconditional, ForwardingReason.Busy, ForwardingReason.NoReply, ForwardingReason.NotReachable],
        5 => [ForwardingReason.Busy, ForwardingReason.NoReply, ForwardingReason.NotReachable],
        _ => [(ForwardingReason)reason],
    };

    internal static async ValueTask<FinalResult> Change(AtCall call, IReadOnlyList<ForwardingReason> reasons, ForwardingChange change, ServiceClass classes, string number, TimeSpan after) =>
        await call.Module.World.Supplementary.Forward(reasons, change, classes, number, after, call.Stop) == ServiceAnswer.Done ? FinalResult.Ok : CmeError.OperationNotAllowed;

    /// <summary>A line for each class for which calls are forwarded; one in all where they are for none (AT reference 80000ST10025a p116).</summary>
    internal static async ValueTask<FinalResult> Query(AtCall call, string name, ForwardingReason reason, ServiceClass classes)
    {
        var active = false;
        foreach (var (single, where) in await call.Module.World.Supplementary.Forwardings(reason, call.Stop))
        {
            if (!classes.HasFlag(single) || !where.Active) continue;
            active = true;
            var set = call.Get<Cscs>();
            call.Out.BeginLine();
            call.Out.Text($"{name}: 1,{(int)single},\"");
            TeText.Write(where.Number, set, call.Out.Output);
            call.Out.Text($"\",{(SmsAddress.TryParse(where.Number, out var number) ? number.TypeOfAddress : 129)}");
            if (reason == ForwardingReason.NoReply) call.Out.Text($",,,{where.After.TotalSeconds:0}");
            call.Out.EndLine();
        }
        if (!active) call.Out.Line($"{name}: 0,{(int)classes}");
        return FinalResult.Ok;
    }
}
