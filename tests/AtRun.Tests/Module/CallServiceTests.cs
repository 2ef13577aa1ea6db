using AtRun.Module.Services.Calls;
using AtRun.Module.Worlds;
using AtRun.Simulation.Circuits;
using Xunit;

namespace AtRun.Tests.Module;

public sealed class CallServiceTests
{
    private const string Number = "+390401234567";

    private readonly Conversation _on1 = Conversation.Begin();

    private CallService Calls => _on1.Module.Module.Running!.Calls;

    private Telephone Phone => _on1.Module.Circuits.TelephoneOf(Number)!;

    [Fact]
    public void A_call_that_comes_in_rings_and_is_answered()
    {
        Offer();
        Assert.Equal("RING", Told());
        Wait(5);
        Assert.Equal("RING", _on1.Said());
        Assert.Equal("002 +CPAS: 3 OK", _on1.Type("ATS1?+CPAS"));
        Assert.Equal("OK", _on1.Type("ATA"));
        Assert.Equal("000 +CPAS: 4 OK", _on1.Type("ATS1?+CPAS"));
        Assert.True(Phone.IsConnected);
        Wait(20);
        Assert.Equal("", _on1.Said());
        Assert.Equal("OK", _on1.Type("ATH"));
        Assert.Equal("+CPAS: 0 OK", _on1.Type("AT+CPAS"));
        Assert.False(Phone.HasCall);
    }

    [Fact]
    public void Under_V0_the_ring_is_its_number()
    {
        Assert.Equal("0\r", _on1.Type("ATV0"));
        Offer();
        Assert.Equal("2\r", Told());
    }

    [Fact]
    public void S0_answers_by_itself()
    {
        Assert.Equal("OK", _on1.Type("ATS0=2"));
        Offer();
        Wait(1);
        Assert.Equal(CallState.Ringing, Calls.State);
        Wait(5);
        Assert.Equal(CallState.Up, Calls.State);
        Assert.Equal(1, Calls.Instance);
        _on1.Module.Turn.Do(() => Phone.HangUp());
        Assert.EndsWith("NO CARRIER", _on1.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void S0_answers_nothing_for_a_service()
    {
        Assert.Equal("OK", _on1.Type("ATS0=1"));
        var service = new Conversation(_on1.Module, 1, AtRun.Module.Instances.Owner.TcpAtRun);
        Offer(new(IsData: true, 9600));
        Wait(20);
        Assert.Equal(CallState.Ringing, Calls.State);
        Assert.Equal("", service.Said());
    }

    [Fact]
    public void A_service_does_not_get_the_call_that_its_instance_was_about_to_be_joined_with()
    {
        Assert.Equal("OK", _on1.Type("ATS0=1"));
        Offer(new(IsData: true, 9600));
        Wait(1);
        var service = new Conversation(_on1.Module, 1, AtRun.Module.Instances.Owner.TcpAtRun);
        Wait(20);
        Assert.Equal("", service.Said());
        Assert.False(service.Instance.IsOnline);
        Assert.False(Phone.HasCall);
    }

    [Fact]
    public void A_caller_who_gives_up_is_not_answered()
    {
        Offer();
        _on1.Module.Turn.Do(() => Phone.HangUp());
        _on1.Said();
        Wait(20);
        Assert.Equal("", _on1.Said());
        Assert.Equal("NO CARRIER", _on1.Type("ATA"));
    }

    [Fact]
    public void Who_calls_a_module_that_calls_finds_it_busy()
    {
        var other = _on1.Module.Circuits.TelephoneOf("0409999999")!;
        other.Habit = TelephoneHabit.Rings;
        Assert.Equal("", _on1.Type("ATD0409999999"));
        _on1.Module.Turn.Do(() => Phone.Call(_on1.Module.Line.Number, Bearer.Voice));
        Wait(5);
        Assert.Equal(AtRun.Protocol.Results.CallCause.UserBusy, Phone.LastEnd);
        _on1.Module.Turn.Do(_on1.Instance.Abort);
        Assert.Equal("NO CARRIER", _on1.Said());
        Assert.False(other.HasCall);
        Offer();
    }

    [Fact]
    public void Power_off_while_dialling_leaves_nothing_behind()
    {
        Phone.Habit = TelephoneHabit.Rings;
        Assert.Equal("", _on1.Type("ATD" + Number));
        Wait(10);
        Assert.True(Phone.IsRinging);
        _on1.Module.Turn.Do(_on1.Module.Module.PowerOff);
        Wait(120);
        Assert.Equal("", _on1.Said());
        Assert.False(Phone.HasCall);
        Assert.Equal(0, _on1.Module.Line.Calls);
        Assert.Empty(_on1.Module.Log.Errors);
    }

    [Theory]
    [InlineData("##")]
    [InlineData("*#")]
    [InlineData("**#")]
    [InlineData("*##")]
    [InlineData("#*#")]
    public void The_shortest_codes_are_for_the_network(string code)
    {
        Assert.Equal("OK", _on1.Type($"AT+CUSD=1;D{code};"));
        Wait(5);
        Assert.StartsWith("+CUSD: 4", _on1.Said(), StringComparison.Ordinal);
        Assert.Empty(_on1.Module.Log.Errors);
    }

    /// <summary>What is said at the first ring.</summary>
    private string Told()
    {
        Wait(1);
        return _on1.Said();
    }

    private void Offer(Bearer? bearer = null)
    {
        _on1.Module.Turn.Do(() => Assert.True(Phone.Call(_on1.Module.Line.Number, bearer ?? Bearer.Voice)));
        Assert.True(_on1.Module.Turn.WaitUntil(() => Calls.State == CallState.Ringing, TimeSpan.FromSeconds(5)));
    }

    private void Wait(int seconds) => _on1.Module.Turn.Wait(TimeSpan.FromSeconds(seconds));
}
