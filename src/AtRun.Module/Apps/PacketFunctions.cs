using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Packet;
using static AtRun.Module.Worlds.AppParameter;

namespace AtRun.Module.Apps;

/// <summary>Registration and the packet data context of apps (Telit AppZone samples, m2m_pdp_…, m2m_network_…, M2M_onNetEvent).</summary>
/// <remarks>Apps have context 1; an access point name that they give is stored as +CGDCONT would. Numbers of events and states: own choice in sdk/appzone where the samples give names alone.</remarks>
internal sealed class PacketFunctions : AppGroup
{
    /// <summary>The context of apps.</summary>
    public const int Cid = 1;

    // M2M_NETWORK_EVENT
    private const int PdpActive = 1, PdpBreak = 2, PdpDeactive = 3, PdpActivationFail = 4;

    // M2M_PDP_STATE
    private const int NotActive = 0, Active = 1, Activating = 2;

    private bool _wanted;
    private bool _up;

    public PacketFunctions(AppMachine app) : base(app)
    {
        _up = Module.Contexts.AddressOf(Cid) is not null;
        Module.Contexts.Changed += Follow;
    }

    public override IEnumerable<AppFunction> Functions() =>
    [
        Returns("m2m_pdp_activate", AppMachine.Failed, a => Activate(a.Text(0) ?? "", a.Text(1) ?? "", a.Text(2) ?? ""), Text, Text, Text),
        Returns("m2m_pdp_deactive", AppMachine.Failed, _ => Deactivate()),
        Returns("m2m_pdp_get_status", NotActive, _ => Module.Contexts.AddressOf(Cid) is not null ? Active : Module.Contexts[Cid].Activating is not null ? Activating : NotActive),
        Returns("m2m_pdp_get_my_ip", 0, _ => Module.Contexts.AddressOf(Cid) is { } address ? SocketFunctions.ToInteger(address) : 0),
        Returns("m2m_network_get_reg_status", AppMachine.Invalid, _ => new(AppMachine.Success,
            [.. Number((int)Module.Network.State), .. Number(Module.Network.Lac), .. Number(Module.Network.CellId)]), Place(3 * sizeof(int))),
    ];

    public override void End() => Module.Contexts.Changed -= Follow;

    private AppAnswer Activate(string apn, string user, string password)
    {
        if (apn.Length > 100 || user.Length > 100 || password.Length > 100) return AppMachine.Invalid;
        Module.InBackground(async _ =>
        {
            var stored = Module.Nvm.Get<CgDcont>(Cid);
            if ((apn.Length > 0 && stored.Apn != apn) || !Module.Contexts.IsDefined(Cid))
                await Module.Nvm.Set(stored with { Cid = Cid, PdpType = CgDcont.Ip, Apn = apn });
            if (Module.Contexts.AddressOf(Cid) is not null)
            {
                Tell(PdpActive);
                return;
            }
            try
            {
                await Module.Attach.UnderWay(TimeSpan.FromSeconds(CgAtt.Command.Facts.TimeLimit), App.Stop);
                var result = await Module.Contexts.Activate(Cid, user, password, carriesSockets: true, App.Stop);
                if (!result.IsSuccess) Tell(PdpActivationFail);
            }
            catch (OperationCanceledException) when (App.Stop.IsCancellationRequested)
            {
            }
        });
        return AppMachine.Success;
    }

    private AppAnswer Deactivate()
    {
        _wanted = true;
        Module.InBackground(async stop => await Module.Contexts.Deactivate(Cid, stop));
        return AppMachine.Success;
    }

    private void Follow(int cid)
    {
        if (cid != Cid) return;
        var up = Module.Contexts.AddressOf(Cid) is not null;
        if (up == _up) return;
        _up = up;
        Tell(up ? PdpActive : _wanted ? PdpDeactive : PdpBreak);
        _wanted = false;
    }

    // The address of an IPv6 context is the third argument: there is none.
    private void Tell(int what) => App.Call(new(AppTask.Modem, "M2M_onNetEvent", 0, what, Module.Contexts.AddressOf(Cid) is { } address ? SocketFunctions.ToInteger(address) : 0, 0));
}
