using System.Text;
using AtRun.Module.Worlds;
using AtRun.Simulation;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>What a dialogue cannot say of the SIM and the network: durability, cells, refusals, garbage.</summary>
public sealed class RegistrationTests
{
    private readonly List<byte> _said = [];

    [Theory]
    [InlineData("AT+COPS=2")]
    [InlineData("AT+COPS=1,2,\"22210\"")]
    [InlineData("AT#REGMODE=1")]
    [InlineData("AT+CLCK=\"SC\",1,\"1234\"")]
    public void OK_is_said_when_it_is_durable(string line)
    {
        var module = Started();
        module.Flash.Hold = true;
        Type(module, line);
        module.Turn.Wait(TimeSpan.FromSeconds(30));
        Assert.Equal("", Said());
        Assert.True(module.Flash.Pending > 0);
        module.Turn.Do(() => module.Flash.Hold = false);
        module.Turn.Wait(TimeSpan.FromSeconds(30));
        Assert.Equal("\r\nOK\r\n", Said());
    }

    [Fact]
    public void The_selection_is_what_the_memory_has()
    {
        var module = Started();
        Type(module, "AT+COPS=1,2,\"22288\"");
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        Said();
        var reborn = Started(module.Flash.Durable());
        Type(reborn, "AT+COPS?");
        Assert.Equal("\r\n+COPS: 1,0,\"I WIND\"\r\n\r\nOK\r\n", Said());
    }

    [Fact]
    public void Another_cell_shows_where_it_was_asked_for()
    {
        var module = Started();
        Type(module, "AT+CREG=2;+CGREG=2");
        Said();
        var radio = (Radio)module.Module.World.Radio;
        module.Turn.Do(() => radio.Place = 4);
        Assert.Equal("\r\n+CREG: 1,\"4E54\",\"5F31\",0\r\n\r\n+CGREG: 1,\"4E54\",\"5F31\",0\r\n", Said());
        Type(module, "AT+CREG=1;+CGREG=1");
        Said();
        module.Turn.Do(() => radio.Place = 6);
        Assert.Equal("", Said());
    }

    [Fact]
    public void A_network_that_refuses_the_sim_denies_registration()
    {
        var module = Started();
        Type(module, "AT+CREG=1;#REGMODE=1;+CMEE=1");
        Said();
        var radio = (Radio)module.Module.World.Radio;
        module.Turn.Do(() => radio.Refused = true);
        Assert.Equal("\r\n+CREG: 3\r\n", Said());
        Type(module, "AT+COPS=0");
        module.Turn.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal("\r\n+CME ERROR: 32\r\n\r\n+CREG: 2\r\n\r\n+CREG: 3\r\n", Said());
        module.Turn.Do(() => radio.Refused = false);
        Assert.Equal("\r\n+CREG: 1\r\n", Said());
        Assert.Equal(RegistrationState.Home, module.Module.Running!.Network.State);
    }

    [Fact]
    public void Power_off_while_registering_leaves_nothing_behind()
    {
        var module = Started();
        module.Turn.Do(module.Module.PowerOff);
        module.Turn.Do(module.Module.PowerOn);
        module.Turn.Wait(TimeSpan.FromMilliseconds(500));
        module.Turn.Do(module.Module.PowerOff);
        module.Turn.Wait(TimeSpan.FromSeconds(30));
        Assert.Null(module.Module.World.Radio.Serving);
        Assert.Empty(module.Log.Errors);
    }

    [Theory]
    [InlineData("AT+CREG?\r")]
    [InlineData("AT+CSQ\r")]
    [InlineData("AT+CPIN?\r")]
    public void A_look_makes_no_garbage(string line)
    {
#if DEBUG
        Assert.Skip("a debug build keeps the state of async methods on the heap: " + line);
#else
        var module = Started();
        Type(module, "AT+CREG=2");
        module.Said[1] = null;
        var octets = Encoding.Latin1.GetBytes(line);
        module.Type(1, octets);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) module.Type(1, octets);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
#endif
    }

    private SimulatedModule Started(MemoryFlash? flash = null)
    {
        var module = new SimulatedModule(flash: flash);
        module.Said[1] = octets => _said.AddRange(octets.ToArray());
        module.Start();
        _said.Clear();
        return module;
    }

    private static void Type(SimulatedModule module, string line) => module.Turn.Do(() => module.Type(1, Encoding.Latin1.GetBytes(line + "\r")));

    private string Said()
    {
        var said = Encoding.Latin1.GetString([.. _said]);
        _said.Clear();
        return said;
    }
}
