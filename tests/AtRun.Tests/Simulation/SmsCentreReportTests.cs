using AtRun.Module.Worlds;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Centre;
using Xunit;

namespace AtRun.Tests.Simulation;

/// <summary>Status reports and commands of modules (23.040 §9.2.2.3, §9.2.2.4).</summary>
public sealed class SmsCentreReportTests
{
    private const string Alice = CentreWorld.Alice;
    private const string Bob = CentreWorld.Bob;

    [Fact]
    public void A_module_hears_that_its_message_was_received()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        alice.Send(Phone.Submit("3468686712", "x", reference: 9) with { StatusReportRequest = true });
        world.Wait(1.5);
        Assert.True(bob.Messages.Single().StatusReportIndication);
        Assert.Empty(alice.Taken);
        world.Wait(1);
        var report = Assert.Single(alice.Reports);
        Assert.Equal((false, (byte)9, "3468686712", DeliveryStatus.Received), (report.AboutCommand, report.Reference, report.Recipient.ToString(), report.Status));
        Assert.Equal(("26/01/01,01:00:00+04", "26/01/01,01:00:01+04"), (report.Time.ToString(), report.DischargeTime.ToString()));
    }

    [Fact]
    public void A_number_that_nobody_has_takes_nothing()
    {
        var world = new CentreWorld();
        var alice = world.Join(Alice);
        Assert.Null(alice.Send(Phone.Submit("+441234567", "x", 3) with { StatusReportRequest = true }).Failure);
        Assert.Null(alice.Send("+441234567", "nobody asks").Failure);
        world.Wait(5);
        Assert.Equal(((byte)3, DeliveryStatus.NotObtainable), (alice.Reports.Single().Reference, alice.Reports.Single().Status));
        Assert.Equal(0, world.Centre.Waiting);
    }

    [Fact]
    public void A_report_waits_for_the_module_as_a_message_does()
    {
        var world = new CentreWorld();
        var (alice, _) = (world.Join(Alice), world.Join(Bob));
        alice.Send(Phone.Submit(Bob, "x", 3) with { StatusReportRequest = true });
        alice.Off();
        world.WaitDays(1);
        alice.On();
        world.Wait(2);
        Assert.Single(alice.Reports);
    }

    [Fact]
    public void Enquiries_say_where_a_message_is()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Off();
        alice.Send(Bob, "x", reference: 5);
        alice.Send(Command(0, about: 5, reference: 6));
        world.Wait(2);
        bob.Receipt = () => new(SmsReceipt.ProtocolError);
        bob.On();
        world.Wait(2);
        alice.Send(Command(0, about: 5, reference: 7));
        bob.Receipt = () => new(SmsReceipt.Taken);
        world.Wait(60);
        var delivered = world.Turn.Time.Start.AddSeconds(bob.Attempts[^1]).ToOffset(TimeSpan.FromHours(1));
        alice.Send(Command(0, about: 5, reference: 8));
        alice.Send(Command(0, about: 99, reference: 9));
        world.Wait(2);
        Assert.Equal(
            [(true, 6, DeliveryStatus.NotTried), (true, 7, DeliveryStatus.ErrorInSme), (true, 8, DeliveryStatus.Received), (true, 9, DeliveryStatus.DoesNotExist)],
            alice.Reports.Select(r => (r.AboutCommand, (int)r.Reference, r.Status)));
        Assert.Equal(SmsTimestamp.Of(delivered), alice.Reports.Single(r => r.Reference == 8).DischargeTime);
    }

    [Fact]
    public void Commands_delete_a_message_and_switch_its_report()
    {
        var world = new CentreWorld();
        var (alice, bob) = (world.Join(Alice), world.Join(Bob));
        bob.Off();
        alice.Send(Phone.Submit(Bob, "deleted", 1) with { StatusReportRequest = true });
        alice.Send(Phone.Submit(Bob, "no report", 2) with { StatusReportRequest = true });
        alice.Send(Phone.Submit(Bob, "report", 3));
        Assert.Null(alice.Send(Command(2, about: 1, reference: 11) with { StatusReportRequest = true }).Failure);
        Assert.Null(alice.Send(Command(1, about: 2, reference: 12)).Failure);
        Assert.Null(alice.Send(Command(3, about: 3, reference: 13)).Failure);
        Assert.Equal(CmsError.CommandCannotBeActioned, alice.Send(Command(2, about: 1, reference: 14)).Failure);
        Assert.Equal(CmsError.CommandCannotBeActioned, alice.Send(Command(3, about: 77, reference: 14)).Failure);
        var unknown = alice.Send(Command(9, about: 2, reference: 15));
        Assert.Equal((CmsError.CommandUnsupported, (byte?)161), (unknown.Failure, unknown.Report!.FailureCause));
        bob.On();
        world.Wait(5);
        Assert.Equal(["no report", "report"], bob.Texts);
        Assert.Equal(
            [(false, 1, DeliveryStatus.DeletedBySender), (true, 11, DeliveryStatus.DeletedBySender), (false, 3, DeliveryStatus.Received)],
            alice.Reports.Select(r => (r.AboutCommand, (int)r.Reference, r.Status)));
    }

    private static SmsCommand Command(byte type, byte about, byte reference) =>
        new() { CommandType = type, MessageNumber = about, Reference = reference, Destination = CentreWorld.Address(Bob) };
}
