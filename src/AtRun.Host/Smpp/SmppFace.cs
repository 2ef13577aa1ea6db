using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using AtRun.Host.Recording;
using AtRun.Protocol.Links;
using AtRun.Simulation.Centre;
using AtRun.Transport;
using AtRun.Transport.Smpp;
using Microsoft.Extensions.Logging;

namespace AtRun.Host.Smpp;

/// <summary>The SMPP 3.4 interface of the simulated message centre: applications bind, submit and receive. On the loop.</summary>
/// <remarks>Applications live in real time, however fast the network's runs: the timers of sessions are real seconds.</remarks>
public sealed class SmppFace : IDisposable
{
    private readonly EventLoop _loop;
    private readonly FlightRecorder? _recorder;
    private readonly ILogger _log;
    private readonly byte[] _systemId;
    private readonly byte[] _password;
    private readonly TcpLinkListener _listener;
    private readonly HashSet<SmppAttachment> _attached = [];
    private readonly Dictionary<string, SmppApplication> _applications = new(StringComparer.Ordinal);

    /// <param name="recorder">Told of all that passes; null: nobody is.</param>
    /// <exception cref="System.Net.Sockets.SocketException">It cannot listen there.</exception>
    public SmppFace(EventLoop loop, SmsCentre centre, SmppFaceOptions options, FlightRecorder? recorder, ILogger log)
    {
        (_loop, Centre, Options, _recorder, _log) = (loop, centre, options, recorder, log);
        (_systemId, _password) = (Digest(options.SystemId), Digest(options.Password));
        var usual = new SmppSessionOptions();
        SessionOptions = usual with
        {
            Window = options.Window,
            BindTimeout = loop.OfReal(usual.BindTimeout),
            ResponseTimeout = loop.OfReal(usual.ResponseTimeout),
            EnquireInterval = loop.OfReal(usual.EnquireInterval),
            EnquireTimeout = loop.OfReal(usual.EnquireTimeout),
            Time = loop.Time,
        };
        _listener = loop.Listen(options.Endpoint, Accept);
    }

    public SmsCentre Centre { get; }

    public SmppFaceOptions Options { get; }

    /// <summary>Address and port it listens on.</summary>
    public IPEndPoint Local => _listener.Local;

    /// <summary>Sessions, bound or not yet.</summary>
    public int Sessions => _attached.Count;

    /// <summary>Sets of numbers that sessions are bound for.</summary>
    public int Applications => _applications.Count;

    internal SmppSessionOptions SessionOptions { get; }

    /// <summary>A second on the wall's clock.</summary>
    internal TimeSpan Second => _loop.OfReal(TimeSpan.FromSeconds(1));

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var attachment in _attached.ToArray()) attachment.Close();
    }

    // Neither the length nor what is right so far shows in the time it takes, nor which of the two is wrong.
    internal bool Knows(SmppBind bind) =>
        CryptographicOperations.FixedTimeEquals(Digest(bind.SystemId), _systemId) & CryptographicOperations.FixedTimeEquals(Digest(bind.Password), _password);

    internal void Refused(string peer, SmppStatus status) => HostLog.BindRefused(_log, peer, status.Name);

    /// <summary>The application that serves some numbers; sessions that ask for the same ones share it.</summary>
    internal SmppApplication ApplicationFor(string numbers)
    {
        if (!_applications.TryGetValue(numbers, out var application)) _applications[numbers] = application = new(this, numbers);
        application.Users++;
        return application;
    }

    internal void Release(SmppApplication application)
    {
        if (--application.Users == 0) _applications.Remove(application.Numbers);
    }

    internal void Post(Action work) => _loop.Post(work);

    internal void Gone(SmppAttachment attachment) => _attached.Remove(attachment);

    private ILinkReceiver? Accept(TcpLink link, IPEndPoint peer)
    {
        if (_attached.Count >= Options.MaxConnections) return null;
        var name = string.Create(CultureInfo.InvariantCulture, $"smpp:{peer.Address}:{peer.Port}");
        var recorded = _recorder is null ? null : new RecordedLink(_recorder, link, 0, name, said: new SmppMask(), heard: new SmppMask());
        var attachment = new SmppAttachment(this, (ILink?)recorded ?? link, name);
        _attached.Add(attachment);
        return (ILinkReceiver?)recorded?.To(attachment.Session) ?? attachment.Session;
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
