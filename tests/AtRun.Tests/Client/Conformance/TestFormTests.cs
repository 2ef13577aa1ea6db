using AtRun.Client.Conformance;
using AtRun.Protocol.Commands;
using Xunit;

namespace AtRun.Tests.Client.Conformance;

/// <summary>What a test form says, read back.</summary>
public sealed class TestFormTests
{
    public static TheoryData<string> Names() => new(CommandTable.All.Where(c => !c.IsPart && c.Parameters.Count > 0).Select(c => c.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_test_form_of_every_command_is_its_domain(string name)
    {
        var command = CommandTable.All.Single(c => c.Name == name);
        var domains = new AtRun.Protocol.OctetBuffer();
        command.FormatDomains(domains);
        var form = TestForm.Read(domains.ToString());
        // A domain may have commas outside parentheses: fields of its own in the manual.
        if (form.Fields.Count != command.Parameters.Count)
        {
            Assert.Contains(command.Parameters, p => TestForm.Read(p.Domain).Fields.Count != 1);
            return;
        }
        for (var i = 0; i < form.Fields.Count; i++)
        {
            if (command.Parameters[i] is not IntParameter number || form.Fields[i].SaysNothing) continue;
            Assert.All(form.Fields[i].Numbers, n => Assert.True(number.Allows(checked((int)n.From)) && number.Allows(checked((int)n.To)), $"<{number.Name}> {number.Domain}"));
            long[] edges = number.Values is { } values ? [.. values.SelectMany(v => (long[])[v - 1L, v, v + 1L])] : [number.Min - 1L, number.Min, number.Max, number.Max + 1L];
            // The manual may print less than what is taken.
            var usual = number.Values is { } list ? new IntParameter("", "", [.. list]).Domain : new IntParameter("", "", number.Min, number.Max).Domain;
            if (number.Domain == usual) Assert.All(edges, v => Assert.Equal(v is >= int.MinValue and <= int.MaxValue && number.Allows((int)v), form.Fields[i].Allows(v)));
        }
    }

    [Theory]
    [InlineData("(0-2)", "(0,1,2)", true)]
    [InlineData("(0,2)", "(0-2)", false)]
    [InlineData("(0-31,99)", "( 99 , 0-31 )", true)]
    [InlineData("(\"GSM\",\"IRA\")", "(\"IRA\",\"GSM\")", true)]
    [InlineData("(\"GSM\")", "(\"GSM\",\"IRA\")", false)]
    [InlineData("", "(0-1)", false)]
    [InlineData("\"a,b\"", "(\"a,b\")", true)]
    public void Values_are_alike_however_they_are_written(string one, string other, bool alike) =>
        Assert.Equal(alike, TestForm.Read(one).Fields[0].IsLike(TestForm.Read(other).Fields[0]));

    [Theory]
    [InlineData("(((")]
    [InlineData(")-(,\"")]
    [InlineData("(99999999999999999999-1)")]
    [InlineData("(5-1)")]
    public void Nonsense_is_read_as_something(string text) => Assert.NotEmpty(TestForm.Read(text).Fields);
}
