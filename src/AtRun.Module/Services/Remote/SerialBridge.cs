using AtRun.Module.Instances;
using AtRun.Protocol.Links;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services.Remote;

/// <summary>Joins the peer of TCPATRUN with a serial port: every octet passes as it is, either way (TCP-31).</summary>
/// <remarks>Whoever is slower holds the other: nothing is kept here.</remarks>
internal sealed class SerialBridge : IOnlineChannel, ILinkReceiver
{
    private readonly TcpAtRunService _service;
    private readonly AtInstance _instance;
    private readonly LocalPort _port;

    public SerialBridge(TcpAtRunService service, AtInstance instance, LocalPort port, int rate)
    {
        (_service, _instance, _port) = (service, instance, port);
        port.Join(this, rate);
    }

    EscapeRule IOnlineChannel.Escape => EscapeRule.OneSegment;

    bool IOnlineChannel.Congested => _port.Congested;

    void IOnlineChannel.FromTerminal(ReadOnlySpan<byte> octets) => _port.Link?.Send(octets);

    void IOnlineChannel.TerminalDrained()
    {
        if (_port.Link is { } link) link.Paused = false;
    }

    FinalResult IOnlineChannel.Escaped()
    {
        _port.Part();
        _service.Happen(TcpAtRunEvent.Escaped);
        return FinalResult.Ok;
    }

    void IOnlineChannel.Abandoned() => _port.Part();

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        _instance.ToTerminal(octets);
        if (_instance.TerminalCongested && _port.Link is { } link) link.Paused = true;
    }

    void ILinkReceiver.Drained() => _instance.ChannelDrained();

    void ILinkReceiver.Ended(LinkEnd how) { }
}
