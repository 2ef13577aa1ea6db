using System.Text;
using AtRun.Module.Messages;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Sms;

/// <summary>What +CMGS, +CMGW, #CMGS and #CMGW have in common: the message as it is typed, and what becomes of it.</summary>
internal static class Sending
{
    /// <summary>Octets taken behind the prompt: ten parts of 153 characters, four digits each, and line ends.</summary>
    private const int TextLimit = 8 * 1024;

    /// <summary>Octets taken behind the prompt: the longest PDU in hexadecimal, and blanks.</summary>
    private const int PduLimit = 1024;

    public static bool IsText(AtCall call) => call.Get<Cmgf>().Mode == Cmgf.Text;

    /// <summary>What is typed behind the prompt; null: ESC was.</summary>
    public static Task<byte[]?> Prompt(AtCall call) => IsText(call)
        ? call.Instance.Prompt(Prompts.Message, TextLimit, everyLine: call.Module.Messages.IsImproved)
        : call.Instance.Prompt(Prompts.Message, PduLimit);

    /// <summary>Sends a text that was typed.</summary>
    public static ValueTask<FinalResult> SendText(AtCall call, SmsAddress destination, ReadOnlySpan<byte> typed) =>
        MessageComposer.Compose(call, destination, typed, out var messages) is { } failure ? new(failure) : Send(call, messages, SmsAddress.None);

    /// <summary>Sends a PDU that was typed.</summary>
    public static ValueTask<FinalResult> SendPdu(AtCall call, int length, ReadOnlySpan<byte> typed) =>
        MessageComposer.TryReadPdu(typed, length, out var centre, out var tpdu)
        && Tpdu.TryDecode(tpdu.Span, TpduDirection.ToCentre, out var message, out _) && message is SmsSubmit submit
            ? Send(call, [submit], centre)
            : new(CmsError.InvalidPduModeParameter);

    /// <summary>Sends messages one behind the other; the reference of the last one is told.</summary>
    /// <remarks>27.005 §3.5.1: under +CSMS=1 also what the centre says, its time in text mode, its SUBMIT-REPORT in PDU mode.</remarks>
    public static async ValueTask<FinalResult> Send(AtCall call, IReadOnlyList<SmsSubmit> messages, SmsAddress centre)
    {
        var (outcome, reference) = (default(Worlds.SmsSubmission), (byte)0);
        foreach (var message in messages)
        {
            (outcome, reference) = await call.Module.Messages.Send(message, centre, call.Stop);
            if (outcome.Failure is { } failure) return failure;
        }
        call.Out.BeginLine();
        call.Out.Text($"{call.Command.Name}: {reference}");
        if (outcome.Report is { } report && call.Get<Csms>().Service == 1)
        {
            call.Out.Octets(",\""u8);
            if (IsText(call)) call.Out.Text(report.Time.ToString());
            else TeText.WriteHex(report.ToArray(), call.Out.Output);
            call.Out.Octets("\""u8);
        }
        call.Out.EndLine();
        return FinalResult.Ok;
    }

    /// <summary>Stores a text that was typed: to be sent, or as if received where the first octet of +CSMP says so.</summary>
    /// <param name="call">Of the command.</param>
    /// <param name="address">None: to be given when it is sent.</param>
    /// <param name="status">Null: the one that such a message has at first.</param>
    /// <param name="typed">The text.</param>
    public static ValueTask<FinalResult> StoreText(AtCall call, SmsAddress address, MessageStatus? status, ReadOnlySpan<byte> typed)
    {
        var received = MessageComposer.IsDeliver(call.Get<Csmp>());
        if (status is { } wanted && wanted <= MessageStatus.ReceivedRead != received) return new(CmsError.InvalidTextModeParameter);
        IReadOnlyList<Tpdu> messages;
        if (received)
        {
            if (MessageComposer.ComposeReceived(call, address, typed, out var delivered) is { } failure) return new(failure);
            messages = delivered;
        }
        else
        {
            if (MessageComposer.Compose(call, address, typed, out var submitted) is { } failure) return new(failure);
            messages = submitted;
        }
        return Store(call, status, received, call.Module.Messages.Settings.Centre, messages.Select(m => (ReadOnlyMemory<byte>)m.ToArray()));
    }

    /// <summary>Stores a PDU that was typed, octet for octet.</summary>
    /// <remarks>AT reference 80000ST10025a p265, p268: SUBMITs with status 2 and 3; in the improved mode DELIVERs and STATUS-REPORTs with 0 and 1.</remarks>
    public static ValueTask<FinalResult> StorePdu(AtCall call, int length, MessageStatus? status, ReadOnlySpan<byte> typed)
    {
        if (!MessageComposer.TryReadPdu(typed, length, out var centre, out var tpdu)) return new(CmsError.InvalidPduModeParameter);
        var received = (tpdu.Span[0] & 3) != 1;
        var storable = Tpdu.TryDecode(tpdu.Span, received ? TpduDirection.ToMobile : TpduDirection.ToCentre, out var message, out _)
            && (message is SmsSubmit || (call.Module.Messages.IsImproved && message is SmsDeliver or SmsStatusReport))
            && (status is null || status <= MessageStatus.ReceivedRead == received);
        if (!storable) return new(CmsError.InvalidPduModeParameter);
        return Store(call, status, received, centre.IsNone ? call.Module.Messages.Settings.Centre : centre, [tpdu]);
    }

    /// <summary>Stores messages one behind the other; the place of the last one is told (GSM/GPRS software user guide 1vv0300784 p118).</summary>
    private static async ValueTask<FinalResult> Store(AtCall call, MessageStatus? status, bool received, SmsAddress centre, IEnumerable<ReadOnlyMemory<byte>> messages)
    {
        var store = call.Module.Messages.Sim;
        var all = messages.ToArray();
        if (store.Capacity - store.Used < all.Length) return CmsError.MemoryFull;
        var index = 0;
        foreach (var tpdu in all)
        {
            index = await store.Add(new(status ?? (received ? MessageStatus.ReceivedUnread : MessageStatus.StoredUnsent), centre, tpdu));
            if (index == 0) return CmsError.MemoryFull;
        }
        call.Out.Line($"{call.Command.Name}: {index}");
        return FinalResult.Ok;
    }

    /// <summary>The destination as a parameter says it; false: it cannot be one.</summary>
    public static bool TryReadAddress(AtCall call, string typed, int type, out SmsAddress address) =>
        MessageComposer.TryReadAddress(typed, type, call.Get<Cscs>(), out address);

    /// <summary>The octets of a parameter, as the terminal typed them.</summary>
    public static byte[] OctetsOf(string parameter) => Encoding.Latin1.GetBytes(parameter);
}
