using System.Globalization;
using AtRun.Client.Listening;

namespace AtRun.Cli.Listen;

/// <summary>The modules, at the bottom of a terminal; everything else goes by above them.</summary>
internal sealed class ModuleTable(TextWriter to, Func<(int Width, int Height)> size)
{
    private const string Format = "{0,-16} {1,-12} {2,-21} {3,-9} {4,-13} {5,5}  {6}";

    /// <summary>Lines of the terminal that are left to what goes by.</summary>
    private const int Above = 6;

    private int _drawn;

    /// <summary>Writes lines above the table; it is drawn anew after that.</summary>
    public void Write(string lines)
    {
        Wipe();
        to.WriteLine(lines);
        to.Flush();
    }

    /// <summary>Draws the modules as they are now, those that changed last first.</summary>
    public void Draw(IReadOnlyDictionary<string, RemoteModule> modules, int unidentified, DateTimeOffset now)
    {
        Wipe();
        var (width, height) = size();
        var room = Math.Max(1, height - Above);
        Line(string.Format(CultureInfo.InvariantCulture, Format, "IMEI", "PRODUCT", "ADDRESS", "SINCE", "STATE", "QUEUE", "LAST COMMAND"), width);
        foreach (var module in modules.Values.OrderBy(m => m.State == ModuleState.Away).ThenByDescending(m => m.Since).Take(room))
            Line(string.Format(CultureInfo.InvariantCulture, Format, module.Imei, module.Identity.Product ?? "?", module.Peer, Span(now - module.Since), Word(module.State), module.Queued, module.LastCommand), width);
        var away = modules.Values.Count(m => m.State == ModuleState.Away);
        var more = modules.Count - room;
        Line($"{modules.Count - away} connected, {away} away, {unidentified} not identified{(more > 0 ? $"; {more} more modules are not shown" : "")}", width);
        to.Flush();
    }

    /// <summary>Takes it off the screen.</summary>
    public void Wipe()
    {
        if (_drawn > 0) to.Write($"\x1B[{_drawn}A\r\x1B[J");
        _drawn = 0;
    }

    public static string Word(ModuleState state) => state.ToString().ToLowerInvariant();

    private static string Span(TimeSpan span) => span.TotalDays >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d {span.Hours} h")
        : span.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);

    private void Line(string text, int width)
    {
        to.WriteLine(text.Length < width ? text : text[..Math.Max(0, width - 1)]);
        _drawn++;
    }
}
