using AtRun.Module.Worlds;
using AtRun.Simulation;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Simulation;

public sealed class RadioNetworkTests
{
    private readonly TestTurn _turn = new();
    private readonly SimCard _sim = new(new MemoryFlash());

    [Fact]
    public void The_same_seed_gives_the_same_life()
    {
        Assert.Equal(Life(7), Life(7));
        Assert.NotEqual(Life(7), Life(8));
    }

    /// <summary>When each of three modules registers, and what it hears for ten minutes.</summary>
    private static List<string> Life(int seed)
    {
        var turn = new TestTurn();
        var network = new RadioNetwork(turn.Time, new Random(seed));
        var life = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var radio = network.AddRadio(new SimCard(new MemoryFlash()), i);
            Register(turn, radio, null, state => life.Add($"{turn.Time.GetTimestamp()} {state}"));
        }
        var listener = network.AddRadio(new SimCard(new MemoryFlash()));
        listener.Deregister(keepListening: true);
        for (var i = 0; i < 60; i++)
        {
            turn.Wait(TimeSpan.FromSeconds(10));
            life.Add($"{listener.Serving} {string.Join(' ', listener.Neighbours)}");
        }
        return life;
    }

    [Fact]
    public void Levels_stray_slowly_and_not_far()
    {
        var network = new RadioNetwork(_turn.Time, new Random(1), drift: 3);
        var radio = network.AddRadio(_sim);
        radio.Deregister(keepListening: true);
        var levels = new List<int>();
        for (var i = 0; i < 200; i++)
        {
            levels.Add(radio.Serving!.Value.PowerDbm);
            _turn.Time.Advance(TimeSpan.FromSeconds(3));
        }
        Assert.True(levels.Distinct().Count() > 2, string.Join(' ', levels));
        Assert.All(levels, level => Assert.InRange(level, -82, -76));
        Assert.All(levels.Zip(levels.Skip(1)), p => Assert.InRange(p.Second - p.First, -1, 1));
        Assert.Equal(radio.Neighbours.OrderByDescending(c => c.PowerDbm).Select(c => c.Arfcn), radio.Neighbours.Select(c => c.Arfcn));
    }

    [Fact]
    public void Registering_takes_one_to_three_seconds_and_finds_home()
    {
        var radio = new RadioNetwork(_turn.Time, new Random(1)).AddRadio(_sim);
        Assert.Null(radio.Serving);
        RegistrationState? state = null;
        Register(_turn, radio, null, s => state = s);
        _turn.Wait(TimeSpan.FromSeconds(0.95));
        Assert.Null(state);
        _turn.Wait(TimeSpan.FromSeconds(2.1));
        Assert.Equal(RegistrationState.Home, state);
        Assert.Equal("22210", radio.Serving!.Value.Plmn);
    }

    [Theory]
    [InlineData("22210", RegistrationState.Home)]
    [InlineData("22288", RegistrationState.Roaming)]
    [InlineData("22201", RegistrationState.Denied)]
    [InlineData("99999", RegistrationState.Searching)]
    public void An_operator_takes_the_sim_or_not(string plmn, RegistrationState expected)
    {
        var radio = new RadioNetwork(_turn.Time, new Random(1)).AddRadio(_sim);
        RegistrationState? state = null;
        Register(_turn, radio, plmn, s => state = s);
        _turn.Wait(TimeSpan.FromSeconds(4));
        Assert.Equal(expected, state);
    }

    [Fact]
    public void The_network_goes_and_comes_back_by_itself()
    {
        var network = new RadioNetwork(_turn.Time, new Random(1));
        var radio = network.AddRadio(_sim);
        var heard = Heard(radio);
        Register(_turn, radio, null, _ => { });
        _turn.Wait(TimeSpan.FromSeconds(4));
        Assert.Empty(heard);
        _turn.Do(network.Drop);
        Assert.Equal([RegistrationState.Searching], heard);
        Assert.Null(radio.Serving);
        Assert.Empty(radio.Neighbours);
        _turn.Wait(TimeSpan.FromHours(1));
        _turn.Do(network.Restore);
        Assert.Single(heard);
        _turn.Wait(TimeSpan.FromSeconds(4));
        Assert.Equal([RegistrationState.Searching, RegistrationState.Home], heard);
        radio.Deregister(keepListening: true);
        _turn.Do(network.Drop);
        _turn.Do(network.Restore);
        _turn.Wait(TimeSpan.FromSeconds(4));
        Assert.Equal(2, heard.Count);
    }

    [Fact]
    public void One_module_alone_may_lose_the_network_move_or_be_refused()
    {
        var network = new RadioNetwork(_turn.Time, new Random(1));
        var (here, there) = (network.AddRadio(_sim), network.AddRadio(new SimCard(new MemoryFlash())));
        var (heardHere, heardThere) = (Heard(here), Heard(there));
        Register(_turn, here, null, _ => { });
        Register(_turn, there, null, _ => { });
        _turn.Wait(TimeSpan.FromSeconds(4));
        var cell = here.Serving!.Value.CellId;
        _turn.Do(() => here.Place = 3);
        Assert.NotEqual(cell, here.Serving!.Value.CellId);
        _turn.Do(here.Drop);
        _turn.Do(here.Restore);
        _turn.Wait(TimeSpan.FromSeconds(4));
        _turn.Do(() => here.Refused = true);
        _turn.Do(() => here.Refused = false);
        Assert.Equal(
            [RegistrationState.Home, RegistrationState.Searching, RegistrationState.Home, RegistrationState.Denied, RegistrationState.Home], heardHere);
        Assert.Empty(heardThere);
    }

    [Fact]
    public void A_search_takes_five_to_eight_seconds_and_can_be_given_up()
    {
        var radio = new RadioNetwork(_turn.Time, new Random(1)).AddRadio(_sim);
        radio.Deregister(keepListening: true);
        IReadOnlyList<FoundOperator>? found = null;
        Search(radio, default, f => found = f);
        _turn.Wait(TimeSpan.FromSeconds(4.95));
        Assert.Null(found);
        _turn.Wait(TimeSpan.FromSeconds(3.1));
        Assert.Equal(["Available 22210", "Available 22288", "Forbidden 22201"], found!.Select(f => $"{f.Availability} {f.Plmn}"));
        using var stop = new CancellationTokenSource();
        Search(radio, stop.Token, f => found = f);
        _turn.Do(stop.Cancel);
        Assert.Null(found);
        _turn.Do(radio.Drop);
        Search(radio, default, f => found = f);
        _turn.Wait(TimeSpan.FromSeconds(9));
        Assert.Empty(found!);
    }

    [Fact]
    public void A_second_registration_takes_the_place_of_the_first()
    {
        var radio = new RadioNetwork(_turn.Time, new Random(1)).AddRadio(_sim);
        using var stop = new CancellationTokenSource();
        _turn.Do(async () => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => radio.Register("22210", stop.Token).AsTask()));
        _turn.Do(stop.Cancel);
        RegistrationState? state = null;
        Register(_turn, radio, "22288", s => state = s);
        _turn.Wait(TimeSpan.FromSeconds(4));
        Assert.Equal((RegistrationState.Roaming, "22288"), (state, radio.Serving!.Value.Plmn));
    }

    [Fact]
    public void A_radio_is_small()
    {
        var network = new RadioNetwork(_turn.Time, new Random(1));
        network.AddRadio(_sim).Deregister(keepListening: true);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) network.AddRadio(_sim, i);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 200);
    }

    private static List<RegistrationState> Heard(Radio radio)
    {
        var heard = new List<RegistrationState>();
        radio.Changed += heard.Add;
        return heard;
    }

    private static void Register(TestTurn turn, Radio radio, string? plmn, Action<RegistrationState> done) =>
        turn.Do(async () => done(await radio.Register(plmn, default)));

    private void Search(Radio radio, CancellationToken stop, Action<IReadOnlyList<FoundOperator>?> done) => _turn.Do(async () =>
    {
        try
        {
            done(await radio.Search(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            done(null);
        }
    });

    [Fact] // 23.122 §4.4.3.1.1
    public void Away_from_home_a_preferred_network_is_taken_before_a_stronger_one()
    {
        RadioOperator[] around = [.. RadioOperator.Around()];
        var network = new RadioNetwork(_turn.Time, new Random(1), [around[0], around[1], around[2] with { Forbidden = false }]);
        var radio = network.AddRadio(_sim);
        radio.Abroad = true;
        Register(_turn, radio, null, static _ => { });
        _turn.Wait(TimeSpan.FromSeconds(10));
        Assert.Equal("22288", radio.Serving?.Plmn);
        _turn.Do(() => _ = _sim.PreferredNetworks(0).Write(3, NetworkList.Record("22201")));
        Register(_turn, radio, null, static _ => { });
        _turn.Wait(TimeSpan.FromSeconds(10));
        Assert.Equal("22201", radio.Serving?.Plmn);
    }

    [Fact]
    public void Networks_are_written_as_24008_has_them()
    {
        // 24.008 §10.5.1.13: MCC2 MCC1, MNC3 MCC3, MNC2 MNC1
        Assert.Equal("22F2018080", Convert.ToHexString(NetworkList.Record("22210")));
        Assert.Equal("1300148080", Convert.ToHexString(NetworkList.Record("310410")));
    }
}
