using AtRun.Module.Instances;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Commands.Sockets;

namespace AtRun.Module;

/// <summary>Commands that run over TCPATRUN only where its own socket, instance and context are others than theirs (TCP-19 to TCP-21).</summary>
internal static class RemoteConditions
{
    /// <summary>A condition that the command declares does not hold for the service that it came by.</summary>
    public static bool Refuse(AtCall call)
    {
        if (call.Command.Facts.Remotely.Count == 0 || call.Instance.User.Owner != Owner.TcpAtRun) return false;
        var needs = call.Command.EffectOf(default) & RemoteEffect.Conditional;
        if (needs == RemoteEffect.None) return false;
        var (instance, connId) = (call.Instance.Number, call.Get<TcpAtRunCfg>().ConnId);
        return (needs.HasFlag(RemoteEffect.NeedsOtherSocket) && connId == instance)
            || (needs.HasFlag(RemoteEffect.NeedsInstance1) && instance != 1)
            || (needs.HasFlag(RemoteEffect.NeedsOtherContext) && call.Get<Scfg>(connId).Cid == Gprs.Context)
            || (needs.HasFlag(RemoteEffect.NeedsSocketNot1) && connId == 1);
    }
}
