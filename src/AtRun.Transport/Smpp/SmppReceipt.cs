using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using AtRun.Protocol.Sms;

namespace AtRun.Transport.Smpp;

/// <summary>A delivery receipt: the customary text of deliver_sm (SMPP 3.4 appendix B), and optional parameters that say the same.</summary>
/// <param name="MessageId">As the response to the message gave it.</param>
/// <param name="State">What became of it.</param>
/// <param name="Submitted">When the centre took it, to the minute; null: not said. No zone is written: it is UTC here.</param>
/// <param name="Done">When it was delivered or given up.</param>
/// <param name="Error">Of the network; three characters.</param>
/// <param name="Text">Its first characters, 20 at most.</param>
public sealed record SmppReceipt(string MessageId, MessageState State, DateTimeOffset? Submitted, DateTimeOffset? Done, string Error = "000", string Text = "")
{
    private const int MaxText = 20;

    private const string DateFormat = "yyMMddHHmm";

    private static readonly string[] States = ["ENROUTE", "DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD"];

    // In the order of the text, so that each is looked for behind the one before.
    private static readonly string[] Names = ["id:", "sub:", "dlvrd:", "submit date:", "done date:", "stat:", "err:", "text:"];

    /// <summary>The optional parameters.</summary>
    public IReadOnlyList<Tlv> Tlvs =>
    [
        Tlv.Text(TlvTag.ReceiptedMessageId, MessageId),
        Tlv.Octet(TlvTag.MessageState, (int)State),
    ];

    /// <summary>The text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"id:{MessageId} sub:001 dlvrd:{(State == MessageState.Delivered ? "001" : "000")} submit date:{Submitted?.UtcDateTime:yyMMddHHmm} done date:{Done?.UtcDateTime:yyMMddHHmm} stat:{States[(int)State - 1]} err:{Error} text:{(Text.Length > MaxText ? Text[..MaxText] : Text)}");

    /// <summary>Reads a receipt; what its optional parameters say counts more than its text. False: it does not say of which message, or what became of it.</summary>
    public static bool TryRead(SmppMessage message, [NotNullWhen(true)] out SmppReceipt? receipt)
    {
        receipt = null;
        var text = Encoding.Latin1.GetString(message.Content.Span);
        var values = new string?[Names.Length];
        for (int i = 0, at = 0; i < Names.Length; i++)
        {
            var start = text.IndexOf(Names[i], at, StringComparison.OrdinalIgnoreCase);
            // A name that is the end of another word is none.
            if (start < 0 || (start > 0 && text[start - 1] != ' ')) continue;
            start += Names[i].Length;
            var end = i == Names.Length - 1 ? text.Length : text.IndexOf(' ', start) is var blank and >= 0 ? blank : text.Length;
            values[i] = text[start..end];
            at = end;
        }
        var id = message.Tlvs.Text(TlvTag.ReceiptedMessageId) ?? values[0];
        var state = message.Tlvs.Number(TlvTag.MessageState) ?? Array.FindIndex(States, s => s.Equals(values[5], StringComparison.OrdinalIgnoreCase)) + 1;
        if (string.IsNullOrEmpty(id) || state < 1 || state > States.Length) return false;
        receipt = new(id, (MessageState)state, Date(values[3]), Date(values[4]), values[6] ?? "000", values[7] ?? "");
        return true;
    }

    // Some centres add seconds.
    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParseExact(text, [DateFormat, DateFormat + "ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
