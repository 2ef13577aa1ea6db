using AtRun.Protocol.Sms;

namespace AtRun.Client.Messages;

/// <summary>The operator's way into the message service: an SMPP account, or a modem on a serial port. On the loop.</summary>
public interface ISmsChannel
{
    /// <summary>Gives a message to the service centre; complete when it has it.</summary>
    /// <exception cref="NotRunException">It has not been taken; the text says why.</exception>
    /// <exception cref="EffectUnknownException">It has left, and whether it was taken is not known.</exception>
    Task Send(SmsSubmit message, CancellationToken stop);

    /// <summary>
    /// The time stamps of messages are those of the centre: of two that are the same in all, stamp included, one is a copy. False: they are of when
    /// a message came here.
    /// </summary>
    bool HasCentreTimes => true;

    /// <summary>A message came, one part of a concatenated one as it is.</summary>
    event Action<SmsDeliver>? Received;

    /// <summary>The centre tells what became of a message.</summary>
    event Action<SmsStatusReport>? Reported;

    /// <summary>It is over and does not come back by itself; the text says why.</summary>
    event Action<string>? Ended;

    void Close();
}
