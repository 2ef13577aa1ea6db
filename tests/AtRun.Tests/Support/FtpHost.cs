using System.Globalization;
using System.Net;
using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Links;
using AtRun.Simulation;

namespace AtRun.Tests.Support;

/// <summary>An FTP server in memory, at 10.0.0.1: anybody may log in, and files are what was put there.</summary>
internal sealed class FtpHost : IDisposable
{
    public const string Address = "10.0.0.1";

    private const int FirstDataPort = 2000;

    private readonly MemoryInternet _internet;
    private readonly IDisposable _listener;
    private int _dataPort = FirstDataPort;

    public FtpHost(SimulatedModule module)
    {
        _internet = module.Internet;
        _listener = _internet.Listen(new(IPAddress.Parse(Address), 21), (link, _) => Sessions[^1] = new Session(this, (MemoryLink)link));
    }

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>What it was told, in order.</summary>
    public List<string> Told { get; } = [];

    /// <summary>Answers a command otherwise: the reply, without its end; null: as usual, empty: not at all.</summary>
    public Func<string, string?>? Otherwise { get; set; }

    /// <summary>Octets of a file after which the data connection is reset; null: never.</summary>
    public int? BreaksAfter { get; set; }

    /// <summary>The present session.</summary>
    public Session Current => Sessions[^1]!;

    private List<Session?> Sessions { get; } = [null];

    public void Dispose() => _listener.Dispose();

    internal sealed class Session : ILinkReceiver
    {
        private readonly FtpHost _host;
        private readonly MemoryLink _link;
        private readonly OctetBuffer _line = new();
        private IDisposable? _passive;
        private IPEndPoint? _active;
        private Action<MemoryLink>? _whenConnected;
        private MemoryLink? _waiting;

        public Session(FtpHost host, MemoryLink link)
        {
            (_host, _link) = (host, link);
            Reply("220 ready");
        }

        /// <summary>The data connection; null: there was none yet.</summary>
        public MemoryLink? DataLink { get; private set; }

        /// <summary>What the other end of it is told.</summary>
        public Data? DataEnd { get; private set; }

        public void Reply(string text) => _link.Send(Encoding.Latin1.GetBytes(text + "\r\n"));

        public void Close() => _link.Close();

        public void Received(ReadOnlySpan<byte> octets)
        {
            foreach (var octet in octets)
            {
                if (octet == '\n') Take();
                else if (octet != '\r') _line.Add(octet);
            }
        }

        public void Drained() { }

        public void Ended(LinkEnd how) => _passive?.Dispose();

        private void Take()
        {
            var line = _line.ToString();
            _line.Clear();
            _host.Told.Add(line);
            var otherwise = _host.Otherwise?.Invoke(line);
            if (otherwise is { Length: > 0 }) Reply(otherwise);
            if (otherwise is not null) return;
            var (verb, argument) = line.Split(' ', 2) is [var v, var a] ? (v, a) : (line, "");
            switch (verb)
            {
                case "USER": Reply("331 password"); break;
                case "PASS": Reply("230 welcome"); break;
                case "QUIT": Reply("221 bye"); break;
                case "PASV": Passive(); break;
                case "PORT": Active(argument); break;
                case "RETR" when _host.Files.TryGetValue(argument, out var file): Open(new Data(this, file, null, null)); break;
                case "RETR": Reply("550 no such file"); break;
                case "LIST": Open(new Data(this, Encoding.Latin1.GetBytes(string.Concat(_host.Files.Keys.Select(n => n + "\r\n"))), null, null)); break;
                case "STOR": Open(new Data(this, null, argument, [])); break;
                case "APPE": Open(new Data(this, null, argument, _host.Files.GetValueOrDefault(argument, []))); break;
                default: Reply("200 ok"); break;
            }
        }

        private void Passive()
        {
            var port = _host._dataPort++;
            _passive?.Dispose();
            _passive = _host._internet.Listen(new(IPAddress.Parse(Address), port), (link, _) =>
            {
                var joined = new Deferred();
                _waiting = (MemoryLink)link;
                _deferred = joined;
                _whenConnected?.Invoke(_waiting);
                return joined;
            });
            Reply(string.Create(CultureInfo.InvariantCulture, $"227 Passive ({Address.Replace('.', ',')},{port >> 8},{port & 0xFF})"));
        }

        private Deferred? _deferred;

        private void Active(string argument)
        {
            var numbers = argument.Split(',');
            _active = new(IPAddress.Parse(string.Join('.', numbers[..4])), (int.Parse(numbers[4], CultureInfo.InvariantCulture) << 8) | int.Parse(numbers[5], CultureInfo.InvariantCulture));
            Reply("200 port");
        }

        private void Open(Data data)
        {
            Reply("150 here it comes");
            DataEnd = data;
            if (_active is { } there)
            {
                _active = null;
                DataLink = _host._internet.Connect(new IPEndPoint(IPAddress.Parse(Address), 20), there, data);
                data.Begin(DataLink!);
                return;
            }
            _whenConnected = link =>
            {
                _whenConnected = null;
                DataLink = link;
                _deferred!.To = data;
                data.Begin(link);
            };
            if (_waiting is { } waiting)
            {
                _waiting = null;
                _whenConnected(waiting);
            }
        }

        /// <summary>Who receives is known later.</summary>
        private sealed class Deferred : ILinkReceiver
        {
            public ILinkReceiver? To { get; set; }

            public void Received(ReadOnlySpan<byte> octets) => To!.Received(octets);

            public void Drained() => To?.Drained();

            public void Ended(LinkEnd how) => To?.Ended(how);
        }

        /// <summary>One end of a data connection.</summary>
        internal sealed class Data(Session session, byte[]? file, string? name, byte[]? before) : ILinkReceiver
        {
            private const int Portion = 8 * 1024;

            private readonly OctetBuffer _received = new(0);
            private MemoryLink? _link;
            private int _sent;

            /// <summary>Octets of the file that were handed to the connection.</summary>
            public int Sent => _sent;

            public void Begin(MemoryLink link)
            {
                _link = link;
                if (before is not null) _received.Add(before);
                Send();
            }

            public void Received(ReadOnlySpan<byte> octets)
            {
                _received.Add(octets);
                if (session._host.BreaksAfter < _received.Count) Break("426 broken");
            }

            public void Drained() => Send();

            /// <summary>The module ended it.</summary>
            public bool IsOver { get; private set; }

            public void Ended(LinkEnd how)
            {
                IsOver = true;
                if (name is not null)
                {
                    session._host.Files[name] = _received.Written.ToArray();
                    session.Reply("226 stored");
                }
                else session.Reply("426 aborted");
            }

            private void Send()
            {
                if (file is null || _link!.IsOver) return;
                while (_sent < file.Length && _link.Unsent == 0)
                {
                    var portion = file.AsSpan(_sent, Math.Min(Portion, file.Length - _sent));
                    _link.Send(portion);
                    _sent += portion.Length;
                    if (!(session._host.BreaksAfter < _sent)) continue;
                    Break("426 broken");
                    return;
                }
                if (_sent < file.Length) return;
                _link.Close();
                session.Reply("226 done");
            }

            private void Break(string reply)
            {
                _link!.Reset();
                session.Reply(reply);
            }
        }
    }
}
