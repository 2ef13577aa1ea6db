using AtRun.Module.Settings;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands;
using AtRun.Simulation;
using Xunit;

namespace AtRun.Tests.Simulation;

public sealed class SimCardTests
{
    private static readonly SimCardOptions Asking = new() { PinEnabled = true };

    [Fact]
    public void A_card_that_asks_for_nothing_is_ready()
    {
        var sim = new SimCard(new MemoryFlash());
        Assert.Equal(SimState.Ready, sim.State);
        Assert.Equal("222101234567890", sim.Imsi);
        Assert.Equal("+393468686711", sim.OwnNumber);
        Assert.Equal(3, sim.AttemptsLeft);
    }

    [Fact]
    public void Without_a_card_there_is_nothing_to_read()
    {
        var sim = new SimCard(new MemoryFlash(), new() { Inserted = false });
        Assert.Equal(SimState.NotInserted, sim.State);
        Assert.Null(sim.Imsi);
        Assert.Null(sim.Iccid);
        Assert.Null(sim.OwnNumber);
        Assert.Equal(0, sim.AttemptsLeft);
        var changes = 0;
        sim.Changed += () => changes++;
        sim.Insert();
        sim.Insert();
        Assert.Equal((SimState.Ready, 1), (sim.State, changes));
    }

    [Fact]
    public async Task What_a_wrong_secret_costs_survives_the_power()
    {
        var flash = new MemoryFlash();
        var sim = new SimCard(flash, Asking);
        Assert.Equal(SimAnswer.WrongSecret, await sim.EnterPin("0000"));
        sim = new SimCard(flash, Asking);
        Assert.Equal(2, sim.AttemptsLeft);
        Assert.Equal(SimAnswer.WrongSecret, await sim.EnterPin("0000"));
        Assert.Equal(SimAnswer.NoAttemptLeft, await sim.EnterPin("0000"));
        sim = new SimCard(flash, Asking);
        Assert.Equal((SimState.Puk, 10), (sim.State, sim.AttemptsLeft));
        Assert.Equal(SimAnswer.NotAllowed, await sim.EnterPin("1234"));
        for (var left = 9; left > 0; left--)
        {
            Assert.Equal(SimAnswer.WrongSecret, await sim.Unblock("00000000", "1111"));
            Assert.Equal(left, sim.AttemptsLeft);
        }
        Assert.Equal(SimAnswer.NoAttemptLeft, await sim.Unblock("00000000", "1111"));
        Assert.Equal((SimState.Blocked, 0), (new SimCard(flash, Asking).State, sim.AttemptsLeft));
        Assert.Equal(SimAnswer.NotAllowed, await sim.Unblock("12345678", "1111"));
    }

    [Fact]
    public async Task The_right_pin_brings_the_attempts_back_and_is_asked_for_again_at_power_on()
    {
        var flash = new MemoryFlash();
        var sim = new SimCard(flash, Asking);
        await sim.EnterPin("0000");
        Assert.Equal(SimAnswer.Accepted, await sim.EnterPin("1234"));
        Assert.Equal((SimState.Ready, 3), (sim.State, sim.AttemptsLeft));
        sim.PowerOn();
        Assert.Equal(SimState.Pin, sim.State);
        await sim.EnterPin("1234");
        sim.Remove();
        sim.Insert();
        Assert.Equal(SimState.Pin, sim.State);
    }

    [Fact]
    public async Task The_puk_gives_a_new_pin()
    {
        var flash = new MemoryFlash();
        var sim = new SimCard(flash, Asking);
        for (var i = 0; i < 3; i++) await sim.EnterPin("0000");
        Assert.Equal(SimAnswer.NotAllowed, await sim.Unblock("12345678", "12"));
        Assert.Equal(SimAnswer.Accepted, await sim.Unblock("12345678", "87654321"));
        Assert.Equal((SimState.Ready, 3), (sim.State, sim.AttemptsLeft));
        Assert.Equal(SimAnswer.Accepted, await new SimCard(flash, Asking).EnterPin("87654321"));
    }

    [Fact]
    public async Task The_lock_is_the_cards_and_outlasts_the_module()
    {
        var flash = new MemoryFlash();
        var sim = new SimCard(flash);
        Assert.Equal(SimAnswer.NotAllowed, await sim.ChangePin("1234", "5678"));
        Assert.Equal(SimAnswer.NotAllowed, await sim.EnablePin(false, "1234"));
        Assert.Equal(SimAnswer.WrongSecret, await sim.EnablePin(true, "9999"));
        Assert.Equal(SimAnswer.Accepted, await sim.EnablePin(true, "1234"));
        Assert.Equal((SimState.Ready, 3), (sim.State, sim.AttemptsLeft));
        Assert.Equal(SimAnswer.Accepted, await sim.ChangePin("1234", "5678"));
        sim = new SimCard(flash);
        Assert.Equal((SimState.Pin, true), (sim.State, sim.PinEnabled));
        Assert.Equal(SimAnswer.Accepted, await sim.EnterPin("5678"));
    }

    [Fact]
    public void A_secret_is_answered_when_its_consequence_is_durable()
    {
        var flash = new MemoryFlash();
        var sim = new SimCard(flash, Asking);
        flash.Hold = true;
        var wrong = sim.EnterPin("0000");
        Assert.False(wrong.IsCompleted);
        Assert.Equal(3, new SimCard(flash.Durable(), Asking).AttemptsLeft);
        flash.Release();
        Assert.True(wrong.IsCompletedSuccessfully);
        Assert.Equal(2, new SimCard(flash.Durable(), Asking).AttemptsLeft);
    }

    [Fact]
    public async Task Card_and_module_share_a_memory_without_disturbing_each_other()
    {
        var flash = new MemoryFlash();
        await new SimCard(flash, Asking).EnterPin("0000");
        var nvm = new NvmSettings(flash);
        foreach (var command in CommandTable.All) Assert.False(nvm.Has(command), command.Name);
        await nvm.SetText("sim", "x");
        Assert.Equal(2, new SimCard(flash, Asking).AttemptsLeft);
    }

    [Fact]
    public async Task Another_prefix_is_another_card()
    {
        var flash = new MemoryFlash();
        await new SimCard(flash, Asking, "sim/1/").EnterPin("0000");
        Assert.Equal(3, new SimCard(flash, Asking, "sim/2/").AttemptsLeft);
    }

    [Fact]
    public void Every_module_has_a_card_of_its_own()
    {
        var cards = Enumerable.Range(0, 1000).Select(SimCardOptions.For).ToArray();
        Assert.Equal(1000, cards.Select(c => c.Imsi).Distinct().Count());
        Assert.Equal(1000, cards.Select(c => c.Iccid).Distinct().Count());
        Assert.Equal("+393468687710", cards[999].Number);
        Assert.All(cards, c => Assert.Equal((15, 19), (c.Imsi.Length, c.Iccid.Length)));
        Assert.All(cards, c => Assert.Equal(0, Luhn(c.Iccid)));
    }

    [Fact]
    public void The_files_of_a_new_card()
    {
        var flash = new MemoryFlash();
        var sim = new SimCard(flash);
        Assert.Equal((50, 176), (sim.Messages.Count, sim.Messages.Length));
        Assert.Equal("00" + new string('F', 350), Convert.ToHexString(sim.Messages.Read(50).Span));
        Assert.Equal((10, 28), (sim.FixedNumbers.Count, sim.FixedNumbers.Length));
        Assert.Equal(new string('F', 56), Convert.ToHexString(sim.FixedNumbers.Read(1).Span));
        Assert.Equal((1, 42), (sim.MessageParameters.Count, sim.MessageParameters.Length));
        Assert.Equal(
            $"{new string('F', 28)}FD{new string('F', 24)}0791934329002000{new string('F', 8)}FFFFFF", Convert.ToHexString(sim.MessageParameters.Read(1).Span));
        Assert.Empty(flash.ReadAll());
        sim.Remove();
        Assert.Equal((0, 0, 0), (sim.Messages.Count, sim.FixedNumbers.Count, sim.MessageParameters.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => sim.Messages.Read(1));
    }

    [Fact]
    public async Task A_record_is_on_the_card_when_its_task_is_complete()
    {
        var flash = new MemoryFlash();
        var sim = new SimCard(flash);
        flash.Hold = true;
        var write = sim.Messages.Write(7, new byte[] { 1, 2, 3 });
        Assert.False(write.IsCompleted);
        Assert.Equal(0, new SimCard(flash.Durable()).Messages.Read(7).Span[0]);
        flash.Hold = false;
        await write;
        await sim.FixedNumbers.Write(10, new byte[28]);
        var later = new SimCard(flash);
        Assert.Equal("010203FF", Convert.ToHexString(later.Messages.Read(7).Span[..4]));
        Assert.Equal(new byte[28], later.FixedNumbers.Read(10).ToArray());
        Assert.Equal(2, flash.ReadAll().Count());
        await later.Messages.Write(7, new byte[] { 0 });
        Assert.Single(flash.ReadAll());
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = sim.Messages.Write(51, default); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = sim.Messages.Write(1, new byte[177]); });
    }

    [Fact]
    public async Task The_pin2_has_attempts_and_a_puk2_of_its_own()
    {
        var flash = new MemoryFlash();
        var sim = new SimCard(flash);
        Assert.Equal((3, false), (sim.Pin2AttemptsLeft, sim.Pin2Verified));
        Assert.Equal(SimAnswer.Accepted, await sim.EnterPin2("5678"));
        Assert.True(sim.Pin2Verified);
        sim.PowerOn();
        Assert.False(sim.Pin2Verified);
        Assert.Equal(SimAnswer.WrongSecret, await sim.EnterPin2("0000"));
        Assert.Equal(SimAnswer.WrongSecret, await sim.ChangePin2("0000", "1111"));
        Assert.Equal(SimAnswer.NoAttemptLeft, await sim.EnterPin2("0000"));
        sim = new SimCard(flash);
        Assert.Equal((0, SimState.Ready, 3), (sim.Pin2AttemptsLeft, sim.State, sim.AttemptsLeft));
        Assert.Equal(SimAnswer.NotAllowed, await sim.EnterPin2("5678"));
        Assert.Equal(SimAnswer.WrongSecret, await sim.Unblock2("12345678", "2222"));
        Assert.Equal(SimAnswer.Accepted, await sim.Unblock2("87654321", "2222"));
        Assert.Equal(SimAnswer.Accepted, await sim.ChangePin2("2222", "3333"));
        Assert.Equal(SimAnswer.Accepted, await new SimCard(flash).EnterPin2("3333"));
    }

    [Fact]
    public async Task Fixed_dialling_is_the_cards_and_switched_by_the_pin2()
    {
        var flash = new MemoryFlash();
        var sim = new SimCard(flash);
        Assert.Equal(SimAnswer.NotAllowed, await sim.EnableFixedDialling(false, "5678"));
        Assert.Equal(SimAnswer.WrongSecret, await sim.EnableFixedDialling(true, "1234"));
        Assert.False(sim.FixedDialling);
        Assert.Equal(SimAnswer.Accepted, await sim.EnableFixedDialling(true, "5678"));
        Assert.Equal((true, 3), (sim.FixedDialling, sim.Pin2AttemptsLeft));
        Assert.True(new SimCard(flash).FixedDialling);
        sim.Remove();
        Assert.Equal((false, 0, false), (sim.FixedDialling, sim.Pin2AttemptsLeft, sim.Pin2Verified));
    }

    [Fact]
    public async Task A_card_stored_before_it_had_a_pin2_keeps_its_pin()
    {
        var flash = new MemoryFlash();
        await flash.Write(new[] { new FlashChange("sim/card", "1,2,10,4321") });
        var sim = new SimCard(flash);
        Assert.Equal((SimState.Pin, 2, 3), (sim.State, sim.AttemptsLeft, sim.Pin2AttemptsLeft));
        Assert.Equal(SimAnswer.Accepted, await sim.EnterPin("4321"));
    }

    private static int Luhn(string digits) =>
        digits.Reverse().Select((d, i) => i % 2 == 0 ? d - '0' : (d - '0') * 2 is > 9 and var n ? n - 9 : (d - '0') * 2).Sum() % 10;
}
