using AtRun.Module.Instances;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

/// <summary>Commands that take away the packet service under the connection that they may have come through.</summary>
internal static class CuttingOff
{
    /// <summary>Does it before OK; for TCPATRUN once the answer has left, since it could not leave later.</summary>
    public static async ValueTask<FinalResult> CutPacketService(this AtCall call, Func<CancellationToken, ValueTask> how)
    {
        var module = call.Module;
        if (call.Instance.User.Owner == Owner.TcpAtRun) call.Instance.AfterLine(() => module.InBackground(stop => how(stop).AsTask()));
        else await how(call.Stop);
        return FinalResult.Ok;
    }

    public static ValueTask<FinalResult> CutPacketService(this AtCall call, Action how) => call.CutPacketService(_ =>
    {
        how();
        return default;
    });
}
