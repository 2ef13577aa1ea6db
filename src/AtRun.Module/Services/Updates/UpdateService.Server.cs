using System.Net;
using AtRun.Module.Worlds;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Commands.Update;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Updates;

/// <content>What is said between the module and the update server, by SMS and over IP.</content>
public sealed partial class UpdateService
{
    /// <summary>The context of the service: none of those that commands know.</summary>
    private const int OwnCid = CgDcont.Contexts + 1;

    /// <summary>IMSI and company that the server knows.</summary>
    private const string RegisteredKey = "update/registered";

    private string? _toReport;
    private ITimer? _registration;
    private bool _reporting;

    private string Registration => $"{_module.Sim.Card.Imsi},{Company}";

    private string Company => _module.Nvm.Get<OtaSnap>().CompanyName is { Length: > 0 } company ? company : _module.Nvm.Get<OtaSnapIp>().CompanyName;

    private bool IsRegistered => _module.Nvm.GetText(RegisteredKey) == Registration;

    private string Product => _module.Product.Name.Replace(' ', '_');

    /// <summary>A message that is the server's; null: it is an ordinary one.</summary>
    /// <remarks>Only the number of #OTASNAP is believed, as SMSATRUN believes its white list.</remarks>
    internal async ValueTask<SmsReceipt?> Take(SmsDeliver message)
    {
        var data = message.UserData;
        if (data.HasHeader || data.Alphabet != SmsAlphabet.Octets || !UpdateSms.HasCode(data.Octets.Span)) return null;
        if (_module.Nvm.Get<OtaSnap>() is not { Addr.Length: > 0 } settings || message.Originator.ToString() != settings.Addr) return null;
        if (!UpdateSms.TryRead(data.Octets.Span, out var update)) return SmsReceipt.Taken;
        switch (update.Kind)
        {
            case UpdateSmsKind.Registered or UpdateSmsKind.Refused:
                await Answered(update.Kind == UpdateSmsKind.Registered);
                break;
            case UpdateSmsKind.Provision:
                await _module.Nvm.Set(settings with { Addr = update.Text });
                Tell("Provisioned");
                break;
            case UpdateSmsKind.Notify:
                Tell("Notified");
                break;
            case UpdateSmsKind.Offer:
                Offer(new(update.Text, update.Server!, BySms), update.Answer);
                break;
            case UpdateSmsKind.Order:
                Order(new(update.Text, update.Server!, BySms));
                break;
        }
        return SmsReceipt.Taken;
    }

    /// <summary>#OTASNAP was set: the module registers where it is not.</summary>
    internal void RegisterBySms()
    {
        if (IsRegistered || _registration is not null || _module.Nvm.Get<OtaSnap>().Addr.Length == 0 || !_module.Network.IsRegistered) return;
        _registration = _module.World.Time.CreateTimer(static u => ((UpdateService)u!).NoAnswer(), this, Timers.UpdateRegistration.Default, Timeout.InfiniteTimeSpan);
        _module.InBackground(async stop =>
        {
            if (!await Send($"OTA REGISTER {_module.Imei} {_module.Sim.Card.Imsi} {Product} {Software} {Company}", stop)) await Answered(false);
        });
    }

    /// <summary>#OTASNAPIP was set.</summary>
    internal void RegisterOverIp(string number)
    {
        var server = _module.Nvm.Get<OtaSnapIp>();
        if (IsRegistered || _registration is not null || server.IpAddr == OtaIpCfg.None) return;
        _registration = _module.World.Time.CreateTimer(static u => ((UpdateService)u!).NoAnswer(), this, Timers.UpdateRegistration.Default, Timeout.InfiniteTimeSpan);
        var request = $"REGISTER {_module.Imei} {_module.Sim.Card.Imsi} {Product} {Software} {(number.Length > 0 ? number : "-")} {Company}";
        _module.InBackground(async stop => await Answered(await Exchange(new(IPAddress.Parse(server.IpAddr), server.IpPort), request, stop) == "REGISTERED"));
    }

    private void NoAnswer() => _module.InBackground(_ => Answered(false).AsTask());

    private async ValueTask Answered(bool registered)
    {
        if (_registration is null) return;
        _registration.Dispose();
        _registration = null;
        if (registered) await _module.Nvm.SetText(RegisteredKey, Registration);
        Tell(registered ? "Registered" : "Not registered");
        if (Company.Length > 0) Tell(registered ? "Company Name Registered" : "Company Name not registered");
    }

    private void NetworkChanged()
    {
        if (!_module.Network.IsRegistered) return;
        RegisterBySms();
        if (State != UpdateState.Reporting || _reporting) return;
        _reporting = true;
        _module.InBackground(Report);
    }

    private async Task Report(CancellationToken stop)
    {
        var server = _module.Nvm.Get<OtaIpCfg>();
        var told = _toReport == BySms
            ? await Send($"OTA DONE {_module.Imei} {Software}", stop)
            : server.IpAddr != OtaIpCfg.None && await Exchange(new(IPAddress.Parse(server.IpAddr), server.IpPort), $"DONE {_module.Imei} {Software}", stop).AsTask() == "OK";
        if (!told || !await Keep($"{Software},"))
        {
            Happen(UpdateEvent.Failed);
            return;
        }
        _toReport = null;
        Happen(UpdateEvent.Reported);
        Tell("Server notified about successfull FW Upgrade");
    }

    private async ValueTask<bool> Send(string text, CancellationToken stop)
    {
        if (!SmsAddress.TryParse(_module.Nvm.Get<OtaSnap>().Addr, out var server) || !UserData.TryMake(text.TrimEnd(), SmsAlphabet.Gsm7, default, out var data)) return false;
        var (outcome, _) = await _module.Messages.Send(new() { Destination = server, UserData = data, Validity = ValidityPeriod.AtLeast(TimeSpan.FromDays(1)) }, SmsAddress.None, stop);
        return outcome.Failure is null;
    }

    private async ValueTask<string?> Download(Wanted wanted, CancellationToken stop)
    {
        if (await OpenWay(stop) is not { } local) return null;
        try
        {
            using var download = new UpdateDownload(_module.World, local, wanted.Server, $"GET {_module.Imei} {Product} {Software} {wanted.Version}", Patience);
            return await download.Version.WaitAsync(stop);
        }
        finally
        {
            _module.World.Packet.Deactivate(OwnCid);
        }
    }

    private async ValueTask<string> Exchange(IPEndPoint server, string request, CancellationToken stop)
    {
        if (await OpenWay(stop) is not { } local) return "";
        try
        {
            using var exchange = new UpdateExchange(_module.World, local, server, request, Patience);
            return await exchange.Answer.WaitAsync(stop);
        }
        finally
        {
            _module.World.Packet.Deactivate(OwnCid);
        }
    }

    private TimeSpan Patience => TimeSpan.FromSeconds(_module.Nvm.Get<OtaSnapIpCfg>().RspTimeout);

    /// <summary>A context of its own, with the access point of #OTASNAPIPCFG; without that the subscribed one.</summary>
    private async ValueTask<IPAddress?> OpenWay(CancellationToken stop)
    {
        if (!(await _module.Attach.Attach(stop)).IsSuccess) return null;
        var way = _module.Nvm.Get<OtaSnapIpCfg>();
        var answer = await _module.World.Packet.Activate(new(OwnCid, way.Apn, "", ContextAuthentication.Pap, way.Username, way.Password), stop);
        return answer.Address;
    }
}
