using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Centre;
using AtRun.Tests.Support;

namespace AtRun.Tests.Simulation;

/// <summary>A centre with phones and entities on simulated time.</summary>
internal sealed class CentreWorld(SmsCentreOptions? options = null, int seed = 1)
{
    public const string Alice = "+393468686711";
    public const string Bob = "+393468686712";

    public TestTurn Turn { get; } = new();

    public SmsCentre Centre => field ??= new(Turn.Time, new Random(seed), options);

    public double Seconds => (Turn.Time.GetUtcNow() - Turn.Time.Start).TotalSeconds;

    public Phone Join(string number)
    {
        var phone = new Phone(this, number, Centre.Join(number));
        phone.On();
        return phone;
    }

    public void Wait(double seconds) => Turn.Wait(TimeSpan.FromSeconds(seconds));

    public void WaitDays(double days)
    {
        for (var i = 0; i < days * 24; i++) Turn.Do(() => Turn.Time.Advance(TimeSpan.FromHours(1)));
    }

    public static SmsAddress Address(string text) => SmsAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);

    public static UserData Text(string text) => UserData.TryMake(text, SmsAlphabet.Gsm7, [], out var data) ? data : throw new ArgumentException(text);

    public CentreMessage Submit(Application from, string to, string text, Func<CentreSubmission, CentreSubmission>? how = null)
    {
        CentreMessage? message = null;
        Turn.Do(() =>
        {
            var submission = new CentreSubmission { Destination = Address(to), UserData = Text(text) };
            message = Centre.Submit(from, how?.Invoke(submission) ?? submission, out var failure);
            Assert(failure is null, failure?.ToString());
        });
        return message!;
    }

    private static void Assert(bool so, string? what) => Xunit.Assert.True(so, what);
}

/// <summary>A module as the centre sees it.</summary>
internal sealed class Phone(CentreWorld world, string number, ISmsBearer bearer) : ISmsReceiver
{
    public string Number => number;

    public ISmsBearer Bearer => bearer;

    /// <summary>What was taken: seconds since the start, and what.</summary>
    public List<(double At, Tpdu Tpdu)> Taken { get; } = [];

    public IEnumerable<SmsDeliver> Messages => Taken.Select(t => t.Tpdu).OfType<SmsDeliver>();

    public IEnumerable<string> Texts => Messages.Select(m => m.UserData.Text);

    public IEnumerable<SmsStatusReport> Reports => Taken.Select(t => t.Tpdu).OfType<SmsStatusReport>();

    /// <summary>When something was handed over, taken or not.</summary>
    public List<double> Attempts { get; } = [];

    public List<string> Pages { get; } = [];

    /// <summary>How it takes the next.</summary>
    public Func<ValueTask<SmsReceipt>> Receipt { get; set; } = () => new(SmsReceipt.Taken);

    public void On() => world.Turn.Do(() => bearer.Receiver = this);

    public void Off() => world.Turn.Do(() => bearer.Receiver = null);

    public async ValueTask<SmsReceipt> Deliver(SmsAddress centre, ReadOnlyMemory<byte> tpdu)
    {
        Attempts.Add(world.Seconds);
        Xunit.Assert.Equal(world.Centre.Number, centre);
        var at = world.Seconds;
        Xunit.Assert.True(Tpdu.TryDecode(tpdu.Span, TpduDirection.ToMobile, out var decoded, out var error), error.ToString());
        var receipt = await Receipt();
        if (receipt.IsTaken) Taken.Add((at, decoded));
        return receipt;
    }

    public void Broadcast(ReadOnlyMemory<byte> page) => Pages.Add(Convert.ToHexString(page.Span));

    /// <summary>Begins to send; the result is there when the centre answered.</summary>
    public Sending Begin(Tpdu tpdu, string? centre = null, CancellationToken stop = default) => Begin(tpdu.ToArray(), centre, stop);

    public Sending Begin(byte[] tpdu, string? centre = null, CancellationToken stop = default)
    {
        Task<SmsSubmission>? sending = null;
        world.Turn.Do(() => sending = bearer.Submit(CentreWorld.Address(centre ?? "+393492000200"), tpdu, stop).AsTask());
        return new(sending!);
    }

    public SmsSubmission Send(Tpdu tpdu, string? centre = null)
    {
        var sending = Begin(tpdu, centre);
        world.Wait(0.3);
        return sending.Outcome;
    }

    public SmsSubmission Send(string to, string text, byte reference = 0) => Send(Submit(to, text, reference));

    public static SmsSubmit Submit(string to, string text, byte reference = 0) =>
        new() { Destination = CentreWorld.Address(to), UserData = CentreWorld.Text(text), Reference = reference };
}

/// <summary>A message on its way to the centre.</summary>
internal sealed class Sending(Task<SmsSubmission> task)
{
    public bool IsOver => task.IsCompleted;

    public bool IsCanceled => task.IsCanceled;

    public SmsSubmission Outcome
    {
        get
        {
            Xunit.Assert.True(task.IsCompletedSuccessfully);
            return task.Result;
        }
    }
}

/// <summary>An entity of a test.</summary>
internal sealed class Application : ISmsEntity
{
    public List<(SmsDeliver Message, string Destination)> Taken { get; } = [];

    public IEnumerable<string> Texts => Taken.Select(t => t.Message.UserData.Text);

    public List<CentreMessage> Reports { get; } = [];

    public Func<ValueTask<SmsReceipt>> Receipt { get; set; } = () => new(SmsReceipt.Taken);

    public async ValueTask<SmsReceipt> Deliver(SmsDeliver message, SmsAddress destination)
    {
        var receipt = await Receipt();
        if (receipt.IsTaken) Taken.Add((message, destination.ToString()));
        return receipt;
    }

    public async ValueTask<SmsReceipt> Report(CentreMessage message)
    {
        var receipt = await Receipt();
        if (receipt.IsTaken) Reports.Add(message);
        return receipt;
    }
}
