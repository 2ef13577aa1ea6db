using System.Globalization;

namespace AtRun.Cli.Put;

/// <summary>How far a transfer is, on one line of a terminal that is drawn over and over.</summary>
internal sealed class ProgressBar(TextWriter terminal, TimeProvider time)
{
    private const int Width = 30;

    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);

    private long _begun;
    private long _drawn;
    private int _length;

    /// <summary>A transfer begins.</summary>
    public void Begin() => (_begun, _drawn) = (time.GetTimestamp(), 0);

    public void Show(string what, int octets, int all)
    {
        if (_drawn != 0 && octets < all && time.GetElapsedTime(_drawn) < Redraw) return;
        _drawn = time.GetTimestamp();
        var full = all == 0 ? Width : (int)((long)octets * Width / all);
        var seconds = time.GetElapsedTime(_begun).TotalSeconds;
        var rate = seconds > 0 ? $" {octets / 1000.0 / seconds:0.0} kB/s" : "";
        Draw(string.Create(CultureInfo.InvariantCulture, $"{what} [{new string('#', full)}{new string('.', Width - full)}] {octets}/{all}{rate}"));
    }

    /// <summary>Makes room for other text.</summary>
    public void Clear()
    {
        if (_length == 0) return;
        Draw("");
        terminal.Write('\r');
        _length = 0;
    }

    private void Draw(string line)
    {
        terminal.Write("\r" + line.PadRight(_length));
        terminal.Flush();
        _length = line.Length;
    }
}
