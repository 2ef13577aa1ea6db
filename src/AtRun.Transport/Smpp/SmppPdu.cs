namespace AtRun.Transport.Smpp;

/// <summary>A PDU (SMPP 3.4 §3.2). Texts are Latin-1; a text that is longer than its field is cut when it is written.</summary>
public abstract record SmppPdu
{
    /// <summary>Octets of the header: length, command, status, sequence, four each.</summary>
    public const int HeaderLength = 16;

    /// <summary>Octets that a PDU may have here; the longest message_payload, 64 KiB, is cut short by it.</summary>
    public const int MaxLength = 64 * 1024;

    public required SmppCommand Command { get; init; }

    /// <summary>Of responses.</summary>
    public SmppStatus Status { get; init; }

    /// <summary>The session gives it to what it sends.</summary>
    public uint Sequence { get; init; }

    public IReadOnlyList<Tlv> Tlvs { get; init; } = [];

    /// <summary>Octets of the body at most, without optional parameters.</summary>
    internal virtual int MaxBodyLength => 0;

    internal virtual void WriteBody(ref SmppBodyWriter body) { }

    /// <summary>The name, for people: nothing of what it says, which may be secret.</summary>
    public sealed override string ToString() => $"{SmppCommandInfo.NameOf(Command)} {Sequence}{(Command.IsResponse() ? $" {Status.Name}" : "")}";
}

/// <summary>An address as SMPP has it.</summary>
/// <param name="Ton">Type of number (SMPP 3.4 §5.2.5), the same values as in 23.040.</param>
/// <param name="Npi">Numbering plan (SMPP 3.4 §5.2.6).</param>
/// <param name="Text">Digits, or a name; 20 characters, 64 in data_sm and alert_notification.</param>
public readonly record struct SmppAddress(byte Ton, byte Npi, string Text)
{
    public static SmppAddress None => new(0, 0, "");
}

/// <summary>A PDU of nothing but a header (and what optional parameters somebody added): unbind, enquire_link, generic_nack, most responses.</summary>
public sealed record SmppPlain : SmppPdu
{
    public static SmppPlain EnquireLink => new() { Command = SmppCommand.EnquireLink };

    public static SmppPlain Unbind => new() { Command = SmppCommand.Unbind };

    /// <summary>Refuses a request, or accepts one whose response has no body.</summary>
    public static SmppPlain Response(SmppPdu request, SmppStatus status) => new() { Command = request.Command.Response(), Status = status };
}

/// <summary>A command that is not known here.</summary>
public sealed record SmppUnknown : SmppPdu;

/// <summary>bind_transmitter, bind_receiver, bind_transceiver (SMPP 3.4 §4.1).</summary>
public sealed record SmppBind : SmppPdu
{
    /// <summary>3.4</summary>
    public const byte Version = 0x34;

    public required string SystemId { get; init; }
    public required string Password { get; init; }
    public string SystemType { get; init; } = "";
    public byte InterfaceVersion { get; init; } = Version;

    /// <summary>Numbers that the application serves.</summary>
    public SmppAddress Range { get; init; } = SmppAddress.None;

    internal override int MaxBodyLength => 16 + 9 + 13 + 1 + 2 + 41;

    // system_id       C-octet string  16
    // password        C-octet string   9
    // system_type     C-octet string  13
    // interface_version                1
    // addr_ton, addr_npi               1, 1
    // address_range   C-octet string  41
    internal static SmppBind Read(ref SmppBodyReader body, SmppCommand command) => new()
    {
        Command = command,
        SystemId = body.Text("system_id", 16),
        Password = body.Text("password", 9),
        SystemType = body.Text("system_type", 13),
        InterfaceVersion = body.Octet("interface_version"),
        Range = body.Address("address_range", 41),
    };

    internal override void WriteBody(ref SmppBodyWriter body)
    {
        body.Text(SystemId, 16);
        body.Text(Password, 9);
        body.Text(SystemType, 13);
        body.Octet(InterfaceVersion);
        body.Address(Range, 41);
    }
}

/// <summary>The response to a bind (SMPP 3.4 §4.1.2).</summary>
public sealed record SmppBindAnswer : SmppPdu
{
    /// <summary>Of the centre.</summary>
    public string SystemId { get; init; } = "";

    internal override int MaxBodyLength => 16;

    // system_id       C-octet string  16
    internal static SmppBindAnswer Read(ref SmppBodyReader body, SmppCommand command) => new()
    {
        Command = command,
        SystemId = body.IsAtEnd ? "" : body.Text("system_id", 16),
    };

    internal override void WriteBody(ref SmppBodyWriter body) => body.Text(SystemId, 16);
}

/// <summary>outbind (SMPP 3.4 §4.1.7).</summary>
public sealed record SmppOutbind : SmppPdu
{
    public required string SystemId { get; init; }
    public required string Password { get; init; }

    internal override int MaxBodyLength => 16 + 9;

    // system_id       C-octet string  16
    // password        C-octet string   9
    internal static SmppOutbind Read(ref SmppBodyReader body, SmppCommand command) => new()
    {
        Command = command,
        SystemId = body.Text("system_id", 16),
        Password = body.Text("password", 9),
    };

    internal override void WriteBody(ref SmppBodyWriter body)
    {
        body.Text(SystemId, 16);
        body.Text(Password, 9);
    }
}

/// <summary>alert_notification (SMPP 3.4 §4.12).</summary>
public sealed record SmppAlert : SmppPdu
{
    /// <summary>Who can be reached.</summary>
    public SmppAddress Source { get; init; }

    public SmppAddress Esme { get; init; }

    internal override int MaxBodyLength => 2 * (2 + 65);

    // source_addr_ton, _npi, source_addr   1, 1, C-octet string 65
    // esme_addr_ton, _npi, esme_addr       1, 1, C-octet string 65
    internal static SmppAlert Read(ref SmppBodyReader body, SmppCommand command) => new()
    {
        Command = command,
        Source = body.Address("source_addr", 65),
        Esme = body.Address("esme_addr", 65),
    };

    internal override void WriteBody(ref SmppBodyWriter body)
    {
        body.Address(Source, 65);
        body.Address(Esme, 65);
    }
}
