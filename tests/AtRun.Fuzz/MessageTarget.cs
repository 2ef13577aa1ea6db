using System.Diagnostics.CodeAnalysis;
using System.Text;
using AtRun.Module;
using AtRun.Module.Products;
using AtRun.Module.Worlds;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;
using AtRun.Simulation;
using AtRun.Simulation.Circuits;
using AtRun.Simulation.Centre;
using AtRun.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AtRun.Fuzz;

/// <summary>A whole module behind the message service: whatever is sent to it, it answers the next AT, at the latest after its power was off.</summary>
internal sealed class MessageTarget : ISmsEntity
{
    private const string Module = "+393468686711";
    private const string Password = "1234567890123456";

    private static readonly DataCoding[] Codings = [DataCoding.Default, DataCoding.EightBit, DataCoding.EightBitClass1, DataCoding.Ucs2, new(0x10), new(0xF2), new(0xC8)];
    private static readonly DigestPassword Digest = DigestPassword.TryMake(Password, out var password) ? password : throw new InvalidOperationException();

    private readonly TestTurn _turn = new();
    private SmsCentre _centre;
    private SimCard _sim;
    private CellularModule _module;
    private int _received;

    public MessageTarget() => Begin();

    [MemberNotNull(nameof(_centre), nameof(_sim), nameof(_module))]
    private void Begin()
    {
        var flash = new MemoryFlash();
        _sim = new SimCard(flash);
        _centre = new(_turn.Time, new Random(4), new() { Latency = TimeSpan.FromMilliseconds(10), SubmitTime = TimeSpan.FromMilliseconds(10) });
        _centre.Connect(this, "+39347*");
        var line = new CircuitNetwork(_turn.Post, _turn.Time).Join(new Subscriber(Module, _turn.Time));
        var world = new World(
            _turn.Time, new Random(1), flash, _sim, new RadioNetwork(_turn.Time, new Random(2)).AddRadio(_sim), new PacketNetwork().Join(_turn.Time, new Random(3)), new PacketNetwork().JoinCalls(_turn.Time), line, line.Subscriber,
            _centre.Join(Module), new MemoryInternet(_turn.Post, _turn.Time), NullLogger.Instance);
        _module = new(world, ProductTable.Default, "356938035643809", new() { ActivationKey = Encoding.Latin1.GetBytes(Password) });
        _turn.Do(_module.PowerOn);
        SetUp();
    }

    public void Take(byte[] input, Random random)
    {
        for (var i = 0; i < input.Length;)
        {
            var length = Math.Min(input.Length - i, random.Next(1, 180));
            var piece = input[i..(i + length)];
            i += length;
            if (random.Next(4) == 0) Hand(piece);
            else Send(piece, random);
        }
        _turn.Wait(TimeSpan.FromSeconds(1));
        if (Answers()) return;
        // It was told to leave the network, to refuse us, to switch itself off or to wait: that is its right. Begin again.
        _turn.Do(_module.PowerOff);
        _turn.Do(_module.PowerOn);
        // A PIN that nobody knows is that of another card.
        if (_sim.State == SimState.Ready) SetUp();
        else Begin();
        if (!Answers()) throw new InvalidOperationException("the service does not come back");
    }

    public ValueTask<SmsReceipt> Deliver(SmsDeliver message, SmsAddress destination)
    {
        if (message.UserData.Text == "\r\nOK\r\n") _received++;
        return new(SmsReceipt.Taken);
    }

    public ValueTask<SmsReceipt> Report(CentreMessage message) => new(SmsReceipt.Taken);

    /// <summary>A TPDU as it is.</summary>
    private void Hand(byte[] tpdu)
    {
        if (_module.World.Sms.Receiver is { } receiver) _turn.Do(() => _ = receiver.Deliver(_centre.Number, tpdu));
    }

    /// <summary>A message: text or octets, some of them with the right digest.</summary>
    private void Send(byte[] octets, Random random)
    {
        var coding = Codings[random.Next(Codings.Length)];
        var digest = random.Next(3) == 0;
        if (digest) octets = DigestSms.Make(Digest, octets.AsSpan(0, Math.Min(octets.Length, UserData.MaxOctets - DigestSms.HeaderLength)), (byte)random.Next(256));
        var text = Encoding.Latin1.GetString(octets);
        if (!(coding.Alphabet == SmsAlphabet.Octets || digest ? UserData.TryMake(octets, default, out var data) : UserData.TryMake(text, coding.Alphabet, default, out data))) return;
        Submit(digest ? DataCoding.EightBitClass1 : coding, data, (byte)random.Next(3));
    }

    private void Submit(DataCoding coding, UserData data, byte protocol = 0) => _turn.Do(() => _centre.Submit(
        this, new() { Source = new("393471234567", TypeOfNumber.International), Destination = new(Module[1..], TypeOfNumber.International), Coding = coding, UserData = data, ProtocolId = protocol, Validity = TimeSpan.FromMinutes(1) }, out _));

    private bool Answers()
    {
        _received = 0;
        UserData.TryMake("AT", SmsAlphabet.Gsm7, default, out var data);
        Submit(DataCoding.Default, data);
        return _turn.WaitUntil(() => _received > 0, TimeSpan.FromSeconds(30));
    }

    private void SetUp()
    {
        if (_sim.FixedDialling) _ = _sim.EnableFixedDialling(false, "5678");
        _turn.Wait(TimeSpan.FromSeconds(70));
        foreach (var line in new[]
        {
            "AT&F1", "AT&W", "AT#SMSATRUN=0", "AT#ENHRST=0", "AT#SELINT=2", "AT+CFUN=1", "AT#BND=0", "AT+CGCLASS=\"B\"", "AT+CGSMS=1", "AT+COPS=0", "AT+CSCA=\"+393492000200\"", "AT+CMGD=1,4", "AT#ATRUNDELAY=1,0",
            "AT#SMSATRUNCFG=3,0,1", "AT#SMSATWL=0,1,0,\"+39347*\"", "AT#SMSATWL=1,3", "AT#SMSATWL=1,4", "AT#SMSATWL=1,5", "AT#SMSATWL=1,6", "AT#SMSATWL=1,7", "AT#SMSATWL=1,8", $"AT#SMSATWL=0,2,1,\"{Password}\"", "AT#SMSATRUN=1",
        })
        {
            _turn.Do(() => _module.Running?.Instance(1).Run(line));
            _turn.WaitUntil(() => _module.Running is not { } running || !running.Instance(1).Busy, TimeSpan.FromMinutes(5));
        }
        // Instance 3 starts with what was stored for it.
        _turn.Do(_module.PowerOff);
        _turn.Do(_module.PowerOn);
        _turn.Wait(TimeSpan.FromSeconds(20));
    }
}
