using AtRun.Protocol.Results;
using Xunit;

namespace AtRun.Tests.Protocol.Results;

public sealed class ErrorTableTests
{
    /// <summary>Number, text and, where it differs, the number under #SELINT=0 and 1; AT reference 80000ST10025a.</summary>
    private const string CmeTable =
        """
        0|phone failure
        1|No connection to phone
        2|phone-adaptor link reserved
        3|operation not allowed
        4|operation not supported
        5|PH-SIM PIN required
        10|SIM not inserted
        11|SIM PIN required
        12|SIM PUK required
        13|SIM failure
        14|SIM busy
        15|SIM wrong
        16|incorrect password
        17|SIM PIN2 required
        18|SIM PUK2 required
        20|memory full
        21|invalid index
        22|not found
        23|memory failure
        24|text string too long
        25|invalid characters in text string
        26|dial string too long
        27|invalid characters in dial string
        30|no network service
        31|network time-out
        32|network not allowed - emergency calls only
        40|network personalization PIN required
        41|network personalization PUK required
        42|network subset personalization PIN required
        43|network subset personalization PUK required
        44|service provider personalization PIN required
        45|service provider personalization PUK required
        46|corporate personalization PIN required
        47|corporate personalization PUK required
        100|unknown
        103|Illegal MS (#3)
        106|Illegal ME (#6)
        107|GPRS service not allowed (#7)
        111|PLMN not allowed (#11)
        112|Location area not allowed (#12)
        113|Roaming not allowed in this location area (#13)
        132|service option not supported (#32)
        133|requested service option not subscribed (#33)
        134|service option temporarily out of order (#34)
        148|unspecified GPRS error
        149|PDP authentication failure
        150|invalid mobile class
        550|generic undocumented error|400
        551|wrong state|401
        552|wrong mode|402
        553|context already activated|403
        554|stack already active|404
        555|activation failed|405
        556|context not opened|406
        557|cannot setup socket|407
        558|cannot resolve DN|408
        559|time-out in opening socket|409
        560|cannot open socket|410
        561|remote disconnected or time-out|411
        562|connection failed|412
        563|tx error|413
        564|already listening|414
        566|can not resume socket
        567|wrong APN
        568|wrong PDP
        569|service not supported
        570|QOS not accepted
        571|NSAPI already used
        572|LLC or SNDCP failure
        573|network reject
        586|MCL personalisation PIN required
        600|generic undocumented error|423
        601|wrong state|424
        602|can not activate|425
        603|can not resolve name|426
        604|can not allocate control socket|427
        605|can not connect control socket|428
        606|bad or no response from server|429
        607|not connected|430
        608|already connected|431
        609|context down|432
        610|no photo available|433
        611|can not send photo|434
        612|resource used by other instance
        657|Network survey error (No Carrier)|257
        658|Network survey error (Busy)|258
        659|Network survey error (Wrong request)|259
        660|Network survey error (Aborted)|260
        731|Unspecified
        732|Activation command is busy
        733|Activation started with CMUX off
        734|Activation started on invalid CMUX
        736|Remote SIM already active
        737|Invalid parameter
        """;

    /// <summary>AT reference 80000ST10025a, and 23.040 §9.2.3.22 by its hexadecimal values.</summary>
    private const string CmsTable =
        """
        128|telematic interworking not supported
        129|short message type 0 not supported
        130|cannot replace short message
        143|unspecified TP-PID error
        144|data coding scheme (alphabet) not supported
        145|message class not supported
        159|unspecified TP-DCS error
        160|command cannot be actioned
        161|command unsupported
        175|unspecified TP-Command error
        176|TPDU not supported
        192|SC busy
        193|no SC subscription
        194|SC system failure
        195|invalid SME address
        196|destination SME barred
        197|SM rejected, duplicate SM
        198|TP-VPF not supported
        199|TP-VP not supported
        208|(U)SIM SMS storage full
        209|no SMS storage capability in (U)SIM
        210|error in MS
        211|memory capacity exceeded
        212|(U)SIM application toolkit busy
        213|(U)SIM data download error
        255|unspecified error cause
        300|ME failure
        301|SMS service of ME reserved
        302|operation not allowed
        303|operation not supported
        304|invalid PDU mode parameter
        305|invalid text mode parameter
        310|SIM not inserted
        311|SIM PIN required
        312|PH-SIM PIN required
        313|SIM failure
        314|SIM busy
        315|SIM wrong
        316|SIM PUK required
        317|SIM PIN2 required
        318|SIM PUK2 required
        320|memory failure
        321|invalid memory index
        322|memory full
        330|SMSC address unknown
        331|no network service
        332|network time-out
        340|no +CNMA acknowledgement expected
        500|unknown error
        """;

    [Fact]
    public void Every_cme_error_of_the_manual_is_there_and_no_other() =>
        Assert.Equal(CmeTable.Split('\n'), CmeError.All.Select(error => error.NumberInOldStyle is { } old ? $"{error.Number}|{error.Text}|{old}" : $"{error.Number}|{error.Text}"));

    [Fact]
    public void Every_cms_error_from_128_on_is_there_and_no_other() =>
        Assert.Equal(CmsTable.Split('\n'), CmsError.All.Where(error => error.Number >= 128).Select(error => $"{error.Number}|{error.Text}"));

    [Fact]
    public void Numbers_are_unique_in_both_styles()
    {
        var numbers = CmeError.All.Select(error => error.Number).ToList();
        var old = CmeError.All.Select(error => error.NumberInOldStyle).OfType<int>().ToList();
        Assert.Equal(numbers.Count + old.Count, numbers.Concat(old).Distinct().Count());
        Assert.Equal(CmsError.All.Count, CmsError.All.Select(error => error.Number).Distinct().Count());
    }

    [Fact]
    public void Find_gives_the_error_itself()
    {
        Assert.All(CmeError.All, error => Assert.Same(error, CmeError.Find(error.Number)));
        Assert.All(CmsError.All, error => Assert.Same(error, CmsError.Find(error.Number)));
        Assert.Same(CmeError.SimNotInserted, CmeError.Find(10));
        Assert.Same(CmsError.InvalidMemoryIndex, CmsError.Find(321));
        Assert.Same(CmeError.ContextAlreadyActivated, CmeError.FindInOldStyle(403));
    }

    [Theory]
    [InlineData(-1), InlineData(6), InlineData(403), InlineData(565), InlineData(738), InlineData(int.MinValue), InlineData(int.MaxValue)]
    public void Find_gives_null_where_there_is_no_cme_error(int number) => Assert.Null(CmeError.Find(number));

    [Theory]
    [InlineData(-1), InlineData(256), InlineData(319), InlineData(501), InlineData(int.MinValue), InlineData(int.MaxValue)]
    public void Find_gives_null_where_there_is_no_cms_error(int number) => Assert.Null(CmsError.Find(number));

    [Fact]
    public void What_the_network_answers_always_has_a_cms_error()
    {
        Assert.All(Enumerable.Range(0, 256), number => Assert.Equal(number, CmsError.Find(number)!.Number));
        Assert.Equal("see 24.011 Annex E-2", CmsError.Find(2)!.Text);
        Assert.Equal("see 23.040 §9.2.3.22", CmsError.Find(200)!.Text);
    }

    [Fact]
    public void What_a_module_reports_always_is_an_error()
    {
        Assert.Same(CmeError.SimBusy, CmeError.Of(14));
        Assert.Same(CmeError.AlreadyListening, CmeError.Of(414));
        Assert.Same(CmeError.SimBusy, CmeError.Of("sim busy"));
        Assert.Equal((4711, "unlisted error"), (CmeError.Of(4711).Number, CmeError.Of(4711).Text));
        Assert.Equal((-1, "on fire"), (CmeError.Of("on fire").Number, CmeError.Of("on fire").Text));
        Assert.Equal((512, "unlisted error"), (CmsError.Of(512).Number, CmsError.Of(512).Text));
        Assert.Equal(CmeError.Of(4711), CmeError.Of(4711));
    }

    [Fact]
    public void Result_codes_of_the_manual() =>
        Assert.Equal(
            ["0 OK", "1 CONNECT", "2 RING", "3 NO CARRIER", "4 ERROR", "5 CONNECT 1200", "6 NO DIALTONE", "7 BUSY", "8 NO ANSWER",
             "10 CONNECT 2400", "11 CONNECT 4800", "12 CONNECT 9600", "15 CONNECT 14400", "23 CONNECT 1200/75"],
            ResultCode.All.Select(code => $"{code.Number} {code.Result}"));
}
