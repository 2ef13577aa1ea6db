using System.Globalization;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;

namespace AtRun.Tests.Dialogues;

/// <summary>What happens to the module's board, its calls and its place in a dialogue. See docs/dialogues.md.</summary>
internal static class BoardTalk
{
    /// <summary>Does what a line says; null, or what went wrong. <paramref name="known"/>: it is one of these lines.</summary>
    public static string? Do(SimulatedModule module, string[] words, out bool known)
    {
        string? wrong = null;
        var (board, calls) = (module.Module.Board, module.Module.Running?.Calls);
        Action? what = words switch
        {
            ["battery", [.. var millivolts, 'm', 'V']] => () => board.Supply = Number(millivolts) / 10,
            ["adc", var input, [.. var millivolts, 'm', 'V']] => () => board.Apply(Number(input), Number(millivolts)),
            ["dtr", var port, "0" or "1"] => () => board.SetDtr(Number(port), words[2] == "1"),
            ["rts", var port, "0" or "1"] => () => module.PortOf(Number(port)).LinesChanged(words[2] == "1" ? PortLines.OfTerminal : PortLines.Dtr),
            ["break", var port] => module.PortOf(Number(port)).Break,
            ["lines", var port, ..] => () => wrong = Differ(words[2..], module.LinesOf(Number(port))),
            ["call", "ring"] => () => wrong = calls?.Offer() == true ? null : "the module is busy",
            ["call", "withdraw"] => () => calls?.Withdraw(),
            ["dtmf", var tones] => () => wrong = calls?.Hear(tones) == true ? null : "no voice call is up",
            ["roam"] => () => module.Radio.Abroad = true,
            ["roam", "end"] => () => module.Radio.Abroad = false,
            _ => null,
        };
        known = what is not null;
        if (what is not null) module.Turn.Do(what);
        return wrong;
    }

    private static string? Differ(string[] names, PortLines lines)
    {
        var expected = names.Aggregate(PortLines.None, (all, name) => all | Enum.Parse<PortLines>(name, ignoreCase: true));
        return lines == expected ? null : $"the module's lines are {lines}";
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
