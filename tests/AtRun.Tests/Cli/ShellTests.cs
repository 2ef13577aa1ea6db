using AtRun.Cli.Shell;
using Xunit;

namespace AtRun.Tests.Cli;

public sealed class ShellTests
{
    private readonly List<string> _history = ["AT", "AT+CREG?"];

    private static Edit Type(LineEditor editor, string text)
    {
        var edit = Edit.Nothing;
        foreach (var c in text) edit = editor.Press(new ConsoleKeyInfo(c, c == '\t' ? ConsoleKey.Tab : 0, false, false, false));
        return edit;
    }

    private static Edit Press(LineEditor editor, ConsoleKey key) => editor.Press(new ConsoleKeyInfo('\0', key, false, false, false));

    [Fact]
    public void A_line_is_edited()
    {
        var editor = new LineEditor(_history, CommandNames.Complete);
        Type(editor, "AT+CSQ");
        Press(editor, ConsoleKey.LeftArrow);
        Press(editor, ConsoleKey.Backspace);
        Type(editor, "x");
        Assert.Equal(("AT+CxQ", 5), (editor.Text, editor.Cursor));
        Press(editor, ConsoleKey.Home);
        Press(editor, ConsoleKey.Delete);
        Press(editor, ConsoleKey.End);
        Assert.Equal(("T+CxQ", 5), (editor.Text, editor.Cursor));
        Assert.Equal(Edit.Refused, Press(editor, ConsoleKey.RightArrow));
        Type(editor, "\x15");
        Assert.Equal("", editor.Text);
        Assert.Equal(Edit.Entered, Press(editor, ConsoleKey.Enter));
        Assert.Equal(Edit.Left, Type(editor, "\x1D"));
        Assert.Equal(Edit.Left, editor.Press(new ConsoleKeyInfo('\0', ConsoleKey.D5, false, false, control: true)));
        Assert.Equal(Edit.Left, Type(editor, "\x04"));
        Type(editor, "AT");
        Assert.Equal(Edit.Interrupted, Type(editor, "\x03"));
        Assert.Equal("", editor.Text);
    }

    [Fact]
    public void Former_lines_are_recalled_and_the_draft_is_kept()
    {
        var editor = new LineEditor(_history, CommandNames.Complete);
        Type(editor, "ATI");
        Press(editor, ConsoleKey.UpArrow);
        Assert.Equal("AT+CREG?", editor.Text);
        Press(editor, ConsoleKey.UpArrow);
        Assert.Equal("AT", editor.Text);
        Assert.Equal(Edit.Refused, Press(editor, ConsoleKey.UpArrow));
        Press(editor, ConsoleKey.DownArrow);
        Press(editor, ConsoleKey.DownArrow);
        Assert.Equal("ATI", editor.Take());
        Assert.Equal("", editor.Text);
    }

    [Fact]
    public void Tab_completes_as_far_as_it_is_sure()
    {
        var editor = new LineEditor(_history, CommandNames.Complete);
        Type(editor, "ate0#tcpatruna\t");
        Assert.Equal("ate0#TCPATRUNAUTH", editor.Text);
        Assert.Empty(editor.Choices);
        Type(editor, ";#tcpatrun\t");
        Assert.EndsWith(";#TCPATRUN", editor.Text, StringComparison.Ordinal);
        Assert.Contains("#TCPATRUNCFG", editor.Choices);
        Type(editor, "CFG=1,\t");
        Assert.EndsWith("CFG=1,", editor.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AT+CREG?", false)]
    [InlineData("AT+CMEE=2", false)]
    [InlineData("AT#TCPATRUNAUTH=1,\"me\",\"hush\"", true)]
    [InlineData("AT+CMEE=2;+CPIN=1234", true)]
    [InlineData("AT+CPIN?", false)]
    [InlineData("AT#SMSATWL=0,2,1,\"1234567890123456\"", true)]
    [InlineData("AT#SMSATWL=0,2,0,\"+39*\"", false)]
    [InlineData("AT+NOSUCH=\"x\"", true)]
    [InlineData("AT+NOSUCH=1", false)]
    [InlineData("hush", true)]
    public void Secrets_are_not_written_down(string line, bool secret)
    {
        Assert.Equal(secret, Secrets.Has(line));
        var history = new History(null);
        history.Add(line);
        Assert.Equal(secret, history.Lines.Count == 0);
    }

    [Fact]
    public void History_is_kept_for_its_owner_alone()
    {
        var folder = Directory.CreateTempSubdirectory("atrun-test");
        try
        {
            var file = History.FileOf(name => name == "XDG_STATE_HOME" ? folder.FullName : null)!;
            var history = new History(file);
            history.Add("AT+CREG?");
            history.Add("AT+CREG?");
            history.Save();
            Assert.Equal(["AT+CREG?"], new History(file).Lines);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
