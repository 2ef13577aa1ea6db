using AtRun.Module.Instances;
using AtRun.Module.Settings;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

[AtHandler]
internal sealed class ResetHandler : Handler<Reset>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Reset value)
    {
        if (IsRefused(call)) return Error;
        call.Module.Calls.HangUp();
        Profiles.Load(call.Instance, Saved.Base, value.Profile);
        Profiles.LoadFactory(call.Instance, Saved.Extended);
        return Ok;
    }

    /// <summary>SMS-24: a data call is up. TCP-25: one is up on another instance, or the service works over the GSM context (cid 0).</summary>
    private static bool IsRefused(AtCall call) => call.Instance.User.Owner switch
    {
        Owner.SmsAtRun => call.Module.Calls.DataCall is not null,
        Owner.TcpAtRun => (call.Module.Calls.DataCall is { } instance && instance != call.Instance.Number)
            || call.Get<Scfg>(call.Get<TcpAtRunCfg>().ConnId).Cid == 0,
        _ => false,
    };
}
