using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>The receipt that the network gets: what it promises, and when it does not come.</summary>
public sealed class MessageDeliveryTests
{
    private static readonly SmsAddress Centre = new("393492000200", TypeOfNumber.International);

    private static readonly byte[] Hello = Convert.FromHexString("040C91934317325476000080509221028180 0AE8329BFD4697D9EC37".Replace(" ", "", StringComparison.Ordinal));

    private readonly SimulatedModule _module = new();

    public MessageDeliveryTests() => _module.Start();

    [Fact]
    public void A_message_that_is_acknowledged_survives_the_loss_of_power()
    {
        var at = new Conversation(_module);
        at.Type("AT+CNMI=2,1");
        _module.Flash.Hold = true;
        var receipt = Hand(Hello);
        Assert.Null(receipt());
        Assert.Equal("", at.Said());
        Assert.Contains("\"SM\",0,", Stored(_module.Flash.Durable()), StringComparison.Ordinal);
        _module.Turn.Do(() => _module.Flash.Hold = false);
        Assert.True(receipt()!.Value.IsTaken);
        Assert.Equal("+CMTI: \"SM\",1", at.Said());
        Assert.Contains("\"SM\",1,", Stored(_module.Flash.Durable()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_stored_is_not_acknowledged()
    {
        var at = new Conversation(_module);
        at.Type("AT+CNMI=2,1");
        _module.Flash.Fault = new IOException("worn out");
        Assert.Equal(SmsReceipt.Failure, Hand(Hello)());
        Assert.Equal("", at.Said());
        Assert.Contains("worn out", Assert.Single(_module.Log.Errors), StringComparison.Ordinal);
        _module.Flash.Fault = null;
        Assert.Equal(0, _module.Module.Running!.Messages.Sim.Used);
        Assert.True(Hand(Hello)()!.Value.IsTaken);
        Assert.Equal("+CMTI: \"SM\",1", at.Said());
    }

    [Fact]
    public void The_power_goes_while_the_terminal_has_not_acknowledged()
    {
        var at = new Conversation(_module);
        at.Type("AT+CNMI=2,2;+CSMS=1");
        var sent = _module.Centre.Submit(Phone.Instance, Phone.Says("hello"), out _);
        _module.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.StartsWith("+CMT: ", at.Said(), StringComparison.Ordinal);
        _module.Turn.Do(_module.PowerCycle);
        _module.Turn.Wait(TimeSpan.FromMinutes(5));
        Assert.Empty(_module.Log.Errors);
        // Nothing is shown directly after power-on: it is delivered again and stored.
        Assert.Equal(MessageState.Delivered, sent!.State);
        Assert.Equal(1, _module.Module.Running!.Messages.Sim.Used);
    }

    /// <summary>While a service has instance 1 nobody reads what is shown there: messages are stored.</summary>
    [Fact]
    public void Messages_are_stored_while_a_service_has_the_first_instance()
    {
        var at = new Conversation(_module);
        at.Type("AT+CNMI=2,2");
        _module.Turn.Do(() => _module.Module.Running!.Instance(1).HandTo(new Service()));
        Assert.True(Hand(Hello)()!.Value.IsTaken);
        Assert.Equal(1, _module.Module.Running!.Messages.Sim.Used);
    }

    [Fact]
    public void One_that_waits_for_its_acknowledgement_holds_up_the_next()
    {
        var at = new Conversation(_module);
        at.Type("AT+CNMI=2,2;+CSMS=1");
        var (first, second) = (Hand(Hello), Hand(Hello));
        Assert.Equal("+CMT: \"\",28", at.Said().Split(" 0791")[0]);
        Assert.Equal("OK", at.Type("AT+CNMA").Split(" +CMT")[0]);
        Assert.True(first()!.Value.IsTaken);
        Assert.Null(second());
        Assert.Equal("OK", at.Type("AT+CNMA=2"));
        Assert.Equal(SmsReceipt.ProtocolError, second());
    }

    [Fact]
    public void Only_what_is_delivered_as_usual_is_told()
    {
        var told = new List<SmsDeliver>();
        _module.Module.Running!.Messages.Arrived += told.Add;
        Hand(Hello);
        Hand([0x04, 0x0C]);
        Hand([.. Hello[..9], 0x40, .. Hello[10..]]);
        Assert.Equal("hellohello", Assert.Single(told).UserData.Text);
    }

    private Func<SmsReceipt?> Hand(byte[] tpdu)
    {
        SmsReceipt? receipt = null;
        _module.Turn.Do(Deliver);
        return () => receipt;

        async void Deliver() => receipt = await _module.Sms.Receiver!.Deliver(Centre, tpdu);
    }

    private static string Stored(AtRun.Simulation.MemoryFlash flash)
    {
        var module = new SimulatedModule(flash: flash);
        module.Start();
        return new Conversation(module).Type("AT+CPMS?");
    }

    private sealed class Service : IInstanceUser
    {
        public Owner Owner => Owner.TcpAtRun;

        public void Write(ReadOnlySpan<byte> octets) { }
    }

    private sealed class Phone : AtRun.Simulation.Centre.ISmsEntity
    {
        public static Phone Instance { get; } = new();

        public static AtRun.Simulation.Centre.CentreSubmission Says(string text) => new()
        {
            Source = new("393471234567", TypeOfNumber.International),
            Destination = new("393468686711", TypeOfNumber.International),
            UserData = UserData.TryMake(text, SmsAlphabet.Gsm7, [], out var data) ? data : default,
        };

        public ValueTask<SmsReceipt> Deliver(SmsDeliver message, SmsAddress destination) => new(SmsReceipt.Taken);

        public ValueTask<SmsReceipt> Report(AtRun.Simulation.Centre.CentreMessage message) => new(SmsReceipt.Taken);
    }
}
