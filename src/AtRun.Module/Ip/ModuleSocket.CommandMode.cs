using System.Text;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Links;

namespace AtRun.Module.Ip;

/// <content>Data while the terminal is in command state: SRING, reading, sending.</content>
public sealed partial class ModuleSocket
{
    /// <summary>Octets that SRING shows at a time (IP Easy guide 80000ST10028 p78).</summary>
    private const int ShownAtATime = 64;

    private bool _hasRung;
    private bool _rings;

    /// <summary>What can be read now; empty unless it is suspended.</summary>
    public ReadOnlySpan<byte> Pending => _state == SocketState.Suspended && _connection is { } connection ? connection.Waiting : default;

    /// <summary>Takes away the first octets of <see cref="Pending"/>.</summary>
    public void Consume(int count)
    {
        if (_connection is not { } connection) return;
        connection.Consume(count);
        if (connection.Buffered == 0) _hasRung = false;
        if (connection.Buffered < MaxBuffered) connection.Hold(false);
        LookAtEnd();
    }

    /// <summary>Sends at once, in packets. False: it is not suspended, the peer has reset, or has not taken what was sent before.</summary>
    public bool Send(ReadOnlySpan<byte> octets)
    {
        if (_state != SocketState.Suspended || _connection is not { Congested: false, PeerEnded: not LinkEnd.Reset } connection) return false;
        connection.Send(Coding.EncodeWhole(octets));
        connection.Flush();
        return true;
    }

    /// <summary>Says that data waits, when the terminal is in command state and no command runs (IP Easy guide 80000ST10028 p34).</summary>
    private void Ring()
    {
        if (_rings) return;
        _rings = true;
        _instance!.WhenFree(RingNow);
    }

    /// <summary>Mode 0 says it once until all is read, mode 1 each time with the octets that wait, mode 2 shows and takes them (IP Easy guide 80000ST10028 p78, p83-85).</summary>
    private void RingNow()
    {
        _rings = false;
        if (_state != SocketState.Suspended || _connection is not { Buffered: > 0 } connection || _instance is not { } instance) return;
        var mode = _module.Nvm.Get<ScfgExt>(ConnId);
        switch (mode.SrMode)
        {
            case 0 when _hasRung:
                break;
            case 0:
                _hasRung = true;
                instance.Unsolicited($"{_module.Product.Flavour.SocketRing}: {ConnId}");
                break;
            case 1:
                instance.Unsolicited($"{_module.Product.Flavour.SocketRing}: {ConnId},{connection.Buffered}");
                break;
            default:
                while (Pending is { IsEmpty: false } pending && instance.IsFree)
                {
                    var shown = pending[..Math.Min(pending.Length, ShownAtATime)];
                    var octets = Coding.Decode(shown);
                    var data = mode.RecvDataMode == 1 ? Convert.ToHexString(octets) : Encoding.Latin1.GetString(octets);
                    instance.Unsolicited($"{_module.Product.Flavour.SocketRing}: {ConnId},{octets.Length},{data}");
                    Consume(shown.Length);
                }
                if (!Pending.IsEmpty) Ring();
                break;
        }
    }
}
