namespace AtRun.Cli;

/// <summary>What somebody may have meant who typed a name that is not there.</summary>
internal static class Nearest
{
    private const int Most = 3;

    /// <summary>Up to three names, the nearest first; none that is too different to be meant.</summary>
    public static IReadOnlyList<string> To(string typed, IEnumerable<string> names)
    {
        var wanted = typed.ToUpperInvariant();
        return
        [
            .. names.Select(n => (Name: n, Distance: Distance(wanted, n.ToUpperInvariant())))
                .Where(n => n.Distance <= Math.Max(2, wanted.Length / 2))
                .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal)
                .Take(Most).Select(n => n.Name),
        ];
    }

    /// <summary>Letters to insert, remove or replace.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
