using System.Globalization;
using AtRun.Protocol.Commands.Sms;

namespace AtRun.Module.Messages;

/// <summary>The lists of +CSCB: numbers and ranges such as <c>0,1,300-315,450</c>.</summary>
internal static class BroadcastFilter
{
    public const int MaxIdentifier = 0xFFFF, MaxCoding = 0xFF;

    /// <summary>A list whose numbers are not greater than <paramref name="max"/>; an empty one is one, too.</summary>
    public static bool IsList(string text, int max) => Parse(text).All(r => r is { From: >= 0 } range && range.From <= range.To && range.To <= max);

    /// <summary>27.005 §3.3.4. A list without entries says nothing of its kind; two such accept nothing, or reject nothing.</summary>
    /// <remarks>
    /// A number of the second list names a coding scheme, or the coding group of that number: Telit 1vv0300784 sets "0" and then shows a message
    /// whose scheme is 1, of group 0.
    /// </remarks>
    public static bool Accepts(Cscb filter, int identifier, int coding)
    {
        var named = (filter.Mids.Length > 0 || filter.Dcss.Length > 0)
            && (filter.Mids.Length == 0 || Has(filter.Mids, identifier))
            && (filter.Dcss.Length == 0 || Has(filter.Dcss, coding) || Has(filter.Dcss, coding >> 4));
        return named == (filter.Mode == 0);
    }

    private static bool Has(string list, int number) => Parse(list).Any(r => number >= r.From && number <= r.To);

    private static IEnumerable<(int From, int To)> Parse(string list)
    {
        if (list.Length == 0) yield break;
        foreach (var entry in list.Split(','))
        {
            var ends = entry.Split('-');
            yield return ends.Length > 2 ? (-1, -1) : (Number(ends[0]), Number(ends[^1]));
        }
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
