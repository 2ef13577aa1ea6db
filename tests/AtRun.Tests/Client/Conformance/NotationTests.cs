using AtRun.Client.Conformance;
using Xunit;

namespace AtRun.Tests.Client.Conformance;

/// <summary>Patterns, marks and steps of dialogues that run on any module.</summary>
public sealed class NotationTests
{
    [Theory]
    [InlineData("+CSQ: <int 0-31>,<int 0-7>", "+CSQ: 31,0", true)]
    [InlineData("+CSQ: <int 0-31>,<int 0-7>", "+CSQ: 32,0", false)]
    [InlineData("+CSQ: <int>", "+CSQ: ", false)]
    [InlineData("<imei>", "356938035643809", true)]
    [InlineData("<imei>", "3569380356438090", false)]
    [InlineData("<digits 19-20>", "8939104560000000010", true)]
    [InlineData("<digits 19-20>", "893910456000000001", false)]
    [InlineData("<hex 4>,<hex>", "4E54,6A1A", true)]
    [InlineData("<hex 4>,<hex>", "4E5,6A1A", false)]
    [InlineData("+COPS: 0,0,<text>,<one of 0|2>", "+COPS: 0,0,\"a,b\",2", true)]
    [InlineData("+COPS: 0,0,<text>,<one of 0|2>", "+COPS: 0,0,\"a,b\",1", false)]
    [InlineData("<any>", "", true)]
    [InlineData("<any>,1", "a,1,1", true)]
    [InlineData("a<any>", "b", false)]
    [InlineData("<ip>", "10.0.0.1", true)]
    [InlineData("<ip>", "x", false)]
    public void A_pattern_matches_whole_lines(string pattern, string line, bool matches) => Assert.Equal(matches, LinePattern.Parse(pattern).Matches(line));

    [Theory]
    [InlineData("<nonsense>")]
    [InlineData("<int 1-x>")]
    [InlineData("<int")]
    public void A_pattern_without_meaning_is_refused(string pattern) => Assert.Throws<FormatException>(() => LinePattern.Parse(pattern));

    [Theory]
    [InlineData("# conform: safe", false, Needs.None)]
    [InlineData("# conform: safe; needs sim, network", false, Needs.Sim | Needs.Network)]
    [InlineData("# conform: profile; needs local", true, Needs.Local)]
    public void A_mark_says_what_a_dialogue_does_and_needs(string line, bool profile, Needs needs) =>
        Assert.Equal(new DialogueMark(profile, needs), new Dialogue("x", ["# source", line]).Mark);

    [Theory]
    [InlineData("# conform: dangerous")]
    [InlineData("# conform: safe; needs luck")]
    [InlineData("# conform: safe, sim")]
    public void A_mark_that_makes_no_sense_is_refused(string line) => Assert.Throws<FormatException>(() => new Dialogue("x", [line]).Mark);

    [Theory]
    [InlineData("> AT+CSQ", "< +CSQ: 1", "~ +CREG: <int>")]
    [InlineData("> AT+CSQ", "~ +CSQ: <int>")]
    [InlineData("2> AT")]
    [InlineData("sms +1 > hi")]
    public void What_needs_more_than_a_port_is_refused(params string[] lines) => Assert.Throws<FormatException>(() => DialogueStep.Read(new("x", lines)));

    [Fact]
    public void A_repeated_pattern_stands_for_the_lines_above_it()
    {
        var steps = DialogueStep.Read(new("x", ["> AT+CGDCONT?", "< +CGDCONT: 1,a", "< +CGDCONT: 2,b", "~* +CGDCONT: <any>", "< OK"]));
        Assert.Collection(steps, s => Assert.IsType<Typed>(s), s => Assert.True(Assert.IsType<ExpectedLine>(s).Repeats), s => Assert.False(Assert.IsType<ExpectedLine>(s).Repeats));
    }
}
