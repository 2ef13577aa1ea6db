using System.Net;
using System.Text;
using AtRun.Client;
using AtRun.Module.Services.Remote;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Tests.Support;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>Network surveys: their time, what a radio hears, and what TCPATRUN keeps of their output (TCP-24).</summary>
public sealed class SurveyTests : ILinkReceiver
{
    private readonly StringBuilder _heard = new();
    private MemoryLink? _client;

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets) => _heard.Append(Encoding.Latin1.GetString(octets));

    void ILinkReceiver.Drained() { }

    void ILinkReceiver.Ended(LinkEnd how) => _heard.Append(how);

    /// <summary>AT reference 80000ST10025a p24: output within 10 s, the end within 120 s.</summary>
    [Theory]
    [InlineData("AT#CSURV")]
    [InlineData("AT#CSURVC")]
    [InlineData("AT#CSURVB=548")]
    [InlineData("AT#CSURVP=99999")]
    public void It_takes_its_time_and_not_more(string line)
    {
        var typist = Conversation.Begin();
        Assert.Equal("Network survey started ...", typist.Type(line));
        var said = "";
        Assert.True(typist.Module.Turn.WaitUntil(() => (said += typist.Said()).Length > 0, TimeSpan.FromSeconds(10)));
        Assert.Contains("90", said, StringComparison.Ordinal);
        typist.Module.Turn.Wait(TimeSpan.FromSeconds(5));
        Assert.True(typist.Instance.Busy);
        Assert.True(typist.Module.Turn.WaitUntil(() => !typist.Instance.Busy, TimeSpan.FromSeconds(105)));
        Assert.EndsWith("Network survey ended OK", typist.Said(), StringComparison.Ordinal);
    }

    /// <summary>What cannot be kept is lost from some octet on; the last line and the result are there, and the session goes on.</summary>
    [Fact]
    public void Over_TCP_the_buffer_is_cut_off_and_the_end_comes()
    {
        var module = Serve();
        Type(module, "AT#CSURVEXT=2");
        Assert.Equal("\r\nOK\r\n", Answer(module));
        Type(module, "AT#CSURV");
        module.Turn.Wait(TimeSpan.FromSeconds(15));
        Assert.Equal(0, _heard.Length);
        module.Turn.Wait(TimeSpan.FromSeconds(30));
        const string End = "Network survey ended\r\n\r\nOK\r\n";
        var answer = Answer(module);
        Assert.StartsWith("\r\nNetwork survey started ...\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith(End, answer, StringComparison.Ordinal);
        Assert.Equal(TcpAtRunSession.SuspendedBuffer, answer.Length - End.Length);
        Type(module, "AT+CGMM");
        Assert.Equal("\r\nHE910\r\n\r\nOK\r\n", Answer(module));
        // What was dropped is counted anew each time.
        Type(module, "AT#CSURVUC=90");
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        Assert.EndsWith("108 119\r\n\r\n\r\n" + End, Answer(module).Replace("78 84 90 93 96 99 102 108,0,2,1,1,6,0,4,7,2,0,15,8,0", "108 119", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>Aborted with its session, a survey does not leave the packet service suspended.</summary>
    [Fact]
    public void A_session_that_ends_meanwhile_leaves_nothing_suspended()
    {
        var module = Serve();
        Type(module, "AT#CSURV");
        module.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.True(module.Module.Running!.PacketGate.IsSuspended);
        var typist = new Conversation(module);
        Assert.StartsWith("OK", typist.Type("AT#TCPATRUNCLOSE"), StringComparison.Ordinal);
        Assert.False(module.Module.Running.PacketGate.IsSuspended);
        Assert.EndsWith("Finished", _heard.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_power_may_go_meanwhile()
    {
        var module = Serve();
        Type(module, "AT#CSURV");
        module.Turn.Wait(TimeSpan.FromSeconds(2));
        module.Turn.Do(module.PowerCycle);
        module.Turn.Wait(TimeSpan.FromMinutes(2));
        Assert.False(module.Module.Running!.PacketGate.IsSuspended);
        Assert.Empty(module.Log.Errors);
    }

    [Fact]
    public void All_eight_declare_what_they_do_over_TCP()
    {
        var surveys = CommandTable.All.Where(c => c.Name.StartsWith("#CSURV", StringComparison.Ordinal) && !c.IsSetting).ToList();
        Assert.Equal(8, surveys.Count);
        Assert.All(surveys, c => Assert.Equal((RemoteEffect.BuffersOverTcp, 10, 120), (c.EffectOf(""), c.Facts.DelayBySms, c.Facts.TimeLimit)));
        Assert.All(surveys, c => Assert.False(Assert.Single(Preflight.Check($"AT{c.Name}=1", Channel.Tcp)).Refuses));
        Assert.DoesNotContain(Preflight.Check("AT#CSURV", Channel.Sms), f => f.Effect != RemoteEffect.None);
        Assert.Same(CommandTable.Find("#CSURVUC"u8), CommandTable.Find("*csurvuc"u8));
    }

    /// <summary>Whatever the seed, the place and the bands: the strongest first, each channel once, on its bands; the same again for the same seed.</summary>
    [Fact]
    public void Carriers_are_plausible() =>
        Gen.Select(Gen.Int, Gen.Int[-10, 10], Gen.Int[0, 15]).Sample((seed, place, bands) =>
        {
            var carriers = Carriers(seed, place, (RadioBands)bands);
            Assert.Equal(Text(carriers), Text(Carriers(seed, place, (RadioBands)bands)));
            Assert.Equal(carriers.OrderByDescending(c => c.PowerDbm).Select(c => c.PowerDbm), carriers.Select(c => c.PowerDbm));
            Assert.Equal(carriers.Count, carriers.Select(c => c.Arfcn).Distinct().Count());
            Assert.All(carriers, c => Assert.Contains(c.Arfcn, RadioChannels.Of((RadioBands)bands)));
            Assert.True(carriers.Count(c => c.Says is { Serves: true }) <= 1);
            foreach (var says in carriers.Select(c => c.Says).OfType<CarrierCell>())
            {
                Assert.Contains(says.Cell.Arfcn, says.Channels);
                Assert.Contains(says.Cell.Arfcn, says.Allocation);
                Assert.InRange(says.Channels.Count, 1, 64);
                Assert.InRange(says.Allocation.Count, 1, 32);
            }
        }, iter: 200, seed: "0000KOIKpxW2");

    private static string Text(List<Carrier> carriers) => string.Join(' ', carriers.Select(c => $"{c.Arfcn} {c.PowerDbm} {c.Says?.Status}"));

    private static List<Carrier> Carriers(int seed, int place, RadioBands bands)
    {
        var turn = new TestTurn();
        var radio = new RadioNetwork(turn.Time, new Random(seed)).AddRadio(new SimCard(new MemoryFlash()), place);
        radio.Bands = bands;
        radio.Deregister(keepListening: true);
        var carriers = new List<Carrier>();
        turn.Do(() => _ = radio.Survey([.. RadioChannels.Of(bands)], silent: false, c =>
        {
            carriers.Add(c);
            return false;
        }, default));
        turn.Wait(TimeSpan.FromSeconds(60));
        return carriers;
    }

    /// <summary>A module with TCPATRUN on, and this test as its client behind the login.</summary>
    private SimulatedModule Serve()
    {
        var module = new SimulatedModule();
        module.Start();
        var typist = new Conversation(module);
        foreach (var line in new[]
        {
            "AT+CGDCONT=1,\"IP\",\"myAPN\"", "AT#SCFG=1,1,300,0,600,1", "AT#TCPATRUNAUTH=1,\"u\",\"p\"", "AT#TCPATRUNFRWL=1,\"127.0.0.1\",\"255.255.255.255\"", "AT#TCPATRUNL=1",
            "AT#SGACTCFG=1,1",
        }) Assert.Equal("OK", typist.Type(line));
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        var to = module.Internet.Listening.Single();
        module.Turn.Do(() => _client = module.Internet.Connect(new IPEndPoint(IPAddress.Loopback, 0), to, this));
        Type(module, "u");
        Type(module, "p");
        Type(module, "ATE0");
        Answer(module);
        return module;
    }

    private void Type(SimulatedModule module, string line) => module.Turn.Do(() => _client!.Send(Encoding.Latin1.GetBytes(line + "\r")));

    private string Answer(SimulatedModule module)
    {
        module.Turn.Wait(TimeSpan.FromSeconds(1));
        var answer = _heard.ToString();
        _heard.Clear();
        return answer;
    }
}
