using AtRun.Module.Services;
using Xunit;

namespace AtRun.Tests.Module;

public sealed class CallServiceTests
{
    private readonly Conversation _on1 = Conversation.Begin();

    private CallService Calls => _on1.Module.Module.Running!.Calls;

    [Fact]
    public void A_call_that_comes_in_rings_and_is_answered()
    {
        Offer();
        Assert.Equal("RING", _on1.Said());
        Wait(5);
        Assert.Equal("RING", _on1.Said());
        Assert.Equal("002 +CPAS: 3 OK", _on1.Type("ATS1?+CPAS"));
        Assert.Equal("OK", _on1.Type("ATA"));
        Assert.Equal("000 +CPAS: 4 OK", _on1.Type("ATS1?+CPAS"));
        Wait(20);
        Assert.Equal("", _on1.Said());
        Assert.Equal("OK", _on1.Type("ATH"));
        Assert.Equal("+CPAS: 0 OK", _on1.Type("AT+CPAS"));
    }

    [Fact]
    public void Under_V0_the_ring_is_its_number()
    {
        Assert.Equal("0\r", _on1.Type("ATV0"));
        Offer();
        Assert.Equal("2\r", _on1.Said());
    }

    [Fact]
    public void S0_answers_by_itself()
    {
        Assert.Equal("OK", _on1.Type("ATS0=2"));
        Offer();
        Assert.Equal(CallState.Ringing, Calls.State);
        Wait(5);
        Assert.Equal(CallState.Up, Calls.State);
        Assert.Equal(1, Calls.Instance);
        _on1.Module.Turn.Do(Calls.Withdraw);
        Assert.EndsWith("NO CARRIER", _on1.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_caller_who_gives_up_is_not_answered()
    {
        Offer();
        _on1.Module.Turn.Do(Calls.Withdraw);
        _on1.Said();
        Wait(20);
        Assert.Equal("", _on1.Said());
        Assert.Equal("NO CARRIER", _on1.Type("ATA"));
    }

    [Fact]
    public void Who_calls_a_module_that_calls_finds_it_busy()
    {
        Assert.Equal("", _on1.Type("ATD0401234567;"));
        _on1.Module.Turn.Do(() => Assert.False(Calls.Offer()));
        _on1.Module.Turn.Do(_on1.Instance.Abort);
        Assert.Equal("NO CARRIER", _on1.Said());
        _on1.Module.Turn.Do(() => Assert.True(Calls.Offer()));
    }

    [Fact]
    public void Power_off_while_dialling_leaves_nothing_behind()
    {
        Assert.Equal("", _on1.Type("ATD0401234567"));
        _on1.Module.Turn.Do(_on1.Module.Module.PowerOff);
        Wait(120);
        Assert.Equal("", _on1.Said());
        Assert.Empty(_on1.Module.Log.Errors);
    }

    private void Offer() => _on1.Module.Turn.Do(() => Assert.True(Calls.Offer()));

    private void Wait(int seconds) => _on1.Module.Turn.Wait(TimeSpan.FromSeconds(seconds));
}
