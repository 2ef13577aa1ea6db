using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <remarks>This part: what goes.</remarks>
public sealed partial class MessageService
{
    private readonly MessageSender _sender = new(module);
    private int? _concatenation;

    /// <summary>Service centre and text mode parameters.</summary>
    public MessageSettings Settings { get; } = new(module);

    /// <summary>Sends a message: checks the SIM, the network, fixed dialling and the bearer (+CGSMS), gives it the next reference, waits for the centre.</summary>
    /// <param name="message">Its reference is replaced.</param>
    /// <param name="centre">None: the one of +CSCA.</param>
    /// <param name="stop">Gives up waiting.</param>
    /// <returns>The failure, or null; and the reference that it got.</returns>
    public ValueTask<(SmsSubmission Outcome, byte Reference)> Send(SmsSubmit message, SmsAddress centre, CancellationToken stop) => _sender.Send(message, centre, stop);

    /// <summary>The reference of the next message that needs several parts (23.040 §9.2.3.24.1).</summary>
    internal int NextConcatenation()
    {
        _concatenation = ((_concatenation ?? module.World.Random.Next(0x10000)) + 1) & 0xFFFF;
        return _concatenation.Value;
    }

    internal void StartSending() => Settings.Start();

    internal void EndSending() => _sender.End();
}
