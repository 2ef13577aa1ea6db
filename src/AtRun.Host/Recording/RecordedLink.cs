using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Host.Recording;

/// <summary>Stands between a link and its receiver and tells the recorder what passes.</summary>
internal class RecordedLink : ILink, ILinkReceiver
{
    private readonly FlightRecorder _recorder;
    private readonly ILink _link;
    private readonly int _module;
    private readonly string _port;
    private readonly OctetBuffer _shown = new();
    private readonly IOctetMask _said;
    private IOctetMask _heard;
    private ILinkReceiver? _receiver;
    private bool _closed;

    /// <param name="module">From 1; 0: it is no module's.</param>
    /// <param name="begins">What is recorded of its beginning.</param>
    /// <param name="said">Hides secrets in what is sent; null: in lines of text.</param>
    /// <param name="heard">Hides secrets in what is received.</param>
    public RecordedLink(FlightRecorder recorder, ILink link, int module, string port, string begins = "opened", IOctetMask? said = null, IOctetMask? heard = null)
    {
        (_recorder, _link, _module, _port, _said, _heard) = (recorder, link, module, port, said ?? new SecretMask(), heard ?? new SecretMask());
        recorder.Event(module, port, begins);
    }

    public int Unsent => _link.Unsent;

    public bool Paused { get => _link.Paused; set => _link.Paused = value; }

    public void KeepAlive(TimeSpan after) => _link.KeepAlive(after);

    /// <summary>Says who receives its octets; null: the link was refused.</summary>
    /// <param name="login">What comes first is a user name and a password.</param>
    public RecordedLink? To(ILinkReceiver? receiver, bool login = false)
    {
        _receiver = receiver;
        if (login) _heard = new SecretMask(login);
        if (receiver is not null) return this;
        Closed("refused");
        return null;
    }

    public void Send(ReadOnlySpan<byte> octets)
    {
        Record(_said, octets, toModule: false);
        _link.Send(octets);
    }

    public void Show(PortLines lines) => _link.Show(lines);

    public void Break(TimeSpan length)
    {
        _recorder.Event(_module, _port, "break of the module");
        _link.Break(length);
    }

    public void Close()
    {
        Closed("closed");
        _link.Close();
    }

    public void Received(ReadOnlySpan<byte> octets)
    {
        Record(_heard, octets, toModule: true);
        _receiver!.Received(octets);
    }

    public void LinesChanged(PortLines lines)
    {
        var names = lines == PortLines.None ? "off" : lines.ToString().ToUpperInvariant();
        _recorder.Event(_module, _port, $"terminal {names}");
        _receiver!.LinesChanged(lines);
    }

    public void Break()
    {
        _recorder.Event(_module, _port, "break");
        _receiver!.Break();
    }

    public void Drained() => _receiver!.Drained();

    public void Ended(LinkEnd how)
    {
        Closed(how == LinkEnd.Finished ? "finished" : "reset");
        _receiver!.Ended(how);
    }

    private void Closed(string how)
    {
        if (_closed) return;
        _closed = true;
        _recorder.Event(_module, _port, how);
    }

    private void Record(IOctetMask mask, ReadOnlySpan<byte> octets, bool toModule)
    {
        _shown.Clear();
        mask.Pass(octets, _shown);
        _recorder.Octets(_module, _port, toModule, _shown.Written);
    }
}
