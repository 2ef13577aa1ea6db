using System.Text;
using AtRun.Module;
using AtRun.Module.Instances;
using AtRun.Protocol;
using AtRun.Protocol.Links;
using AtRun.Protocol.Multiplexing;
using AtRun.Simulation;
using AtRun.Tests.Support;
using MemoryLink = AtRun.Transport.MemoryLink;

namespace AtRun.Fuzz;

/// <summary>
/// A module's port after +CMUX: whatever comes, in frames of any channel and between them, from a terminal that reads or does not, the
/// multiplexer answers a Test, what waits for the terminal stays within limits, and a drop of DTR gives the port back.
/// </summary>
internal sealed class MultiplexerTarget : ILinkReceiver
{
    private const int PerModule = 500;

    /// <summary>Octets at the line: answers, and the last words of three channels.</summary>
    private const int MostUnsent = Multiplexer.MaxWaiting + 3 * (2 * LocalPort.MaxUnsent + 32 * 1024);

    private readonly TestTurn _turn = new();
    private readonly OctetBuffer _said = new();
    private CellularModule _module = null!;
    private LocalPort _port = null!;
    private MemoryLink _near = null!, _far = null!;
    private int _taken;

    public MultiplexerTarget() => Begin();

    private bool IsOn => _module.Running?.Multiplexer.IsOn == true;

    public void Take(byte[] input, Random random)
    {
        if (++_taken % PerModule == 0) Begin();
        var framing = (Framing)random.Next(2);
        StartMultiplexer(framing);
        // It was told to be off, to listen elsewhere or to have another #SELINT: that is its right.
        if (!IsOn) Begin();
        if (!IsOn) StartMultiplexer(framing);
        if (!IsOn) throw new InvalidOperationException("a new module does not start the multiplexer");
        _far.Paused = random.Next(4) == 0;
        foreach (var piece in Targets.Cut(Line(input, framing, random), random))
        {
            _turn.Do(() => _far.Send(piece));
            if (_near.Unsent > MostUnsent) throw new InvalidOperationException($"{_near.Unsent} octets wait at the line");
        }
        _turn.Wait(TimeSpan.FromSeconds(random.Next(3)));
        _turn.Do(() => _far.Paused = false);
        _turn.Wait(TimeSpan.FromSeconds(1));
        if (IsOn) Test(framing);
        _turn.Do(() => _port.LinesChanged(PortLines.Rts));
        _turn.Do(() => _port.LinesChanged(PortLines.OfTerminal));
        if (IsOn || _port.IsJoined) throw new InvalidOperationException("a drop of DTR does not end it");
    }

    public void Received(ReadOnlySpan<byte> octets) => _said.Add(octets);

    public void Drained() { }

    public void Ended(LinkEnd how) { }

    private void Begin()
    {
        if (_module is not null) _turn.Do(_module.PowerOff);
        _module = Targets.NewModule(_turn, new MemoryInternet(_turn.Post, _turn.Time), new() { AdvancedMultiplexer = true });
        _port = _module.AddPort();
        (_near, _far) = MemoryLink.Pair(_turn.Post, capacity: 0);
        (_port.Link, _near.Receiver, _far.Receiver) = (_near, _port, this);
        Targets.Start(_turn, _module);
        _said.Clear();
    }

    private void StartMultiplexer(Framing framing)
    {
        _turn.Do(() => _far.Send(Encoding.Latin1.GetBytes($"\rAT+CMUX={(int)framing}\r")));
        _turn.Wait(TimeSpan.FromMilliseconds(100));
        if (IsOn) Send(Frames(framing, Enumerable.Range(0, RunningModule.InstanceCount + 1).Select(dlci => (dlci, FrameType.Sabm, Array.Empty<byte>()))));
    }

    /// <summary>As many octets as end any frame, then a Test: it is answered unless what came before has ended the multiplexer.</summary>
    private void Test(Framing framing)
    {
        _said.Clear();
        var words = "are you there"u8.ToArray();
        Send([.. new byte[2 * Frame.MaxTaken], .. Frames(framing, [(0, FrameType.Sabm, []), (0, FrameType.Uih, Message(ControlType.Test, words))])]);
        _turn.WaitUntil(() => !IsOn || _said.Written.IndexOf(words) >= 0, TimeSpan.FromSeconds(60));
        if (IsOn && _said.Written.IndexOf(words) < 0) throw new InvalidOperationException("a Test is not answered");
    }

    private void Send(byte[] octets) => _turn.Do(() => _far.Send(octets));

    /// <summary>The input in frames of any type and channel, most of them data and control messages, with its octets in between.</summary>
    private static byte[] Line(byte[] input, Framing framing, Random random)
    {
        var line = new OctetBuffer();
        for (var at = 0; at < input.Length;)
        {
            var piece = input.AsSpan(at, Math.Min(random.Next(1, 100), input.Length - at)).ToArray();
            at += piece.Length;
            var dlci = random.Next(RunningModule.InstanceCount + 2);
            line.Add(random.Next(12) switch
            {
                0 => piece,
                1 => Frames(framing, [(dlci, FrameType.Sabm, [])]),
                2 => random.Next(6) == 0 ? Frames(framing, [(dlci, FrameType.Disc, [])]) : [],
                3 => Frames(framing, [(0, FrameType.Uih, Message(ControlType.Msc, [(byte)(dlci << 2 | 3), piece[0], .. random.Next(3) == 0 ? piece[..1] : []]))]),
                4 => Frames(framing, [(0, FrameType.Uih, piece)]),
                5 => Frames(framing, [(0, FrameType.Uih, Message((ControlType)(piece[0] & ~2), piece[..Math.Min(piece.Length, 60)]))]),
                _ => Frames(framing, [(dlci, FrameType.Uih, piece)]),
            });
        }
        return line.Written.ToArray();
    }

    private static byte[] Message(ControlType type, byte[] value)
    {
        var message = new OctetBuffer();
        new ControlMessage(type, isCommand: true, value).Write(message);
        return message.Written.ToArray();
    }

    private static byte[] Frames(Framing framing, IEnumerable<(int Dlci, FrameType Type, byte[] Information)> frames)
    {
        var octets = new OctetBuffer();
        foreach (var (dlci, type, information) in frames) new Frame(dlci, commandBit: true, type, poll: type != FrameType.Uih, information).Write(octets, framing);
        return octets.Written.ToArray();
    }
}
