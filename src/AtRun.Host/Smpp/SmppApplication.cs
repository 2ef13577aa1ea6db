using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Centre;
using AtRun.Transport.Smpp;

namespace AtRun.Host.Smpp;

/// <summary>Sessions that share some numbers are one entity to the centre: they take turns in receiving.</summary>
/// <param name="numbers">A number, or a prefix with <c>*</c>.</param>
internal sealed class SmppApplication(SmppFace face, string numbers) : ISmsEntity
{
    // 24.011 §8.2.5.4
    private static readonly SmsReceipt TemporaryFailure = new(41);

    private readonly List<SmppAttachment> _receivers = [];
    private IDisposable? _connection;
    private int _turn;

    public string Numbers => numbers;

    /// <summary>Sessions bound for these numbers.</summary>
    public int Users { get; set; }

    /// <summary>The number that messages come from which name none; of a prefix there is none.</summary>
    public SmsAddress Number => SmsAddress.TryParse(numbers, out var number) && !numbers.EndsWith('*') ? number : SmsAddress.None;

    public void Add(SmppAttachment receiver)
    {
        _receivers.Add(receiver);
        _connection ??= face.Centre.Connect(this, numbers);
    }

    public void Remove(SmppAttachment receiver)
    {
        if (!_receivers.Remove(receiver) || _receivers.Count > 0) return;
        _connection?.Dispose();
        _connection = null;
    }

    public ValueTask<SmsReceipt> Deliver(SmsDeliver message, SmsAddress destination) => Hand(new SmppMessage
    {
        Command = SmppCommand.DeliverSm,
        Source = message.Originator.ToSmpp(),
        Destination = destination.ToSmpp(),
        EsmClass = message.ReplyPath ? SmppMessage.ReplyPath : (byte)0,
        ProtocolId = message.ProtocolId,
    }.With(message.Coding, message.UserData));

    public ValueTask<SmsReceipt> Report(CentreMessage message)
    {
        var submission = message.Submission;
        // The text of 8-bit data is none.
        var text = submission.UserData.Alphabet == SmsAlphabet.Gsm7 ? submission.UserData.Text : "";
        var receipt = new SmppReceipt(message.Id, message.State, message.Taken, message.Final,
            message.State == MessageState.Delivered ? "000" : message.Status.ToString("000", System.Globalization.CultureInfo.InvariantCulture), text);
        return Hand(new SmppMessage
        {
            Command = SmppCommand.DeliverSm,
            Source = submission.Destination.ToSmpp(),
            Destination = submission.Source.ToSmpp(),
            EsmClass = SmppMessage.Receipt,
            ShortMessage = System.Text.Encoding.Latin1.GetBytes(receipt.ToString()),
            Tlvs = SmppAttachment.ReferenceOf(message) is { } reference ? [.. receipt.Tlvs, reference] : receipt.Tlvs,
        });
    }

    // A session that is lost is no refusal: the next one is asked.
    private async ValueTask<SmsReceipt> Hand(SmppMessage message)
    {
        // Once nobody was left the centre has it back, even if there is somebody again.
        for (var connection = _connection; connection is not null && connection == _connection;)
        {
            var receiver = _receivers[_turn++ % _receivers.Count];
            try
            {
                var answer = await receiver.Deliver(message);
                return answer.Status.IsOk ? SmsReceipt.Taken : TemporaryFailure;
            }
            catch (SmppException e) when (e.Failure is SmppFailure.NotSent or SmppFailure.Lost)
            {
                Remove(receiver);
            }
            catch (SmppException)
            {
                break;
            }
        }
        return TemporaryFailure;
    }
}
