using Xunit;

namespace AtRun.Tests.Dialogues;

/// <summary>Dialogues with short messages fail where they should.</summary>
public sealed class SmsTalkTests
{
    // A message to itself, in PDU mode: the module sends and receives.
    private static readonly string[] Sends =
    [
        "> AT+CMGF=1",
        "< OK",
        "> AT+CMGS=\"+393468686700\"",
        "< > \\",
        "raw > 68 69 1A",
        "< +CMGS: 1",
        "<",
        "< OK",
    ];

    [Theory]
    [InlineData("sms +393468686700 < hi", null)]
    [InlineData("sms +393468686700 raw < E8 34", null)]
    [InlineData("sms +393468686700 < ho", "sms +393468686700 < hi")]
    [InlineData("sms +393468686701 < hi", "sms +393468686700 < hi")]
    [InlineData("sms +393468686700 raw < E834FF", "+393468686700 E834")]
    [InlineData("sms digest 1234567890123456 1 < hi", "no digest message")]
    [InlineData("sms quiet 1s", "this was sent")]
    [InlineData("> AT", "sms +393468686700 < hi")]
    [InlineData("", "at the end this was sent")]
    public void What_was_sent_must_be_what_is_expected(string line, string? failure) => Plays([.. Sends, line], failure);

    [Theory]
    [InlineData("sms refused 22", "no message was refused")]
    [InlineData("sms +393468686700 < hi", "nothing was sent")]
    [InlineData("sms +393468686700 green > hi", "\"green\" says nothing")]
    [InlineData("sms +393468686700 > \u4F60", "alphabet")]
    [InlineData("sms +393468686700 hex > XY", "hex")]
    [InlineData("sms digest 123 1 > AT", "no line")]
    [InlineData("sms pdu > 08", "octet")]
    [InlineData("sms what", "no line")]
    public void A_line_that_says_nonsense_fails(string line, string failure) => Plays([line], failure);

    [Fact]
    public void Parts_are_put_together_and_escapes_are_read()
    {
        var text = new string('x', 200);
        Plays(["> AT+CMGF=1", "< OK", "> AT+CNMI=2,2", "< OK", @"sms +393468686700 dcs=00 > a\r\nb\\", "< +CMT: \"+393468686700\",,\"26/01/01,01:00:10+04\"", @"< a\", @"raw < 0D0A625C0D0A"], null);
        Plays(["sms pdu > 00040A81000000000000006210100000000001E8", "sms quiet 1s", $"sms +393468686700 > {text}"], "said");
    }

    private static void Plays(string[] lines, string? failure)
    {
        var how = new DialogueRun(new("test.at", lines), Delivery.Whole).Play();
        if (failure is null) Assert.Null(how);
        else Assert.Contains(failure, how, StringComparison.OrdinalIgnoreCase);
    }
}
