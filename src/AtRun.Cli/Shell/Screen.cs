using AtRun.Protocol.Responses;

namespace AtRun.Cli.Shell;

/// <summary>The terminal of a shell: a line being typed at the bottom, everything else above it.</summary>
internal sealed class Screen(TextWriter to, bool colours, Func<int> width)
{
    private const string Wipe = "\r\x1B[K", Reset = "\x1B[0m", Red = "\x1B[31m", Yellow = "\x1B[33m", Dim = "\x1B[2m";

    private LineEditor? _editor;
    private string _prompt = "";

    /// <summary>Shows the line, with the cursor where it is.</summary>
    public void Show(LineEditor editor, string prompt)
    {
        (_editor, _prompt) = (editor, prompt);
        // A line that is too long is shown in part, so that it never wraps.
        var room = Math.Max(10, width() - prompt.Length - 1);
        var from = Math.Max(0, editor.Cursor - room + 1);
        var text = editor.Text[from..Math.Min(editor.Text.Length, from + room)];
        var back = from + text.Length - editor.Cursor;
        to.Write($"{Wipe}{prompt}{text}{(back > 0 ? $"\x1B[{back}D" : "")}");
        to.Flush();
    }

    /// <summary>The line is done with: what follows comes below it.</summary>
    public void Leave()
    {
        to.WriteLine();
        _editor = null;
    }

    public void Note(string text) => Print(text, Dim);

    public void Fault(string text) => Print(text, Red);

    public void Item(ResponseItem item)
    {
        switch (item.Kind)
        {
            case ResponseItemKind.InformationText or ResponseItemKind.LineTooLong:
                Print(item.Text, "");
                break;
            case ResponseItemKind.FinalResult:
                Print(item.Text, item.Result.IsSuccess ? Dim : Red);
                break;
            case ResponseItemKind.Unsolicited:
                Print(item.Continuation is null ? item.Text : $"{item.Text}\n{item.Continuation}", Yellow);
                break;
            case ResponseItemKind.Data:
                to.Write(System.Text.Encoding.Latin1.GetString(item.Octets.Span));
                to.Flush();
                break;
        }
    }

    private void Print(string text, string colour)
    {
        var editor = _editor;
        if (editor is not null) to.Write(Wipe);
        to.WriteLine(colours && colour.Length > 0 ? $"{colour}{text}{Reset}" : text);
        if (editor is not null) Show(editor, _prompt);
    }

    public void Bell() => to.Write('\a');
}
