using System.Text;
using AtRun.Module.Worlds;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Centre;

namespace AtRun.Tests.Simulation.Week;

/// <summary>Somebody who gives commands by digest messages, and compares the answers.</summary>
internal sealed class SmsDesk : ISmsEntity
{
    public const string Password = "1234567890123456";

    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    /// <summary>The centre tries again within that time after the module can be reached again.</summary>
    private static readonly TimeSpan Alerted = TimeSpan.FromSeconds(30);

    private static readonly DigestPassword Digest = DigestPassword.TryMake(Password, out var password) ? password : throw new InvalidOperationException();

    private readonly WeekWorld _world;
    private readonly Dictionary<(string Number, byte Session), Request> _open = [];
    private readonly Dictionary<CentreMessage, Request> _underWay = [];

    public SmsDesk(WeekWorld world)
    {
        _world = world;
        world.Centre.Connect(this, "+393471234567");
    }

    /// <summary>Commands that are not answered, and not given up.</summary>
    public int Outstanding => _open.Count;

    public void Ask(WeekModule module, string line, string answer)
    {
        var key = (module.Card.Number[1..], module.NextSession());
        if (_open.ContainsKey(key)) return;
        module.Note(Voice.SmsOut, Encoding.ASCII.GetBytes(line));
        var octets = DigestSms.Make(Digest, Encoding.ASCII.GetBytes(line), key.Item2);
        var message = Messages.Submit(this, module, DataCoding.EightBitClass1, octets, Validity);
        if (message is null)
        {
            module.Break("the centre does not take a message");
            return;
        }
        _world.Tally.SmsAsked++;
        _open[key] = _underWay[message] = new(module, key.Item1, key.Item2, answer);
    }

    public ValueTask<SmsReceipt> Deliver(SmsDeliver message, SmsAddress destination)
    {
        if (!DigestSms.TryRead(message.UserData.Octets, out var digest, out _) || !_open.Remove((message.Originator.Digits, digest.SessionId), out var request))
        {
            _world.Break($"{message.Originator} sends a message that nobody asked for: {message.UserData.Text}");
            return new(SmsReceipt.Taken);
        }
        var module = request.Module;
        module.Note(Voice.SmsIn, digest.Text.Span);
        if (!digest.IsResponse || !digest.IsMadeWith(Digest)) module.Break("the digest of an answer is wrong");
        else if (Encoding.Latin1.GetString(digest.Text.Span) != request.Answer) module.Break($"the answer by SMS is another than {request.Answer}");
        else _world.Tally.SmsAnswered++;
        return new(SmsReceipt.Taken);
    }

    public ValueTask<SmsReceipt> Report(CentreMessage message)
    {
        if (!_underWay.Remove(message, out var request)) _world.Break("a report on a message of nobody");
        else if (message.State != MessageState.Delivered) Lose(request, _world.Clock.Passed - Alerted, $"SMS {message.State}");
        else
        {
            var delivered = message.Final!.Value - SteppedClock.Beginning;
            _world.After((int)Patience.TotalMilliseconds, () => Lose(request, delivered, "SMS not answered"));
        }
        return new(SmsReceipt.Taken);
    }

    private void Lose(Request request, TimeSpan since, string what)
    {
        if (!_open.TryGetValue((request.Number, request.Session), out var open) || open != request) return;
        _open.Remove((request.Number, request.Session));
        if (request.Module.FaultSince(since) is { } fault) _world.Tally.Lose($"{what}, {fault}", sms: true);
        else request.Module.Break($"{what}, and nothing has happened to the module");
    }

    private sealed record Request(WeekModule Module, string Number, byte Session, string Answer);
}

/// <summary>Somebody who may not, and writes: commands in plain text, and digests of another password. He must never hear anything.</summary>
internal sealed class SmsForger : ISmsEntity
{
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(10);
    private static readonly DigestPassword Digest = DigestPassword.TryMake("6543210987654321", out var password) ? password : throw new InvalidOperationException();

    private readonly WeekWorld _world;

    public SmsForger(WeekWorld world)
    {
        _world = world;
        world.Centre.Connect(this, "+393409999999");
    }

    public void Write(WeekModule module, Random random)
    {
        var text = Encoding.ASCII.GetBytes($"ATS7={Stranger.Mark + random.Next(56)}");
        var octets = random.Next(2) == 0 ? text : DigestSms.Make(Digest, text, (byte)random.Next(256));
        _world.Tally.Forged++;
        module.Note(Voice.StrangerSays, text);
        Messages.Submit(this, module, DataCoding.EightBitClass1, octets, Validity);
    }

    public ValueTask<SmsReceipt> Deliver(SmsDeliver message, SmsAddress destination)
    {
        _world.Break($"{message.Originator} answers a forged message: {message.UserData.Text}");
        return new(SmsReceipt.Taken);
    }

    public ValueTask<SmsReceipt> Report(CentreMessage message) => new(SmsReceipt.Taken);
}

internal static class Messages
{
    public static CentreMessage? Submit(ISmsEntity from, WeekModule to, DataCoding coding, byte[] octets, TimeSpan validity) =>
        UserData.TryMake(octets, default, out var data) && SmsAddress.TryParse(to.Card.Number, out var number)
            ? to.World.Centre.Submit(from, new() { Destination = number, Coding = coding, UserData = data, Validity = validity, ReportSuccess = true, ReportFailure = true }, out _)
            : null;
}
