using AtRun.Protocol;
using System.Text;
using AtRun.Protocol.Results;
using Xunit;

namespace AtRun.Tests.Protocol.Results;

public sealed class ResponseWriterTests
{
    private static readonly ResponseFormat _v1 = ResponseFormat.Factory;
    private static readonly ResponseFormat _v0 = ResponseFormat.Factory with { Verbose = false };

    [Fact]
    public void The_answer_of_the_application_note() =>
        Assert.Equal("\r\n+COPS: 0,0,\"vodafone IT\"\r\n\r\nOK\r\n", Written(_v1, writer =>
        {
            writer.Line("+COPS: 0,0,\"vodafone IT\"");
            writer.Result(FinalResult.Ok);
        }));

    [Theory]
    [InlineData(true, "\r\n#SS: 1,0\r\n#SS: 2,0\r\n\r\nOK\r\n")]
    [InlineData(false, "#SS: 1,0\r\n#SS: 2,0\r\n0\r")]
    public void Lines_of_one_list(bool verbose, string expected) =>
        Assert.Equal(expected, Written(_v1 with { Verbose = verbose }, writer =>
        {
            writer.Line("#SS: 1,0");
            writer.Line("#SS: 2,0"u8);
            writer.Result(FinalResult.Ok);
        }));

    [Theory]
    [InlineData(true, "\r\n#SGACT: 10.0.0.1\r\n\r\n#SS: 1,0\r\n#SS: 2,0\r\n\r\nOK\r\n")]
    [InlineData(false, "#SGACT: 10.0.0.1\r\n#SS: 1,0\r\n#SS: 2,0\r\n0\r")]
    public void Two_commands_of_one_command_line(bool verbose, string expected) =>
        Assert.Equal(expected, Written(_v1 with { Verbose = verbose }, writer =>
        {
            writer.Line("#SGACT: 10.0.0.1");
            writer.BeginBlock();
            writer.BeginBlock();
            for (var id = 1; id <= 2; id++)
                writer.Line($"#SS: {id},{0}");
            writer.Result(FinalResult.Ok);
        }));

    [Theory]
    [InlineData(true, "\r\n#QSS: 1\r\n\r\nOK\r\n\r\n#QSS: 2\r\n\r\n#QSS: 3\r\n")]
    [InlineData(false, "#QSS: 1\r\n0\r#QSS: 2\r\n#QSS: 3\r\n")]
    public void Unsolicited_lines_stand_alone(bool verbose, string expected) =>
        Assert.Equal(expected, Written(_v1 with { Verbose = verbose }, writer =>
        {
            writer.Unsolicited("#QSS: 1"u8);
            writer.Result(FinalResult.Ok);
            writer.Unsolicited("#QSS: 2");
            writer.Unsolicited($"#QSS: {3}");
        }));

    public static TheoryData<FinalResult, string, string> Codes => new()
    {
        { FinalResult.None, "", "" },
        { FinalResult.Ok, "\r\nOK\r\n", "0\r" },
        { FinalResult.Connect, "\r\nCONNECT\r\n", "1\r" },
        { FinalResult.ConnectAt("9600"), "\r\nCONNECT 9600\r\n", "1\r" },
        { FinalResult.Ring, "\r\nRING\r\n", "2\r" },
        { FinalResult.NoCarrier, "\r\nNO CARRIER\r\n", "3\r" },
        { FinalResult.Error, "\r\nERROR\r\n", "4\r" },
        { FinalResult.NoDialtone, "\r\nNO DIALTONE\r\n", "6\r" },
        { FinalResult.Busy, "\r\nBUSY\r\n", "7\r" },
        { FinalResult.NoAnswer, "\r\nNO ANSWER\r\n", "8\r" },
        { CmeError.SimNotInserted, "\r\nERROR\r\n", "4\r" },
        { CmsError.InvalidMemoryIndex, "\r\n+CMS ERROR: 321\r\n", "+CMS ERROR: 321\r\n" },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void Results_as_text_and_as_number(FinalResult result, string verbose, string numeric)
    {
        Assert.Equal(verbose, Written(_v1, writer => writer.Result(result)));
        Assert.Equal(numeric, Written(_v0, writer => writer.Result(result)));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Quiet_keeps_results_back_and_nothing_else(FinalResult result, string verbose, string numeric)
    {
        Assert.All([1, 2], quiet => Assert.Equal("\r\n#QSS: 1\r\n", Written(_v1 with { Quiet = quiet }, InformationAndResult)));
        Assert.All([1, 2], quiet => Assert.Equal("#QSS: 1\r\n", Written(_v0 with { Quiet = quiet }, InformationAndResult)));
        var bare = result.Kind == ResultKind.None ? "" : "\r";
        Assert.Equal("\r\n#QSS: 1\r\n" + bare, Written(_v1 with { Quiet = 1, OldStyle = true }, InformationAndResult));
        Assert.Equal("\r\n#QSS: 1\r\n", Written(_v1 with { Quiet = 2, OldStyle = true }, InformationAndResult));
        Assert.Equal(verbose + numeric, Written(_v1, writer => writer.Result(result)) + Written(_v0, writer => writer.Result(result)));

        void InformationAndResult(ResponseWriter writer)
        {
            writer.Line("#QSS: 1");
            writer.Result(result);
        }
    }

    public static TheoryData<FinalResult, string, string> CodesOfX0 => new()
    {
        { FinalResult.ConnectAt("9600"), "\r\nCONNECT\r\n", "1\r" },
        { FinalResult.NoDialtone, "\r\nNO CARRIER\r\n", "3\r" },
        { FinalResult.Busy, "\r\nNO CARRIER\r\n", "3\r" },
        { FinalResult.NoAnswer, "\r\nNO ANSWER\r\n", "8\r" },
    };

    [Theory]
    [MemberData(nameof(CodesOfX0))]
    public void X0_knows_fewer_codes(FinalResult result, string verbose, string numeric)
    {
        Assert.Equal(verbose, Written(_v1 with { ResultCodeSelection = 0, OldStyle = true }, writer => writer.Result(result)));
        Assert.Equal(numeric, Written(_v0 with { ResultCodeSelection = 0, OldStyle = true }, writer => writer.Result(result)));
    }

    [Theory]
    [InlineData("300", "1\r", "1\r")]
    [InlineData("1200", "1\r", "5\r")]
    [InlineData("14400", "1\r", "15\r")]
    [InlineData("1200/75", "1\r", "23\r")]
    public void Speeds_have_numbers_in_the_old_style(string speed, string now, string old)
    {
        Assert.Equal(now, Written(_v0, writer => writer.Result(FinalResult.ConnectAt(speed))));
        Assert.Equal(old, Written(_v0 with { OldStyle = true }, writer => writer.Result(FinalResult.ConnectAt(speed))));
    }

    [Theory]
    [InlineData(ErrorReporting.Off, false, "\r\nERROR\r\n", "4\r")]
    [InlineData(ErrorReporting.Number, false, "\r\n+CME ERROR: 553\r\n", "+CME ERROR: 553\r\n")]
    [InlineData(ErrorReporting.Text, false, "\r\n+CME ERROR: context already activated\r\n", "+CME ERROR: context already activated\r\n")]
    [InlineData(ErrorReporting.Number, true, "\r\n+CME ERROR: 403\r\n", "+CME ERROR: 403\r\n")]
    public void Error_reporting(ErrorReporting reporting, bool oldStyle, string verbose, string numeric)
    {
        var format = _v1 with { ErrorReporting = reporting, OldStyle = oldStyle };
        Assert.Equal(verbose, Written(format, writer => writer.Result(CmeError.ContextAlreadyActivated)));
        Assert.Equal(numeric, Written(format with { Verbose = false }, writer => writer.Result(CmeError.ContextAlreadyActivated)));
        Assert.Equal("\r\nERROR\r\n", Written(format, writer => writer.Result(FinalResult.Error)));
        Assert.Equal("\r\n+CMS ERROR: 303\r\n", Written(format, writer => writer.Result(CmsError.OperationNotSupported)));
        Assert.Equal("", Written(format with { Quiet = 1, OldStyle = false }, writer => writer.Result(CmsError.OperationNotSupported)));
    }

    [Fact]
    public void Every_error_by_number_and_by_text() => Assert.All(CmeError.All, error =>
    {
        Assert.Equal($"\r\n+CME ERROR: {error.Number}\r\n", Written(_v1 with { ErrorReporting = ErrorReporting.Number }, writer => writer.Result(error)));
        Assert.Equal($"\r\n+CME ERROR: {error.Text}\r\n", Written(_v1 with { ErrorReporting = ErrorReporting.Text }, writer => writer.Result(error)));
    });

    [Fact]
    public void S3_and_S4_frame_everything_but_the_prompt()
    {
        var format = _v1 with { TerminationCharacter = (byte)'!', FormattingCharacter = (byte)'~' };
        Assert.Equal("!~a!~b!~!~OK!~", Written(format, Body));
        Assert.Equal("a!~b!~0!", Written(format with { Verbose = false }, Body));
        Assert.Equal("\r\n> \r\n>>>\r\n<<<", Written(format, writer =>
        {
            writer.Octets(Prompts.Message);
            writer.Octets(Prompts.WriteScript);
            writer.Octets(Prompts.ReadScript);
        }));

        static void Body(ResponseWriter writer)
        {
            writer.Line("a");
            writer.Line("b");
            writer.Result(FinalResult.Ok);
        }
    }

    [Fact]
    public void A_new_format_holds_for_the_result_of_the_line_that_set_it() =>
        Assert.Equal("\r\na\r\n0!", Written(_v1, writer =>
        {
            writer.Line("a");
            writer.Format = _v0 with { TerminationCharacter = (byte)'!' };
            writer.Result(FinalResult.Ok);
        }));

    [Fact]
    public void Characters_are_latin_1() => Assert.Equal("\r\nä§ÿ???\r\n", Written(_v1, writer => writer.Line("ä§ÿ€😀")));

    [Fact]
    public void A_line_is_put_together_from_parts() =>
        Assert.Equal("\r\n#X: -5,007,0AF,c,,\"a\\22b\\5C\",raw,9223372036854775807\r\n", Written(_v1, writer =>
        {
            writer.BeginLine();
            writer.Text("#X: ");
            writer.Number(-5);
            writer.Text(",");
            writer.Number(7, "D3");
            writer.Text(",");
            writer.Number(0xAF, "X3");
            writer.Text(",c,,");
            writer.Quoted("a\"b\\");
            writer.Text(",");
            writer.Octets("raw"u8);
            writer.Text(",");
            writer.Number(long.MaxValue);
            writer.EndLine();
        }));

    [Fact]
    public void A_line_is_interpolated_without_a_string()
    {
        string? nothing = null;
        Assert.Equal("\r\n-5,0AF,c,,text,span,raw\r\n", Written(_v1, writer =>
            writer.Line($"{-5},{0xAF:X3},{'c'},{nothing},{"text"},{"spans".AsSpan(0, 4)},{"raw"u8}")));
    }

    [Fact]
    public void Data_stands_where_a_line_would() =>
        Assert.Equal("\r\n#SRECV: 3,6\r\na\r\n\0\xFFz\r\n\r\nOK\r\n", Written(_v1, writer =>
        {
            writer.Line($"#SRECV: {3},{6}");
            writer.Line([(byte)'a', 13, 10, 0, 0xFF, (byte)'z']);
            writer.Result(FinalResult.Ok);
        }));

    [Fact]
    public void Nothing_is_allocated()
    {
        var output = new OctetBuffer(1 << 16);
        var writer = new ResponseWriter(output) { Format = _v1 with { ErrorReporting = ErrorReporting.Text } };
        Respond(writer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Respond(writer);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Respond(ResponseWriter writer)
        {
            writer.Line($"#SS: {1},{4},{"10.0.0.1"},{0x400:X4}");
            writer.Line("#SS: 2,0"u8);
            writer.Unsolicited("#QSS: 1"u8);
            writer.Result(FinalResult.Ok);
            writer.Result(CmeError.SimBusy);
            writer.Result(CmsError.SimBusy);
            writer.Result(FinalResult.ConnectAt("9600"));
        }
    }

    private static string Written(ResponseFormat format, Action<ResponseWriter> write)
    {
        var output = new OctetBuffer();
        write(new ResponseWriter(output) { Format = format });
        return Encoding.Latin1.GetString(output.Written);
    }
}
