using System.Text;

namespace AtRun.Cli.Shell;

/// <summary>What a key did to the line.</summary>
internal enum Edit
{
    Nothing,

    /// <summary>Show the line anew.</summary>
    Changed,

    /// <summary>The line is complete.</summary>
    Entered,

    /// <summary>Ctrl-C on an empty line, or with one that is now empty.</summary>
    Interrupted,

    /// <summary>Ctrl-], or Ctrl-D on an empty line.</summary>
    Left,

    /// <summary>The key meant nothing here.</summary>
    Refused,
}

/// <summary>A line being typed: keys in, text and cursor out. Knows nothing of terminals.</summary>
internal sealed class LineEditor(IReadOnlyList<string> history, Func<string, IReadOnlyList<string>> complete)
{
    private const char CtrlA = '\x01', CtrlC = '\x03', CtrlD = '\x04', CtrlE = '\x05', CtrlK = '\x0B', CtrlU = '\x15', CtrlW = '\x17', Leave = '\x1D';

    private readonly StringBuilder _text = new();
    private string _draft = "";
    private int _place = -1;

    public string Text => _text.ToString();

    /// <summary>Characters in front of the cursor.</summary>
    public int Cursor { get; private set; }

    /// <summary>What Tab could have meant, where that is more than one thing; asked for once.</summary>
    public IReadOnlyList<string> Choices { get; private set; } = [];

    public Edit Press(ConsoleKeyInfo key)
    {
        Choices = [];
        return key switch
        {
            { KeyChar: Leave } or { Key: ConsoleKey.Oem6, Modifiers: ConsoleModifiers.Control } => Edit.Left,
            { KeyChar: CtrlD } when _text.Length == 0 => Edit.Left,
            { KeyChar: CtrlD } or { Key: ConsoleKey.Delete } => Remove(Cursor, 1),
            { KeyChar: CtrlC } or { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control } => Interrupt(),
            { Key: ConsoleKey.Enter } or { KeyChar: '\r' or '\n' } => Edit.Entered,
            { Key: ConsoleKey.Tab } => Complete(),
            { Key: ConsoleKey.Backspace } => Cursor > 0 ? Remove(Cursor - 1, 1) : Edit.Refused,
            { Key: ConsoleKey.LeftArrow } => Move(Cursor - 1),
            { Key: ConsoleKey.RightArrow } => Move(Cursor + 1),
            { Key: ConsoleKey.Home } or { KeyChar: CtrlA } => Move(0),
            { Key: ConsoleKey.End } or { KeyChar: CtrlE } => Move(_text.Length),
            { Key: ConsoleKey.UpArrow } => Recall(_place < 0 ? history.Count - 1 : _place - 1),
            { Key: ConsoleKey.DownArrow } => Recall(_place < 0 ? -1 : _place + 1),
            { KeyChar: CtrlU } => Remove(0, Cursor),
            { KeyChar: CtrlK } => Remove(Cursor, _text.Length - Cursor),
            { KeyChar: CtrlW } => RemoveWord(),
            { KeyChar: >= ' ' and not '\x7F' } => Insert(key.KeyChar),
            _ => Edit.Refused,
        };
    }

    /// <summary>Takes the line that was entered; an empty one follows.</summary>
    public string Take()
    {
        var line = Text;
        Clear();
        return line;
    }

    private void Clear()
    {
        _text.Clear();
        Cursor = 0;
        _place = -1;
    }

    private Edit Interrupt()
    {
        Clear();
        return Edit.Interrupted;
    }

    private Edit Insert(char c)
    {
        _text.Insert(Cursor++, c);
        return Edit.Changed;
    }

    private Edit Remove(int from, int count)
    {
        count = Math.Min(count, _text.Length - from);
        if (count <= 0) return Edit.Refused;
        _text.Remove(from, count);
        Cursor = from;
        return Edit.Changed;
    }

    private Edit RemoveWord()
    {
        var from = Cursor;
        while (from > 0 && _text[from - 1] == ' ') from--;
        while (from > 0 && _text[from - 1] != ' ') from--;
        return Remove(from, Cursor - from);
    }

    private Edit Move(int to)
    {
        if (to < 0 || to > _text.Length) return Edit.Refused;
        Cursor = to;
        return Edit.Changed;
    }

    // Below the newest line is what was being typed.
    private Edit Recall(int place)
    {
        if (place < 0 || place > history.Count || (place == history.Count && _place < 0)) return Edit.Refused;
        if (_place < 0) _draft = Text;
        var line = place == history.Count ? _draft : history[place];
        _text.Clear().Append(line);
        Cursor = line.Length;
        _place = place == history.Count ? -1 : place;
        return Edit.Changed;
    }

    private Edit Complete()
    {
        var before = _text.ToString(0, Cursor);
        var names = complete(before);
        if (names.Count == 0) return Edit.Refused;
        var start = CommandNames.StartOf(before);
        var common = names[0].Length;
        foreach (var name in names)
            while (!names[0].AsSpan(0, common).Equals(name.AsSpan(0, Math.Min(common, name.Length)), StringComparison.Ordinal)) common--;
        if (names.Count > 1) Choices = names;
        var typed = Cursor - start;
        _text.Remove(start, typed).Insert(start, names[0][..common]);
        Cursor = start + common;
        return Edit.Changed;
    }
}
