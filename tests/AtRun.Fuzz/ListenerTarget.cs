using System.Net;
using System.Text;
using AtRun.Client;
using AtRun.Client.Listening;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using AtRun.Transport;

namespace AtRun.Fuzz;

/// <summary>
/// The host that modules dial, with strangers who say anything and modules that say anything before and between their answers: each command
/// ends, connections stay within their limits, and an honest module is served all the time.
/// </summary>
internal sealed class ListenerTarget
{
    private const int Most = 12;
    private const string Honest = "356938035643809";

    private readonly TestTurn _turn = new();
    private readonly ModuleListener _listener;
    private readonly List<Peer> _peers = [];
    private int _port = 1024;

    public ListenerTarget()
    {
        _listener = new(_turn.Time, new() { AskDetails = false, MaxConnections = Most, MaxUnidentified = Most / 2, MaxModules = 6, Remember = TimeSpan.FromMinutes(5) });
        Dial(Honest, []);
        _turn.Wait(TimeSpan.FromSeconds(1));
    }

    public void Take(byte[] input, Random random)
    {
        var pieces = Targets.Cut(input, random).ToArray();
        // A stranger.
        if (Dial(null, []) is { } stranger)
            foreach (var piece in pieces)
            {
                stranger.Say(piece);
                if (random.Next(4) == 0) _turn.Wait(TimeSpan.FromMilliseconds(random.Next(600)));
            }
        // A module that is noisy, and perhaps comes back before it has left.
        var imei = $"35693803564380{random.Next(4)}";
        var peer = Dial(imei, pieces);
        _turn.Wait(TimeSpan.FromSeconds(random.Next(30)));
        if (_listener.Modules.TryGetValue(imei, out var module)) Ends(module, random);
        Ends(_listener.Modules.TryGetValue(Honest, out var honest) ? honest : throw new InvalidOperationException("the honest module is forgotten"), random, mustAnswer: true);
        if (random.Next(2) == 0) _turn.Do(() => peer?.Link.Close());
        else if (random.Next(2) == 0) _turn.Do(() => peer?.Link.Reset());
        if (_listener.Connections > Most || _listener.Unidentified > Most / 2 || _listener.Modules.Count > 6) throw new InvalidOperationException("more than the limits allow");
        if (random.Next(20) != 0) return;
        _turn.Wait(TimeSpan.FromMinutes(7));
        _peers.RemoveAll(p => p.IsEnded);
        if (_listener.Unidentified > 0) throw new InvalidOperationException("a stranger stays");
    }

    private void Ends(RemoteModule module, Random random, bool mustAnswer = false)
    {
        Task<AtResponse>? task = null;
        using var stop = new CancellationTokenSource();
        _turn.Do(() => task = module.Execute("AT+CSQ", TimeSpan.FromSeconds(5), stop.Token));
        _turn.Wait(TimeSpan.FromSeconds(random.Next(3)));
        if (!mustAnswer && random.Next(8) == 0) _turn.Do(stop.Cancel);
        if (!_turn.WaitUntil(() => task!.IsCompleted, TimeSpan.FromMinutes(10))) throw new InvalidOperationException("a command does not end");
        if (mustAnswer && task!.Exception is { } failed) throw failed;
        if (task!.Exception is { InnerException: not AtRunException } other) throw other;
    }

    private Peer? Dial(string? imei, byte[][] noise)
    {
        var (near, far) = MemoryLink.Pair(_turn.Post);
        var peer = new Peer(_turn, far, imei, noise);
        _turn.Do(() =>
        {
            near.Receiver = _listener.Accept(near, new(IPAddress.Loopback, _port = _port % 60_000 + 1));
            if (near.Receiver is null) near.Close();
        });
        _peers.Add(peer);
        return peer.IsEnded ? null : peer;
    }

    private sealed class Peer : ILinkReceiver
    {
        private readonly TestTurn _turn;
        private readonly string? _imei;
        private readonly byte[][] _noise;
        private readonly StringBuilder _line = new();
        private int _next;

        public Peer(TestTurn turn, MemoryLink link, string? imei, byte[][] noise)
        {
            (_turn, Link, _imei, _noise) = (turn, link, imei, noise);
            link.Receiver = this;
        }

        public MemoryLink Link { get; }

        public bool IsEnded { get; private set; }

        public void Say(byte[] octets) => _turn.Do(() => Link.Send(octets));

        public void Received(ReadOnlySpan<byte> octets)
        {
            if (_imei is null) return;
            foreach (var octet in octets)
            {
                if (octet != '\r')
                {
                    if (_line.Length < 1000) _line.Append((char)octet);
                    continue;
                }
                var line = _line.ToString();
                _line.Clear();
                Noise();
                var text = line.Contains("GSN", StringComparison.Ordinal) ? string.Concat(Enumerable.Repeat($"\r\n{_imei}\r\n", line.Split(';').Length)) : "";
                Link.Send(Encoding.Latin1.GetBytes($"{line}\r{text}\r\nOK\r\n"));
                Noise();
            }
        }

        public void Drained() { }

        public void Ended(LinkEnd how) => IsEnded = true;

        private void Noise()
        {
            if (_noise.Length > 0) Link.Send(_noise[_next++ % _noise.Length]);
        }
    }
}
