using System.Net;
using System.Text;
using System.Text.Json;
using AtRun.Host;
using AtRun.Module.Instances;
using AtRun.Tests.Support;
using AtRun.Tests.Transport;
using Xunit;

namespace AtRun.Tests.Host;

/// <summary>What words at the control socket do to calls, services of the network, software and position: as the module's terminal sees it.</summary>
public sealed class ControlWordsTests : IDisposable, IInstanceUser
{
    private const string Phone = "+390401234567";

    private readonly Folder _folder = new();
    private readonly LoopThread _loop = new(speed: 50);
    private readonly TestLog _log = new();
    private readonly Simulator _simulator;
    private readonly ControlClient _control;
    private readonly StringBuilder _said = new();

    public ControlWordsTests()
    {
        var path = _folder.File("control");
        _simulator = _loop.Do(() => new Simulator(new() { Addresses = IPNetwork.Parse("127.27.201.0/24"), Control = path }, _loop.Loop, _log));
        _loop.Do(_simulator.Start);
        _control = new(path);
        Assert.True(SpinWait.SpinUntil(() => _control.Module().GetProperty("registration").GetString() == "Home", LoopThread.Deadline));
        _loop.Do(() => Instance.HandTo(this));
        Type("ATE0", "OK");
    }

    Owner IInstanceUser.Owner => Owner.LocalPort;

    private AtInstance Instance => _simulator.Modules[0].Running!.Instance(1);

    private Surroundings Module => _simulator.Simulated[0];

    public void Dispose()
    {
        _control.Dispose();
        _loop.Do(_simulator.Dispose);
        _loop.Dispose();
        _folder.Dispose();
        Assert.Empty(_log.Errors);
    }

    void IInstanceUser.Write(ReadOnlySpan<byte> octets) => _said.Append(Encoding.Latin1.GetString(octets));

    [Fact]
    public void Telephones_take_calls_speak_hold_and_hang_up()
    {
        Type("AT+CSSN=1,1;#DIALMODE=1", "OK");
        _control.Done($"phone rings {Phone}");
        Run($"ATD{Phone};");
        State("Ringing");
        _control.Done($"phone answer {Phone}");
        Hear("OK");
        State("Connected");
        _loop.Do(() => Module.Module.Running!.Calls.Tone += tone => _said.Append(tone));
        _control.Done($"phone tones {Phone} 12#a");
        Hear("12#A");
        _control.Done($"phone hold {Phone} on");
        Hear("+CSSU: 2");
        _control.Done($"phone hold {Phone} off");
        Hear("+CSSU: 3");
        _control.Done($"phone end {Phone}");
        Hear("NO CARRIER");
        State("Idle");
        Assert.Equal("it has no call", _control.Refused($"phone end {Phone}"));
        Assert.Equal("it does not ring there", _control.Refused($"phone answer {Phone}"));
        Assert.Equal("no voice call is up there", _control.Refused($"phone hold {Phone} on"));
        Assert.Equal("no voice call is up there", _control.Refused($"phone tones {Phone} 1"));
    }

    [Fact]
    public void Telephones_answer_echo_are_busy_off_or_not_there()
    {
        Type($"ATD{Phone};", "NO CARRIER");
        _control.Done($"phone answers {Phone} 0");
        Type($"ATD{Phone};", "OK");
        State("Connected");
        Type("ATH", "OK");
        _control.Done($"phone busy {Phone}");
        Type($"ATD{Phone};", "BUSY");
        _control.Done($"phone off {Phone}");
        Type($"ATD{Phone};", "NO CARRIER");
        Type("AT#CEER", "#CEER: 27");
        _control.Done($"phone echoes {Phone}");
        Type($"ATD{Phone}", "CONNECT 9600");
        Run("there and back");
        Hear("there and back\r");
        _control.Done($"phone end {Phone}");
        Hear("NO CARRIER");
        _control.Done($"phone none {Phone}");
        Assert.Empty(_control.Ask("phones").GetProperty("phones").EnumerateArray());
        Type($"ATD{Phone};", "NO CARRIER");
        Type("AT#CEER", "#CEER: 1");
    }

    [Fact]
    public void Telephones_call_the_module_and_give_up()
    {
        Type("AT+CLIP=1;+CRC=1", "OK");
        _control.Done($"call ring {Phone} data");
        Hear($"+CRING: REL ASYNC\r\n\r\n+CLIP: \"{Phone}\",145,");
        _control.Done("call end");
        State("Idle");
        _control.Done("call ring");
        Hear("+CRING: VOICE\r\n\r\n+CLIP: \"\",128,");
        Type("ATA", "OK");
        _loop.Do(() => Module.Module.Running!.Calls.Tone += tone => _said.Append(tone));
        _control.Done("dtmf 7D");
        Hear("7D");
        _control.Done("call end");
        Hear("NO CARRIER");
    }

    [Fact]
    public void The_module_joins_a_group_and_leaves_it()
    {
        _control.Done($"phone answers {Phone} 0");
        Type("AT+CCUG=1,1", "OK");
        Type($"ATD{Phone};", "NO CARRIER");
        // Not a member; then one who has outgoing access (22.085).
        Type("AT#CEER", "#CEER: 50");
        _control.Done("group join 1 77");
        Type($"ATD{Phone};", "OK");
        Type("ATH", "OK");
        _control.Done("group leave 1");
        Type($"ATD{Phone};", "NO CARRIER");
        Assert.Equal("it is in no group of that index", _control.Refused("group leave 1"));
        Assert.Equal("an index is a number from 0 to 9", _control.Refused("group join 10 77"));
        Assert.Equal("a code is a number from 0 to 65535", _control.Refused("group join 1 65536"));
    }

    [Fact]
    public void Calls_cost_what_the_tariff_says()
    {
        _control.Done($"phone answers {Phone} 0");
        _control.Done("tariff 5 3600");
        Cost("000005");
        _control.Done("tariff 0 1");
        Cost("000000");
        Assert.Equal("units are a number from 0 to 65535", _control.Refused("tariff -1 1"));
        Assert.Equal("seconds are a number from 1 to 3600", _control.Refused("tariff 1 0"));

        void Cost(string units)
        {
            Type($"ATD{Phone};", "OK");
            State("Connected");
            Type("ATH", "OK");
            Type("AT+CAOC=0", $"+CAOC: \"{units}\"");
        }
    }

    [Fact]
    public void The_network_speaks_by_itself_and_answers_codes()
    {
        Type("AT+CUSD=1", "OK");
        _control.Done("ussd notify Hello there");
        Hear("+CUSD: 0,\"Hello there\",15");
        _control.Done("ussd request Your age?");
        Hear("+CUSD: 1,\"Your age?\",15");
        Assert.Equal("the module cannot be reached, or a dialogue is open", _control.Refused("ussd notify Again"));
        _control.Done("ussd end");
        Hear("+CUSD: 2");
        Assert.Equal("no dialogue is open", _control.Refused("ussd end"));
        _control.Done("ussd answer *123# All is well");
        Run("AT+CUSD=1,\"*123#\"");
        Hear("+CUSD: 0,\"All is well\",15");
    }

    [Fact]
    public void The_operator_gives_a_new_password_for_barring()
    {
        Type("AT+CLCK=\"AO\",1,\"9876\"", "ERROR");
        _control.Done("barring password 9876");
        Type("AT+CLCK=\"AO\",1,\"9876\"", "OK");
        Assert.Equal("a password is four digits", _control.Refused("barring password 12345"));
    }

    [Fact]
    public void The_update_server_offers_software()
    {
        Assert.StartsWith("its update server is another", _control.Refused("update offer 12.00.005"), StringComparison.Ordinal);
        Type($"AT+CGDCONT=1,\"IP\",\"internet\";#OTASUAN=,1;#OTASNAP=\"{UpdateServer.Number}\"", "OK");
        Assert.StartsWith("a version is", _control.Refused("update offer ;"), StringComparison.Ordinal);
        _control.Done("update offer 12.00.005");
        Hear("#OTAEV:");
        Type("AT+CGMR", "12.00.004");
    }

    [Fact]
    public void The_update_server_has_the_module_fetch_software()
    {
        Type($"AT+CGDCONT=1,\"IP\",\"internet\";#OTASUAN=,1;#OTASNAP=\"{UpdateServer.Number}\"", "OK");
        _control.Done("update order 12.00.006");
        // The module restarts with it, and nobody has its instance then.
        _control.Done("update order 12.00.006");
        Assert.True(SpinWait.SpinUntil(() => _loop.Do(() => Module.Module.Running is { } running && running.Instance(1).User != this), LoopThread.Deadline), "It does not restart.");
        _loop.Do(() => Instance.HandTo(this));
        Type("AT+CGMR", "12.00.006");
    }

    [Fact]
    public void The_module_stands_drives_and_sees_as_much_of_the_sky()
    {
        _control.Done("gps position 45.5 -13.25 200");
        Assert.Equal((45.5, -13.25, 200), Where(0));
        _control.Done("gps route 90 45.6,-13.3 45.7,-13.4");
        Assert.NotEqual((45.7, -13.4, 200), Where(1));
        Assert.Equal((45.7, -13.4, 200), Where(60));
        _control.Done("gps sky 3");
        Assert.Equal(3, _loop.Do(() => Module.Sky.InView(Now).Count(s => s.Signal > 0)));
        _control.Done("gps antenna 45");
        Assert.Equal(45, _loop.Do(() => Module.Module.Board.SatelliteAntennaCurrent));
        Assert.Equal("a place is degrees north, -90 to 90, and east, -180 to 180", _control.Refused("gps position 91 0"));
        Assert.Equal("a speed is a number from 1 to 1000", _control.Refused("gps route 0 45,13"));
        Assert.Equal("satellites are a number from 0 to 12", _control.Refused("gps sky 13"));
    }

    private DateTimeOffset Now => _loop.Loop.Time.GetUtcNow();

    private (double Latitude, double Longitude, double Altitude) Where(int minutes)
    {
        var place = _loop.Do(() => Module.Sky.PlaceAt(Now + TimeSpan.FromMinutes(minutes)));
        return (Math.Round(place.Latitude, 5), Math.Round(place.Longitude, 5), Math.Round(place.Altitude));
    }

    private void State(string state) => Assert.True(
        SpinWait.SpinUntil(() => _control.Ask("phones").GetProperty("phones").EnumerateArray().Any(p => Of(p, "number") == Phone && Of(p, "state") == state), LoopThread.Deadline),
        $"The telephone is not {state}, but {_control.Ask("phones")}");

    private static string Of(JsonElement phone, string what) => phone.GetProperty(what).GetString()!;

    private void Type(string line, string heard)
    {
        _loop.Do(() => _said.Clear());
        Run(line);
        Hear(heard);
        // The next line comes when this one is done.
        Assert.True(SpinWait.SpinUntil(() => _loop.Do(() => !Instance.Busy), LoopThread.Deadline));
    }

    private void Run(string line) => _loop.Do(() => Instance.Run(line));

    /// <summary>Waits until the module has said that; what was said before is forgotten.</summary>
    private void Hear(string text)
    {
        var found = SpinWait.SpinUntil(() => _loop.Do(() =>
        {
            var at = _said.ToString().IndexOf(text, StringComparison.Ordinal);
            if (at >= 0) _said.Remove(0, at + text.Length);
            return at >= 0;
        }), LoopThread.Deadline);
        Assert.True(found, $"It does not say {text}, but {_loop.Do(() => _said.ToString())}");
    }
}
