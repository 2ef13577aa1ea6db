using AtRun.Module.Instances;
using AtRun.Module.Services.Subscriber;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Network;

/// <summary>The GSM context: IP over a data call to an access server (#GSMCONT, IP Easy guide 80000ST10028 p68-70). It is context 0.</summary>
/// <remarks>While it is up, or on its way up, packet service is suspended: class B. Its contexts stay, nothing passes, and none can be activated.</remarks>
public sealed partial class ContextService
{
    public const int GsmCid = 0;

    private readonly PdpContext _gsm = new(GsmCid);
    private IDisposable? _suspension;

    /// <summary>Calls the access server and asks it for an address.</summary>
    /// <param name="instance">Whose call it is: only there is it ended by command.</param>
    /// <param name="user">For the access server.</param>
    /// <param name="password">For the access server.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<FinalResult> ActivateGsm(AtInstance instance, string user, string password, CancellationToken stop)
    {
        if (_gsm.IsActive || _gsm.Activating is not null) return CmeError.ContextAlreadyActivated;
        if (!module.Network.IsRegistered || !module.Attach.HasCircuitService) return CmeError.NoNetworkService;
        // "Just allowed with non transparent data calls" (AT reference 80000ST10025a p416).
        if (instance.Settings.Get<Cbst>().Ce == Cbst.Transparent) return CmeError.OperationNotAllowed;
        var number = module.Nvm.Get<GsmCont>().CsdNum;
        if (!SmsAddress.TryParse(number, out var called) || !FixedDialling.Allows(module.Sim.Card, called)) return CmeError.ActivationFailed;
        var done = _gsm.Activating = new();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(Sgact.Command.Facts.TimeLimit), module.World.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        var answered = false;
        _suspension = module.PacketGate.Suspend();
        try
        {
            answered = await module.Calls.Connect(instance, number, TimeSpan.FromSeconds(instance.Settings.Get<S7>().Value), either.Token);
            if (!answered) return CmeError.ActivationFailed;
            var answer = await OpenIp(user, password, either.Token);
            if (answer.Address is null || module.Calls.DataCall is null) return answer.Refusal ?? CmeError.ActivationFailed;
            module.PacketGate.Beside = answer.Address;
            Up(_gsm, answer, carriesSockets: true);
            return FinalResult.Ok;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return CmeError.ActivationFailed;
        }
        finally
        {
            _gsm.Activating = null;
            if (!_gsm.IsActive && module.IsOn)
            {
                if (answered) module.Calls.HangUpAccess();
                _suspension?.Dispose();
            }
            done.SetResult();
        }
    }

    /// <summary>Ends it; refused to other instances than that which activated it (AT reference 80000ST10025a p416).</summary>
    public bool MayDeactivateGsm(AtInstance instance) => _gsm is { IsActive: false, Activating: null } || module.Calls.DataCall == instance.Number;

    /// <summary>The limit of #GSMCONTCFG counts from the answer to the call.</summary>
    private async ValueTask<ContextAnswer> OpenIp(string user, string password, CancellationToken stop)
    {
        var authentication = (ContextAuthentication)module.Volatile.Get<SgactAuth>().Type;
        if (authentication == ContextAuthentication.None) (user, password) = ("", "");
        var tenths = module.Nvm.Get<GsmContCfg>().ActTo;
        using var limit = new CancellationTokenSource(tenths == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(100 * tenths), module.World.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await module.World.DataCalls.OpenIp(authentication, user, password, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return new(null, CmeError.ActivationFailed);
        }
    }

    private void CallEnded(FinalResult how)
    {
        if (!_gsm.IsActive) return;
        Down(_gsm, byNetwork: !how.IsSuccess);
        module.PacketGate.Beside = null;
        _suspension?.Dispose();
    }

}
