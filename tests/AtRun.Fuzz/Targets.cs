using System.Diagnostics.CodeAnalysis;
using System.Net;
using AtRun.Module;
using AtRun.Module.Products;
using AtRun.Module.Settings;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Links;
using AtRun.Protocol.Responses;
using AtRun.Simulation;
using AtRun.Simulation.Circuits;
using AtRun.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AtRun.Fuzz;

/// <summary>The readers that meet octets from outside, and what must hold for them whatever comes.</summary>
internal static class Targets
{
    /// <summary>Of a module.</summary>
    private const string Number = "+393468686711";

    public static IReadOnlyDictionary<string, Func<Action<byte[], Random>>> All { get; } = new Dictionary<string, Func<Action<byte[], Random>>>
    {
        ["command-line"] = () => CommandLines,
        ["response"] = () => Responses,
        ["values"] = () => Values,
        ["tpdu"] = () => SmsTargets.Tpdus,
        ["reassembler"] = () => new SmsTargets.Parts().Take,
        ["digest"] = () => SmsTargets.Digests,
        ["messages"] = () => new MessageTarget().Take,
        ["memory"] = () => Memory,
        ["ppp"] = () => new PppTarget().Take,
        ["multiplexer"] = () => new MultiplexerTarget().Take,
        ["smpp"] = () => new SmppTarget().Take,
        ["server-reply"] = () => ServerTarget.Take,
        ["listener"] = () => new ListenerTarget().Take,
        ["module"] = () => new ModuleTarget(login: true).Take,
        ["login"] = () => new ModuleTarget(login: false).Take,
    };

    /// <summary>Lines do not depend on the cuts; every body parses and binds without a throw.</summary>
    private static void CommandLines(byte[] input, Random random)
    {
        var whole = Read([input]);
        var cut = Read(Cut(input, random));
        if (whole != cut) throw new InvalidOperationException($"whole:{Environment.NewLine}{whole}{Environment.NewLine}cut:{Environment.NewLine}{cut}");

        static string Read(IEnumerable<byte[]> pieces)
        {
            var reader = new CommandLineReader();
            var log = new System.Text.StringBuilder();
            var echo = new OctetBuffer();
            foreach (var piece in pieces)
                for (ReadOnlySpan<byte> left = piece; !left.IsEmpty;)
                {
                    var found = reader.Read(left, out var consumed, echo);
                    left = left[consumed..];
                    if (found == LineEvent.Incomplete) continue;
                    log.Append(found).Append(' ').AppendLine(Convert.ToHexString(reader.Body));
                    if (reader.Body.Length > CommandLineReader.DefaultLimit) throw new InvalidOperationException("a line beyond the limit");
                    Bind(reader.Body);
                }
            return log.AppendLine(Convert.ToHexString(echo.Written)).ToString();
        }

        static void Bind(ReadOnlySpan<byte> body)
        {
            for (var position = 0; CommandLine.TryNext(body, ref position, out var syntax);)
            {
                if (CommandTable.Find(syntax.Name) is not { } command) continue;
                var values = new ParameterReader(syntax.Parameters);
                var bound = command.TryBindObject(ref values, command.Default(command.Key?.Min ?? 0), out _);
                if (bound == (values.Error.Fault != BindFault.None)) throw new InvalidOperationException("neither value nor error, or both");
            }
        }
    }

    private static void Responses(byte[] input, Random random)
    {
        foreach (var strict in new[] { false, true })
        {
            var (whole, cut) = (Read([input], strict), Read(Cut(input, random), strict));
            if (whole != cut) throw new InvalidOperationException($"strict {strict}, whole:{Environment.NewLine}{whole}{Environment.NewLine}cut:{Environment.NewLine}{cut}");
        }

        static string Read(IEnumerable<byte[]> pieces, bool strict)
        {
            var reader = new ResponseReader(new() { Strict = strict, MaxLineLength = 300 });
            reader.Expect("AT+CREG?");
            var log = new System.Text.StringBuilder();
            foreach (var piece in pieces)
                for (ReadOnlySpan<byte> left = piece; !left.IsEmpty;)
                {
                    var item = reader.Read(left, out var consumed);
                    left = left[consumed..];
                    if (item is { } found) log.Append(found.Kind).Append(' ').Append(found.Result).Append(' ').AppendLine(found.Text);
                    else if (!left.IsEmpty) throw new InvalidOperationException("nothing found and not all consumed");
                }
            return log.ToString();
        }
    }

    private static void Values(byte[] input, Random random)
    {
        var done = ResponseValues.TryDecode(System.Text.Encoding.Latin1.GetString(input), out var values, out var error);
        if (done == (error is not null) || done == (values is null)) throw new InvalidOperationException("neither value nor error, or both");
    }

    /// <summary>A memory full of anything: the module starts all the same.</summary>
    private static void Memory(byte[] input, Random random)
    {
        var flash = new MemoryFlash();
        var text = System.Text.Encoding.Latin1.GetString(input);
        var changes = CommandTable.All.Where(_ => random.Next(8) == 0).Select(c => new FlashChange(c.Key is null ? c.Name : $"{c.Name}/{random.Next(-1, 9)}", text))
            .Append(new("list/#TCPATRUNFRWL", text)).Append(new("profile/1/0", text)).ToArray();
        _ = flash.Write(changes);
        var settings = new NvmSettings(flash);
        foreach (var command in CommandTable.All) settings.Get(command, command.Key?.Min ?? 0);
    }

    /// <summary>A module in a world of its own, still off.</summary>
    internal static CellularModule NewModule(TestTurn turn, MemoryInternet internet, ModuleOptions? options = null, CircuitNetwork? circuits = null)
    {
        var flash = new MemoryFlash();
        var sim = new SimCard(flash);
        var line = (circuits ?? new CircuitNetwork(turn.Post, turn.Time)).Join(new Subscriber(Number, turn.Time));
        var world = new World(turn.Time, new Random(1), flash, sim, new RadioNetwork(turn.Time, new Random(2)).AddRadio(sim), new PacketNetwork().Join(turn.Time, new Random(3)), new PacketNetwork().JoinCalls(turn.Time), line, line.Subscriber, new AtRun.Simulation.Centre.SmsCentre(turn.Time, new Random(4)).Join(Number), internet, NullLogger.Instance);
        return new(world, ProductTable.Default, "356938035643809", options);
    }

    /// <summary>Switches it on and lets it register.</summary>
    internal static void Start(TestTurn turn, CellularModule module)
    {
        turn.Do(module.PowerOn);
        turn.Wait(TimeSpan.FromSeconds(10));
    }

    internal static IEnumerable<byte[]> Cut(byte[] input, Random random)
    {
        for (var at = 0; at < input.Length;)
        {
            var length = Math.Min(random.Next(1, 12), input.Length - at);
            yield return input[at..(at + length)];
            at += length;
        }
    }

    /// <summary>A whole module behind TCP: whatever is typed, it answers the next AT, or has closed and listens.</summary>
    private sealed class ModuleTarget : ILinkReceiver
    {
        private const int PerModule = 2000;

        private readonly bool _login;
        private readonly TestTurn _turn = new();
        private readonly MemoryInternet _internet;
        private CellularModule _module;
        private CircuitNetwork _circuits;
        private long _received;
        private int _taken;
        private bool _ended;

        public ModuleTarget(bool login)
        {
            _login = login;
            _internet = new(_turn.Post, _turn.Time);
            Begin();
        }

        /// <summary>Another context may have taken the usual address.</summary>
        private IPEndPoint? Listening => _module.Running is { TcpAtRun.State: AtRun.Module.Services.Remote.TcpAtRunState.Listening } running ? running.Sockets[1].Local : null;

        [MemberNotNull(nameof(_module), nameof(_circuits))]
        private void Begin()
        {
            _circuits = new(_turn.Post, _turn.Time);
            _module = NewModule(_turn, _internet, circuits: _circuits);
            Start(_turn, _module);
            SetUp();
        }

        public void Take(byte[] input, Random random)
        {
            // Whoever has taken the users or the rules away keeps everybody out: a new module now and then.
            if (++_taken % PerModule == 0)
            {
                _turn.Do(_module.PowerOff);
                Begin();
            }
            if (!_turn.WaitUntil(() => Listening is not null, TimeSpan.FromMinutes(10)))
            {
                // It was told to leave the network, or to switch itself off: that is its right. Begin again.
                _turn.Do(_module.PowerOff);
                _turn.Do(_module.PowerOn);
                _turn.Wait(TimeSpan.FromSeconds(10));
                if (_module.World.Sim.State == SimState.Ready) SetUp();
                else
                {
                    // A PIN that nobody knows is that of another card.
                    _turn.Do(_module.PowerOff);
                    Begin();
                }
                if (!_turn.WaitUntil(() => Listening is not null, TimeSpan.FromMinutes(10))) throw new InvalidOperationException("the service does not come back");
            }
            _ended = false;
            _received = 0;
            MemoryLink? link = null;
            _turn.Do(() => link = _internet.Connect(new(IPAddress.Loopback, 0), Listening!, this));
            if (_login) Send("u\rp\r"u8.ToArray());
            foreach (var piece in Cut(input, random))
            {
                Send(piece);
                if (random.Next(8) == 0) _turn.Do(() => Happen(random));
            }
            _turn.Wait(TimeSpan.FromSeconds(1));
            if (random.Next(4) == 0) _turn.Do(() => Happen(random));
            _turn.Do(() => link!.Close());
            _turn.Do(static () => { });

            void Send(byte[] octets)
            {
                if (!_ended) _turn.Do(() => link!.Send(octets));
            }
        }

        /// <summary>Telephones call the module, take its calls, forward them to it, hang up; the network speaks by USSD.</summary>
        private void Happen(Random random)
        {
            var phone = _circuits.TelephoneOf("+3934000000" + random.Next(6))!;
            var (subscriber, ussd) = (phone.Subscriber, ((Subscriber)_module.World.Supplementary).Ussd);
            switch (random.Next(12))
            {
                case 0: phone.Call(Number, Bearer.Voice, (CallerIdentity)random.Next(3)); break;
                case 1: phone.Call(Number, new(true, Telephone.Speed, random.Next(2) == 0)); break;
                case 2: phone.Call(Number, null); break;
                case 3: phone.Call("+3934000000" + random.Next(6), Bearer.Voice); break;
                case 4: subscriber.Forward((ForwardingReason)random.Next(4), ServiceClass.Voice, new(Number, random.Next(2) == 0, TimeSpan.FromSeconds(5))); break;
                case 5: (phone.Habit, phone.Echoes, phone.AnswerAfter) = ((TelephoneHabit)random.Next(4), random.Next(2) == 0, TimeSpan.FromSeconds(random.Next(3))); break;
                case 6: phone.HangUp(); break;
                case 7: phone.Hold(random.Next(2) == 0); break;
                case 8: phone.Send("1*#A"); break;
                case 9: phone.Send([1, 2, (byte)'+', (byte)'\r']); break;
                case 10: ussd.Request("Which?"); break;
                default:
                    if (!ussd.Terminate()) ussd.Notify("Good morning");
                    break;
            }
        }

        public void Received(ReadOnlySpan<byte> octets) => _received += octets.Length;

        public void Drained() { }

        public void Ended(LinkEnd how) => _ended = true;

        private void SetUp()
        {
            foreach (var line in new[]
            {
                "AT#TCPATRUNL=0", "AT#TCPATRUND=0", "AT#SMSATRUN=0", "AT#ENAEVMONI=0", "AT#SELINT=2", "AT#BND=0", "AT+WS46=25", "AT+CGQMIN=1;+CGQREQ=1", "AT+CGCLASS=\"B\"", "AT+CFUN=1;+COPS=0", "AT#AUTOATT=1;+CGATT=1", "AT+CGDCONT=1,\"IP\",\"a\"", "AT#SGACTCFG=1,0", "AT#SCFG=1,1,1,0,600,1", "AT#SGACTCFG=1,1", "AT#TCPATRUNFRWL=2", "AT#TCPATRUNAUTH=2",
                "AT#TCPATRUNFRWL=1,\"0.0.0.0\",\"0.0.0.0\"", "AT#TCPATRUNAUTH=1,\"u\",\"p\"", "AT#TCPATRUNCFG=1,2,1024,1,\"\",1,5,0", "AT#TCPATRUNL=1",
            })
            {
                _turn.Do(() => _module.Running!.Instance(1).Run(line));
                _turn.WaitUntil(() => !_module.Running!.Instance(1).Busy, TimeSpan.FromMinutes(5));
            }
        }
    }
}
