namespace AtRun.Transport.Smpp;

/// <summary>What a PDU is: its command_id (SMPP 3.4 §5.1.2.1).</summary>
public enum SmppCommand : uint
{
    GenericNack = 0x80000000,
    BindReceiver = 0x00000001,
    BindReceiverResp = 0x80000001,
    BindTransmitter = 0x00000002,
    BindTransmitterResp = 0x80000002,
    QuerySm = 0x00000003,
    QuerySmResp = 0x80000003,
    SubmitSm = 0x00000004,
    SubmitSmResp = 0x80000004,
    DeliverSm = 0x00000005,
    DeliverSmResp = 0x80000005,
    Unbind = 0x00000006,
    UnbindResp = 0x80000006,
    ReplaceSm = 0x00000007,
    ReplaceSmResp = 0x80000007,
    CancelSm = 0x00000008,
    CancelSmResp = 0x80000008,
    BindTransceiver = 0x00000009,
    BindTransceiverResp = 0x80000009,
    Outbind = 0x0000000B,
    EnquireLink = 0x00000015,
    EnquireLinkResp = 0x80000015,
    AlertNotification = 0x00000102,
    DataSm = 0x00000103,
    DataSmResp = 0x80000103,
}

/// <summary>State of a session (SMPP 3.4 §2.2); as flags, those in which a command may be sent.</summary>
[Flags]
public enum SmppState
{
    None = 0,

    /// <summary>Connected, not bound.</summary>
    Open = 1,
    Transmitter = 2,
    Receiver = 4,
    Transceiver = 8,

    /// <summary>Unbound, closed, or lost.</summary>
    Over = 16,

    Bound = Transmitter | Receiver | Transceiver,
    Sending = Transmitter | Transceiver,
    Receiving = Receiver | Transceiver,
}

/// <summary>Which side of a session one is.</summary>
public enum SmppRole
{
    /// <summary>External short message entity: the application.</summary>
    Esme,

    /// <summary>The message centre.</summary>
    Centre,
}

/// <summary>A request: its name, and who may send it in which states (SMPP 3.4 §2.3).</summary>
/// <param name="FromEsme">States in which the application may send it.</param>
/// <param name="FromCentre">States in which the centre may.</param>
/// <param name="Answered">A response follows.</param>
public sealed record SmppCommandInfo(SmppCommand Command, string Name, string Text, SmppState FromEsme, SmppState FromCentre, bool Answered = true)
{
    private const SmppState Never = SmppState.None, Anytime = SmppState.Open | SmppState.Bound;

    /// <summary>All requests that there are here. submit_multi is none of them: it is answered as unknown.</summary>
    /// <remarks>A sign of life may be asked for before the bind too: that harms nobody, and some do.</remarks>
    public static IReadOnlyList<SmppCommandInfo> All { get; } =
    [
        new(SmppCommand.BindReceiver, "bind_receiver", "the application wants to receive", SmppState.Open, Never),
        new(SmppCommand.BindTransmitter, "bind_transmitter", "the application wants to send", SmppState.Open, Never),
        new(SmppCommand.BindTransceiver, "bind_transceiver", "the application wants to send and receive", SmppState.Open, Never),
        new(SmppCommand.Outbind, "outbind", "the centre wants the application to bind", Never, SmppState.Open, Answered: false),
        new(SmppCommand.Unbind, "unbind", "the session ends", SmppState.Bound, SmppState.Bound),
        new(SmppCommand.SubmitSm, "submit_sm", "a message for the centre", SmppState.Sending, Never),
        new(SmppCommand.DataSm, "data_sm", "a message, its text a parameter", SmppState.Sending, SmppState.Receiving),
        new(SmppCommand.DeliverSm, "deliver_sm", "a message or a receipt for the application", Never, SmppState.Receiving),
        new(SmppCommand.QuerySm, "query_sm", "where is a message?", SmppState.Sending, Never),
        new(SmppCommand.CancelSm, "cancel_sm", "a message is not to be delivered", SmppState.Sending, Never),
        new(SmppCommand.ReplaceSm, "replace_sm", "another text for a message", SmppState.Sending, Never),
        new(SmppCommand.EnquireLink, "enquire_link", "a sign of life is wanted", Anytime, Anytime),
        new(SmppCommand.AlertNotification, "alert_notification", "a mobile can be reached again", Never, SmppState.Receiving, Answered: false),
    ];

    /// <summary>A request by its command; null: there is none.</summary>
    public static SmppCommandInfo? Find(SmppCommand command)
    {
        foreach (var info in All)
            if (info.Command == command) return info;
        return null;
    }

    /// <summary>The name of the specification, e.g. <c>submit_sm_resp</c>; of an unknown one its number.</summary>
    public static string NameOf(SmppCommand command)
    {
        if (command == SmppCommand.GenericNack) return "generic_nack";
        return Find(command.Request()) is { } info ? info.Name + (command.IsResponse() ? "_resp" : "") : $"0x{(uint)command:X8}";
    }
}

public static class SmppCommandExtensions
{
    private const uint ResponseBit = 0x80000000;

    public static bool IsResponse(this SmppCommand command) => ((uint)command & ResponseBit) != 0;

    /// <summary>The response to a request.</summary>
    public static SmppCommand Response(this SmppCommand command) => (SmppCommand)((uint)command | ResponseBit);

    /// <summary>The request of a response.</summary>
    public static SmppCommand Request(this SmppCommand command) => (SmppCommand)((uint)command & ~ResponseBit);

    public static bool IsBind(this SmppCommand command) => command is SmppCommand.BindReceiver or SmppCommand.BindTransmitter or SmppCommand.BindTransceiver;
}
