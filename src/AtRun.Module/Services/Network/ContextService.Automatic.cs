using AtRun.Module.Commands.Sockets;
using AtRun.Protocol.Commands.Packet;

namespace AtRun.Module.Services.Network;

/// <summary>Contexts that come up by themselves (#SGACTCFG): after each attach, and after a deactivation by the network (TCP-2).</summary>
public sealed partial class ContextService
{
    /// <summary>Automatic activation is on for the context.</summary>
    public bool IsAutomatic(int cid) => cid is >= 1 and <= CgDcont.Contexts && module.Nvm.Get<SgactCfg>(cid).Retry > 0;

    private bool ComesUpByItself(PdpContext context) => IsAutomatic(context.Cid) && IsDefined(context.Cid) && HasSocket(context.Cid);

    /// <summary>An occasion to come up: attached, deactivated by the network, or #SGACTCFG switched on.</summary>
    /// <remarks>The third is an own decision: AT reference 80000ST10025a p431 names the first two, and the module may have been attached for long.</remarks>
    public void BringUpByItself(int cid)
    {
        var context = this[cid];
        if (!context.IsActive && module.Attach.IsAttached && ComesUpByItself(context)) module.InBackground(powerLost => BringUpByItself(context, powerLost));
    }

    private async Task BringUpByItself(PdpContext context, CancellationToken powerLost)
    {
        context.Automatic?.Cancel();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(powerLost);
        context.Automatic = stop;
        try
        {
            await Try(context, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            if (context.Automatic == stop) context.Automatic = null;
        }
    }

    /// <summary>As many attempts as #SGACTCFG says, its delay between them; what it says now counts. The user is that of #USERID on the first instance.</summary>
    private async Task Try(PdpContext context, CancellationToken stop)
    {
        for (var attempts = 1; ; attempts++)
        {
            if (context.IsActive || !ComesUpByItself(context)) return;
            var (user, password) = module.Instance(1).Login();
            var result = await Activate(context.Cid, user, password, carriesSockets: true, stop);
            if (result.IsSuccess) Announce(context);
            var settings = module.Nvm.Get<SgactCfg>(context.Cid);
            if (context.IsActive || attempts >= settings.Retry) return;
            await Task.Delay(TimeSpan.FromSeconds(settings.Delay), module.World.Time, stop);
        }
    }

    /// <summary>On the instances that asked for it.</summary>
    private void Announce(PdpContext context)
    {
        foreach (var instance in module.Instances)
            if (instance.Settings.Get<SgactCfgUrc>(context.Cid).UrcMode == 1) instance.Unsolicited($"#SGACT: {context.Address}");
    }
}
