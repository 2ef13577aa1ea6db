using AtRun.Module.Messages;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

/// <summary>Lists and reads messages for the commands of 27.005 and for those that begin with @.</summary>
internal static class MessageLists
{
    private const int AllInPduMode = 4;

    /// <summary>+CMGL, @CMGL</summary>
    /// <param name="call">The command that lists.</param>
    /// <param name="stat">As typed; empty: received unread.</param>
    /// <param name="improved">A command that begins with @: an empty line at the end, no &lt;alpha&gt;.</param>
    public static async ValueTask<FinalResult> List(AtCall call, string stat, bool improved)
    {
        var text = new MessageText(call.Instance, improved);
        // A number in text mode: Telit 1vv0300784 p116.
        if (!TryParse(stat, text.IsText, out var wanted)) return CmsError.OperationNotAllowed;
        var store = call.Module.Messages.Reading;
        // AT reference 80000ST10025a p235, p238: as they came, or by their places.
        foreach (var (index, message) in (call.Module.Messages.IsImproved ? store.All : store.InOrder).Where(m => wanted is null || m.Message.Status == wanted).ToList())
        {
            var tpdu = message.Decoded;
            if (text.IsText && !MessageText.CanShow(tpdu)) continue;
            call.Out.BeginLine();
            call.Out.Text(call.Command.Name);
            call.Out.Octets(": "u8);
            text.Listed(index, message, tpdu, call.Out.Output);
            call.Out.EndLine();
            Body(call, text, message, tpdu);
            await MarkRead(store, index, message);
        }
        if (improved) call.Out.Line("");
        return FinalResult.Ok;
    }

    /// <summary>What the test form of +CMGL and @CMGL prints: the values of the mode that is on, in text mode of @ and of interface styles 0 and 1 without parentheses.</summary>
    public static void ShowStates(AtCall call)
    {
        var states = call.Command.Parameters[0].Domain;
        if (call.Instance.Settings.Get<Cmgf>().Mode == 0) states = $"(0-{AllInPduMode})";
        else if (call.OldStyle) states = states.Trim('(', ')');
        call.Out.Line($"{call.Command.Name}: {states}");
    }

    /// <summary>+CMGR, @CMGR</summary>
    /// <param name="call">The command that reads.</param>
    /// <param name="index">Place.</param>
    /// <param name="improved">A command that begins with @: an empty line at the end, no &lt;alpha&gt;.</param>
    public static async ValueTask<FinalResult> Read(AtCall call, int index, bool improved)
    {
        var store = call.Module.Messages.Reading;
        if (store[index] is not { } message) return CmsError.InvalidMemoryIndex;
        var text = new MessageText(call.Instance, improved);
        var tpdu = message.Decoded;
        if (text.IsText && !MessageText.CanShow(tpdu)) return CmsError.MemoryFailure;
        call.Out.BeginLine();
        call.Out.Text(call.Command.Name);
        call.Out.Octets(": "u8);
        text.Read(message, tpdu, call.Out.Output);
        call.Out.EndLine();
        Body(call, text, message, tpdu);
        if (improved) call.Out.Line("");
        await MarkRead(store, index, message);
        return FinalResult.Ok;
    }

    private static void Body(AtCall call, MessageText text, StoredMessage message, Protocol.Sms.Tpdu? tpdu)
    {
        if (text.IsText && tpdu is Protocol.Sms.SmsStatusReport) return;
        call.Out.BeginLine();
        text.Body(message, tpdu, call.Out.Output);
        call.Out.EndLine();
    }

    // A message that was deleted meanwhile by another instance stays so.
    private static ValueTask MarkRead(MessageStore store, int index, StoredMessage message) =>
        message.Status == MessageStatus.ReceivedUnread && store[index] == message ? store.Set(index, message with { Status = MessageStatus.ReceivedRead }) : default;

    private static bool TryParse(string stat, bool text, out MessageStatus? wanted)
    {
        wanted = MessageStatus.ReceivedUnread;
        if (stat.Length == 0) return true;
        if (text)
        {
            wanted = MessageStatusText.Find(stat);
            return wanted is not null || stat.Equals(MessageStatusText.All, StringComparison.OrdinalIgnoreCase);
        }
        if (stat is not [>= '0' and <= '4' and var digit]) return false;
        wanted = digit - '0' == AllInPduMode ? null : (MessageStatus)(digit - '0');
        return true;
    }
}
