using Xunit;

namespace AtRun.Tests.Dialogues;

/// <summary>Dialogues with short messages fail where they should.</summary>
public sealed class SmsTalkTests
{
    // The module answers a message: one is sent.
    private static readonly string[] Sends =
    [
        "> AT#SMSATRUNCFG=3,0,5",
        "< OK",
        "> AT#SMSATRUN=1",
        "< OK",
        "> AT#SMSATWL=0,1,0,\"+39*\"",
        "< OK",
        "sms +393468686700 > AT",
        "wait 5s",
    ];

    [Theory]
    [InlineData("sms +393468686700 < \\r\\nOK\\r\\n", null)]
    [InlineData("sms +393468686700 raw < 0D C5 73 D9 50 00", null)]
    [InlineData("sms +393468686700 < OK", "sms +393468686700 < \\r\\nOK\\r\\n")]
    [InlineData("sms +393468686701 < \\r\\nOK\\r\\n", "sms +393468686700 < ")]
    [InlineData("sms +393468686700 raw < 0DC573D95001", "+393468686700 0D")]
    [InlineData("sms digest 1234567890123456 1 < hi", "no digest message")]
    [InlineData("sms quiet 1s", "this was sent")]
    [InlineData("> AT", "sms +393468686700 < ")]
    [InlineData("", "at the end this was sent")]
    public void What_was_sent_must_be_what_is_expected(string line, string? failure) => Plays([.. Sends, line], failure);

    [Theory]
    [InlineData("sms refused 22", "no message was refused")]
    [InlineData("sms +393468686700 < hi", "nothing was sent")]
    [InlineData("sms +393468686700 green > hi", "\"green\" says nothing")]
    [InlineData("sms +393468686700 > \u4F60", "alphabet")]
    [InlineData("sms +393468686700 hex > XY", "hex")]
    [InlineData("sms digest 123 1 > AT", "no password")]
    [InlineData("sms pdu > 08", "octet")]
    [InlineData("sms what", "no line")]
    public void A_line_that_says_nonsense_fails(string line, string failure) => Plays([line], failure);

    [Fact]
    public void Parts_are_put_together_and_escapes_are_read()
    {
        var text = new string('x', 200);
        Plays(["> AT+CMGF=1", "< OK", "> AT+CNMI=2,2", "< OK", @"sms +393468686700 dcs=00 > a\r\nb\\", "< +CMT: \"+393468686700\",\"\",\"26/01/01,01:00:10+04\"", "< a", "raw < 625C0D0A"], null);
        Plays(
            ["> AT+CNMI=2,1", "< OK", $"sms +393468686700 > {text}", "< +CMTI: \"SM\",1", "<", "< +CMTI: \"SM\",2", "sms pdu > 0791934329002000040A81214365870900006210100000000001E8", "< +CMTI: \"SM\",3"],
            null);
    }

    private static void Plays(string[] lines, string? failure)
    {
        var how = new DialogueRun(new("test.at", lines), Delivery.Whole).Play();
        if (failure is null) Assert.True(how is null, how);
        else Assert.Contains(failure, how, StringComparison.OrdinalIgnoreCase);
    }
}
