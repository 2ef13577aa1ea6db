using System.Globalization;
using System.Net;
using System.Text;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Commands.Update;
using AtRun.Protocol.Links;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Centre;
using AtRun.Transport;

namespace AtRun.Host;

/// <summary>The operator's server for updates of software: takes registrations, offers versions by SMS, serves them over TCP on this machine.</summary>
/// <remarks>Formats: <see cref="UpdateSms"/>, and what the module's service says of its connection. Every version is the same octets under its name.</remarks>
public sealed class UpdateServer : ISmsEntity, IDisposable
{
    /// <summary>Its number: what #OTASNAP has to be.</summary>
    public const string Number = "+393492000300";

    private const int Size = 256 * 1024;
    private const int MaxLine = 200;

    private static readonly TimeSpan AnswerTime = TimeSpan.FromMinutes(10);

    private readonly EventLoop _loop;
    private readonly SmsCentre _centre;
    private readonly IDisposable _subscription;
    private TcpLinkListener? _listener;
    private string _latest = "";
    private byte[]? _software;

    internal UpdateServer(EventLoop loop, SmsCentre centre)
    {
        (_loop, _centre) = (loop, centre);
        _subscription = centre.Connect(this, Number);
    }

    /// <summary>Where modules fetch software; from the first question on.</summary>
    public IPEndPoint Endpoint => (_listener ??= _loop.Listen(new(IPAddress.Loopback, 0), (link, _) => new Visitor(this, link))).Local;

    /// <summary>Tells a module of a version; null, or why not.</summary>
    public string? Push(Surroundings module, string version, bool ask)
    {
        if (!UpdateSms.IsVersion(version)) return $"a version is 1 to {UpdateSms.MaxVersion} letters, digits, points and hyphens";
        if (module.Module.Running is not { } running) return "it is off";
        if (running.Nvm.Get<OtaSnap>().Addr != Number) return $"its update server is another: AT#OTASNAP=\"{Number}\"";
        if (module.Sim.OwnNumber is not { } number || !SmsAddress.TryParse(number, out var to)) return "it has no SIM";
        _latest = version;
        return Say(to, new(ask ? UpdateSmsKind.Offer : UpdateSmsKind.Order, version, Endpoint, AnswerTime)) ? null : "the message centre does not take it";
    }

    ValueTask<SmsReceipt> ISmsEntity.Deliver(SmsDeliver message, SmsAddress destination)
    {
        var words = message.UserData.Text.Split(' ');
        if (words is ["OTA", "REGISTER", ..]) _loop.Post(() => Say(message.Originator, new(UpdateSmsKind.Registered)));
        return new(SmsReceipt.Taken);
    }

    ValueTask<SmsReceipt> ISmsEntity.Report(CentreMessage message) => new(SmsReceipt.Taken);

    public void Dispose()
    {
        _subscription.Dispose();
        _listener?.Dispose();
    }

    private bool Say(SmsAddress to, UpdateSms what)
    {
        SmsAddress.TryParse(Number, out var own);
        return UserData.TryMake(what.ToOctets(), default, out var data)
            && _centre.Submit(this, new() { Source = own, Destination = to, Coding = DataCoding.EightBit, UserData = data }, out _) is not null;
    }

    private string Answer(string line, Visitor visitor)
    {
        switch (line.Split(' '))
        {
            case ["REGISTER", ..]:
                return "REGISTERED";
            case ["DONE", ..]:
                return "OK";
            case ["GET", _, _, var present, var wanted] when (wanted == "*" ? _latest : wanted) is { Length: > 0 } version && version != present:
                visitor.Follow = _software ??= Make();
                var sum = new UpdateSum();
                sum.Add(_software);
                return string.Create(CultureInfo.InvariantCulture, $"{version} {Size} {sum.Value:X8}");
            default:
                return "NONE";
        }
    }

    private static byte[] Make()
    {
        var octets = new byte[Size];
        for (var i = 0; i < Size; i++) octets[i] = (byte)(i * 31 >> 3);
        return octets;
    }

    /// <summary>A module that asks.</summary>
    private sealed class Visitor(UpdateServer server, ILink link) : ILinkReceiver
    {
        private readonly OctetBuffer _line = new(0);

        public byte[] Follow { get; set; } = [];

        public void Received(ReadOnlySpan<byte> octets)
        {
            _line.Add(octets[..Math.Min(octets.Length, MaxLine - _line.Count)]);
            var end = _line.Written.IndexOf((byte)'\n');
            if (end < 0 && _line.Count < MaxLine) return;
            var answer = server.Answer(Encoding.Latin1.GetString(_line.Written[..Math.Max(end, 0)]).TrimEnd('\r'), this);
            _line.Clear();
            link.Send(Encoding.Latin1.GetBytes(answer + "\r\n"));
            link.Send(Follow);
            Follow = [];
        }

        public void Drained() { }

        public void Ended(LinkEnd how) => link.Close();
    }
}
