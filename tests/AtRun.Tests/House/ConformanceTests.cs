using System.Text.RegularExpressions;
using AtRun.Client.Conformance;
using AtRun.Tests.Dialogues;
using Xunit;

namespace AtRun.Tests.House;

/// <summary>docs/conformance.md maps each requirement to the tests that prove it; this fails when one is missing or gone.</summary>
public sealed partial class ConformanceTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Every_requirement_that_is_built_names_tests_that_exist()
    {
        var rows = Rows();
        Assert.NotEmpty(rows);
        Assert.Equal(rows.Select(r => r.Id).Distinct(), rows.Select(r => r.Id));
        var problems = new List<string>();
        foreach (var (id, state, tests) in rows)
        {
            if (state == "planned")
            {
                if (tests.Length > 0) problems.Add($"{id} is planned but names tests");
                continue;
            }
            if (state != "built") problems.Add($"{id}: the state is \"{state}\", not built or planned");
            if (tests.Length == 0) problems.Add($"{id} is built but names no test");
            problems.AddRange(tests.Where(t => !Exists(t)).Select(t => $"{id}: there is no {t}"));
            problems.AddRange(tests.Where(t => t.EndsWith(".at", StringComparison.Ordinal) && Exists(t) && !Dialogue.Read(Path.Combine(DialogueFiles.Folder, t)).Requirements().Contains(id))
                .Select(t => $"{id}: {t} does not name it in its comments"));
        }
        Assert.Empty(problems);
    }

    [Fact]
    public void Every_requirement_that_a_dialogue_cites_is_in_the_table()
    {
        var known = Rows().Where(r => r.State == "built").Select(r => r.Id).ToHashSet();
        Assert.Empty(DialogueFiles.All().SelectMany(f => Dialogue.Read(f).Requirements().Where(id => !known.Contains(id)).Select(id => $"{Path.GetFileName(f)} cites {id}")));
    }

    private static List<(string Id, string State, string[] Tests)> Rows() =>
        [.. File.ReadLines(Path.Combine(Root, "docs", "conformance.md")).Select(l => Row().Match(l)).Where(m => m.Success)
            .Select(m => (m.Groups[1].Value, m.Groups[3].Value.Trim(), Test().Matches(m.Groups[4].Value).Select(t => t.Groups[1].Value).ToArray()))];

    private static bool Exists(string test) => test.EndsWith(".at", StringComparison.Ordinal)
        ? File.Exists(Path.Combine(DialogueFiles.Folder, test))
        : Directory.EnumerateFiles(Path.Combine(Root, "tests"), test.Split('.')[0] + ".cs", SearchOption.AllDirectories)
            .Any(f => !test.Contains('.', StringComparison.Ordinal) || File.ReadAllText(f).Contains(" " + test.Split('.')[1] + "(", StringComparison.Ordinal));

    internal static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AtRun.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("the repository's root");
        return folder;
    }

    [GeneratedRegex(@"^\| ((?:INS|SMS|TCP|PRD|DEC)-\d+) \|([^|]*)\|([^|]*)\|([^|]*)\|")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Test();
}
