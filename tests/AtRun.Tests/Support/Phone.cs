using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Centre;

namespace AtRun.Tests.Support;

/// <summary>Somebody's phone in a simulated network: writes to a module, keeps what comes back.</summary>
internal sealed class Phone : ISmsEntity
{
    private readonly SimulatedModule _module;
    private readonly Reassembler _parts = new(TimeSpan.FromHours(1));

    public Phone(SimulatedModule module, string number)
    {
        _module = module;
        module.Centre.Connect(this, number);
    }

    /// <summary>Messages as they came, concatenated ones put together.</summary>
    public List<string> Received { get; } = [];

    /// <summary>Each part as it came.</summary>
    public List<SmsDeliver> Parts { get; } = [];

    public void Write(string text) => Write(DataCoding.Default, UserData.TryMake(text, SmsAlphabet.Gsm7, default, out var data) ? data : throw new ArgumentException(text));

    public void Write(byte[] octets) => Write(DataCoding.EightBitClass1, UserData.TryMake(octets, default, out var data) ? data : throw new ArgumentException("too long"));

    public ValueTask<SmsReceipt> Deliver(SmsDeliver message, SmsAddress destination)
    {
        Parts.Add(message);
        if (_parts.Take(message, _module.Turn.Time.GetUtcNow()).Message is { } whole) Received.Add(string.Concat(whole.Select(m => m.UserData.Text)));
        return new(SmsReceipt.Taken);
    }

    public ValueTask<SmsReceipt> Report(CentreMessage message) => new(SmsReceipt.Taken);

    private void Write(DataCoding coding, UserData data) => _module.Turn.Do(() =>
        _module.Centre.Submit(this, new() { Destination = new("393468686711", TypeOfNumber.International), Coding = coding, UserData = data }, out _));
}
