namespace AtRun.Cli.Messages;

/// <summary>A message taken apart, as text.</summary>
internal static class MessageText
{
    public static void Write(ExplainedMessage message, TextWriter to)
    {
        to.WriteLine(message.Length is { } length ? $"{message.Type}, {length} octets" : message.Type);
        var names = message.Fields.Max(f => f.Name.Length);
        foreach (var field in message.Fields)
            to.WriteLine($"  {field.Name.PadRight(names)}  {field.Value}{(field.Meaning is null ? "" : field.Value.Length == 0 ? field.Meaning : $"  {field.Meaning}")}");
        if (message.Text is { } text) to.WriteLine($"Text ({message.Alphabet}): {Visible(text)}");
        if (message.AtRun is { } atRun) Write(atRun, to);
    }

    /// <summary>Type, addresses, coding and text: what one looks at first.</summary>
    public static void WriteBriefly(ExplainedMessage message, TextWriter to)
    {
        var fields = message.Fields.Where(f => f.Name is "TP-OA" or "TP-DA" or "TP-DCS" or "TP-UD").Select(f => $"{f.Name} {f.Value}{(f.Name == "TP-DCS" ? $" ({f.Meaning})" : "")}");
        to.WriteLine($"{message.Type}  {string.Join("  ", fields)}");
        if (message.Text is { } text) to.WriteLine($"text: {Visible(text)}");
        if (message.AtRun is { Digest: not null } atRun) Write(atRun, to);
    }

    private static void Write(ExplainedAtRun message, TextWriter to)
    {
        var form = message.Form is { } known ? $"{known} " : "";
        to.WriteLine(message.Kind switch
        {
            "ordinary" => "SMSATRUN: an ordinary message",
            "activation" => "SMSATRUN: an activation message (SMS-25)",
            _ => $"SMSATRUN: a {form}{message.Kind}",
        });
        if (message.Digest is { } digest)
        {
            to.WriteLine($"  session id  {message.SessionId}");
            to.WriteLine($"  segment     {message.Segment} of {message.Segments}");
            to.WriteLine($"  digest      {digest}  {message.Verified switch { true => "made with this password", false => "NOT made with this password", null => "(not verified: no password given)" }}");
            to.WriteLine($"  text        {Visible(message.Text!)}");
        }
        foreach (var fault in message.Faults) to.WriteLine($"  {(message.Kind == "response" ? "Ignored" : "Not run")}: {fault}");
    }

    /// <summary>Control characters by their escapes.</summary>
    private static string Visible(string text) => string.Concat(text.Select(c => c switch
    {
        '\r' => "\\r",
        '\n' => "\\n",
        < ' ' or '\x7F' => $"\\x{(int)c:X2}",
        _ => c.ToString(),
    }));
}
