using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <remarks>This part: what goes.</remarks>
public sealed partial class MessageService
{
    private readonly MessageSender _sender = new(module);

    /// <summary>Service centre and text mode parameters.</summary>
    public MessageSettings Settings { get; } = new(module);

    /// <summary>Sends a message: checks the SIM, the network, fixed dialling and the bearer (+CGSMS), gives it the next reference, waits for the centre.</summary>
    /// <param name="message">Its reference is replaced.</param>
    /// <param name="centre">None: the one of +CSCA.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>The failure, or null; and the reference that it got.</returns>
    public ValueTask<(SmsSubmission Outcome, byte Reference)> Send(SmsSubmit message, SmsAddress centre, CancellationToken stop) => _sender.Send(message, centre, stop);

    internal void StartSending() => Settings.Start();

    internal void EndSending() => _sender.End();
}
