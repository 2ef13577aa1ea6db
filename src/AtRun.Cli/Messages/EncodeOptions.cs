using System.CommandLine;
using System.Globalization;
using System.Text;
using AtRun.Client.Messages;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;

namespace AtRun.Cli.Messages;

/// <summary>One PDU of an encoded message, as <c>--json</c> prints it.</summary>
/// <param name="Pdu">Hexadecimal, service centre first.</param>
/// <param name="Length">Octets of the TPDU: what +CMGS takes.</param>
/// <param name="Part">From 1.</param>
internal sealed record EncodedMessage(string Pdu, int Length, int Part, int Parts);

/// <summary>The options of <c>sms encode</c>, and the messages that they make.</summary>
internal sealed class EncodeOptions
{
    private const int MostParts = 255;

    private readonly Option<string> _to = new("--to") { Description = "where it goes: +393468686711", HelpName = "NUMBER", Required = true };
    private readonly Option<string?> _centre = new("--smsc") { Description = "service centre (default: the one of the modem)", HelpName = "NUMBER" };
    private readonly Option<bool> _digest = new("--digest") { Description = "the digest form of SMSATRUN, also where the password comes from the environment" };
    private readonly Option<string> _session = new("--session") { Description = "session id of the digest form, 0-255; the answer has the same", HelpName = "N", DefaultValueFactory = _ => "1" };
    private readonly Option<string?> _coding = new("--dcs") { Description = "data coding scheme, two hexadecimal digits (default: 15 for the digest form, else 00, 04 or 08 by the alphabet)", HelpName = "HEX" };
    private readonly Option<bool> _eightBit = new("--8bit") { Description = "8-bit alphabet (default: GSM 7-bit where it has all characters, else UCS2)" };
    private readonly Option<bool> _ucs2 = new("--ucs2") { Description = "UCS2 alphabet" };
    private readonly Option<bool> _hex = new("--hex") { Description = "TEXT is hexadecimal digits: octets of 8-bit data" };
    private readonly Option<string?> _validity = new("--validity") { Description = "how long the centre keeps it: 30m, 4h, 7d, 2w, or the octet of the relative form as 0xAD (default: not said)", HelpName = "SPAN" };
    private readonly Option<string> _reference = new("--ref") { Description = "message reference (TP-MR), and that of a concatenated message, 0-255", HelpName = "N", DefaultValueFactory = _ => "0" };
    private readonly Option<bool> _report = new("--report") { Description = "ask for a status report" };
    private readonly PasswordOptions _password = new();
    private readonly ActivationKeyOption _activationKey = new("make a message that switches SMSATRUN on: TEXT is a password of 16 characters, and may have a comma and a number behind it");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _to, _centre, _digest, _session, _coding, _eightBit, _ucs2, _hex, _validity, _reference, _report }) command.Options.Add(option);
        _password.AddTo(command);
        _activationKey.AddTo(command);
    }

    /// <exception cref="CliException">They make no message.</exception>
    public IReadOnlyList<EncodedMessage> Encode(Invocation invocation, string text)
    {
        var centre = invocation.Get(_centre) is { } number ? Address("--smsc", number) : SmsAddress.None;
        if (centre.Type == TypeOfNumber.Alphanumeric) throw Wrong($"--smsc: {invocation.Get(_centre)} is no number");
        var (coding, parts) = _activationKey.Read(invocation) is { } key ? Activation(key.Span, text) : invocation.Get(_digest) || _password.IsGiven(invocation) ? Digest(invocation, text) : Text(invocation, text);
        var reference = Octet("--ref", invocation.Get(_reference)!);
        var made = new List<EncodedMessage>();
        foreach (var part in parts)
        {
            var submit = new SmsSubmit
            {
                Destination = Address("--to", invocation.Get(_to)!),
                Reference = reference,
                Coding = coding,
                Validity = Validity(invocation.Get(_validity)),
                StatusReportRequest = invocation.Get(_report),
                UserData = part,
            };
            made.Add(new(new SmsPdu(centre, submit).ToString(), submit.ToArray().Length, made.Count + 1, parts.Count));
        }
        return made;
    }

    private (DataCoding, IReadOnlyList<UserData>) Digest(Invocation invocation, string text)
    {
        var password = _password.Read(invocation, needed: true) ?? throw Wrong("--digest: the password is missing");
        if (!UserData.TryMake(text, SmsAlphabet.Octets, [], out _) && text.Any(c => c > '\xFF')) throw Wrong("the text has characters that are not of Latin-1");
        var coding = Coding(invocation, DataCoding.EightBitClass1);
        if (coding.Alphabet != SmsAlphabet.Octets) throw Wrong($"--dcs: {coding.Value:X2} says {coding}, and the digest form is 8-bit");
        if (!SmsRequestMessage.TryDigest(text, password, Octet("--session", invocation.Get(_session)!), out var message, out var tooLong))
            throw Wrong($"the text has {tooLong} octets more than the {SmsRequestMessage.MaxDigestText} of the digest form; a request is one message (SMS-9)");
        return (coding, [message.UserData]);
    }

    private static (DataCoding, IReadOnlyList<UserData>) Activation(ReadOnlySpan<byte> key, string text)
    {
        var comma = text.Length > DigestPassword.Length ? DigestPassword.Length : text.Length;
        if (!DigestPassword.TryMake(text.AsSpan(0, comma), out _) || (comma < text.Length && (text[comma] != ',' || comma + 1 == text.Length)))
            throw Wrong($"--activation-key: the text is a password of {DigestPassword.Length} characters, or such a password, a comma and a number");
        var message = new ActivationSms(TimeProvider.System.GetUtcNow(), text[..comma], comma < text.Length ? text[(comma + 1)..] : null);
        return UserData.TryMake(message.Make(key), [], out var data) ? (DataCoding.EightBit, [data]) : throw Wrong("the number is too long");
    }

    private (DataCoding, IReadOnlyList<UserData>) Text(Invocation invocation, string text)
    {
        if (invocation.Get(_hex)) text = Encoding.Latin1.GetString(Octets(text));
        var usual = invocation.Get(_eightBit) || invocation.Get(_hex) ? DataCoding.EightBit
            : invocation.Get(_ucs2) || GsmAlphabet.CountOf(text) < 0 ? DataCoding.Ucs2 : DataCoding.Default;
        var coding = Coding(invocation, usual);
        if (coding.IsCompressed) throw Wrong($"--dcs: {coding.Value:X2} says {coding}, which is not made here");
        var knows = coding.Alphabet switch
        {
            SmsAlphabet.Gsm7 => GsmAlphabet.CountOf(text) >= 0,
            SmsAlphabet.Octets => text.All(c => c <= '\xFF'),
            _ => true,
        };
        if (!knows) throw Wrong($"the text has characters that {coding} has not");
        var parts = Segmenter.Split(text, coding.Alphabet, Octet("--ref", invocation.Get(_reference)!), MostParts, out var taken);
        return taken == text.Length ? (coding, parts) : throw Wrong($"the text needs more than {MostParts} messages");
    }

    private DataCoding Coding(Invocation invocation, DataCoding usual) => invocation.Get(_coding) is not { } text ? usual
        : byte.TryParse(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? new(value)
        : throw Wrong($"--dcs: {text} is no octet of two hexadecimal digits");

    private static ValidityPeriod Validity(string? text)
    {
        if (text is null) return ValidityPeriod.None;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return ValidityPeriod.Relative(Octet("--validity", text));
        var unit = text[^1] switch { 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), 'd' => TimeSpan.FromDays(1), 'w' => TimeSpan.FromDays(7), _ => TimeSpan.Zero };
        return unit > TimeSpan.Zero && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1_000_000
            ? ValidityPeriod.AtLeast(count * unit)
            : throw Wrong($"--validity: {text} is no span such as 30m, 4h, 7d or 2w, nor an octet such as 0xAD");
    }

    private static byte Octet(string option, string text)
    {
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return byte.TryParse(isHex ? text.AsSpan(2) : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value : throw Wrong($"{option}: {text} is no number from 0 to 255");
    }

    private static byte[] Octets(string text)
    {
        var digits = text.Replace(" ", "", StringComparison.Ordinal);
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : throw Wrong("--hex: the text is no even number of hexadecimal digits");
    }

    private static SmsAddress Address(string option, string text) =>
        SmsAddress.TryParse(text, out var address) ? address : throw Wrong($"{option}: {text} is no number");

    private static CliException Wrong(string why) => new(ExitCode.Usage, why + ".");
}
