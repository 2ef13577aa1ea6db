using System.Globalization;
using System.Text;
using System.Xml;
using AtRun.Client.Conformance;

namespace AtRun.Cli.Conform;

/// <summary>What was found, as the XML that build servers read: a suite of the dialogues and one of the commands.</summary>
internal static class JUnitReport
{
    public static void Write(string target, ConformReport report, Stream to)
    {
        using var xml = XmlWriter.Create(to, new() { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", Clean($"atrun conform {target}"));
        Totals(xml, report.Checks);
        foreach (var suite in report.Checks.GroupBy(c => c.Name.StartsWith(CommandChecks.Prefix, StringComparison.Ordinal) ? "commands" : "dialogues"))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", suite.Key);
            Totals(xml, [.. suite]);
            xml.WriteStartElement("properties");
            Property(xml, "manufacturer", report.Module.Manufacturer);
            Property(xml, "model", report.Module.Model);
            Property(xml, "revision", report.Module.Revision);
            xml.WriteEndElement();
            foreach (var check in suite) Case(xml, check);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Totals(XmlWriter xml, IReadOnlyList<CheckResult> checks)
    {
        xml.WriteAttributeString("tests", Number(checks.Count));
        xml.WriteAttributeString("failures", Number(checks.Count(c => c.State == CheckState.Failed)));
        xml.WriteAttributeString("errors", Number(0));
        xml.WriteAttributeString("skipped", Number(checks.Count(c => c.State == CheckState.Skipped)));
        xml.WriteAttributeString("time", Seconds(checks.Aggregate(TimeSpan.Zero, (sum, c) => sum + c.Duration)));
    }

    private static void Property(XmlWriter xml, string name, string? value)
    {
        if (value is null) return;
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("value", Clean(value));
        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, CheckResult check)
    {
        var slash = check.Name.IndexOf('/', StringComparison.Ordinal);
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", slash < 0 ? check.Name : check.Name[..slash]);
        xml.WriteAttributeString("name", check.Name[(slash + 1)..]);
        xml.WriteAttributeString("time", Seconds(check.Duration));
        if (check.State != CheckState.Passed)
        {
            var reason = Clean(check.Reason ?? "");
            xml.WriteStartElement(check.State == CheckState.Failed ? "failure" : "skipped");
            xml.WriteAttributeString("message", check.Typed is { } typed && check.State == CheckState.Failed ? $"{Clean(typed)}: {FirstLine(reason)}" : FirstLine(reason));
            if (check.State == CheckState.Failed) xml.WriteString($"{(check.Line is { } line ? $"line {line}: " : "")}{reason}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];

    // A module may say anything; XML has no place for control characters.
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
