namespace AtRun.Module.Messages;

/// <summary>The status of messages as text mode names it (27.005 §3.1).</summary>
internal static class MessageStatusText
{
    /// <summary>All of them, behind those that have a <see cref="MessageStatus"/>.</summary>
    public const string All = "ALL";

    private static readonly string[] _texts = ["REC UNREAD", "REC READ", "STO UNSENT", "STO SENT"];

    public static string Of(MessageStatus status) => _texts[(int)status];

    /// <summary>The status of that name, upper or lower case; null: none has it.</summary>
    public static MessageStatus? Find(string text) =>
        Array.FindIndex(_texts, t => t.Equals(text, StringComparison.OrdinalIgnoreCase)) is var at and >= 0 ? (MessageStatus)at : (MessageStatus?)null;
}
