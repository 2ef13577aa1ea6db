using AtRun.Protocol.Responses;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.Responses;

public sealed class ResponseValuesTests
{
    [Theory]
    [InlineData("+COPS: 0,0,\"vodafone IT\"", "+COPS | 0 | 0 | 'vodafone IT'")]
    [InlineData("+COPS: (2,\"I WIND\",,\"22288\"),(3,\"vodafone IT\",,\"22210\"),,(0-4),(0,2)", "+COPS | [2 'I WIND' _ '22288'] | [3 'vodafone IT' _ '22210'] | _ | [0-4] | [0 2]")]
    [InlineData("+CNMI: (0-3),(0-3),(0,2,3),(0-2),(0,1)", "+CNMI | [0-3] | [0-3] | [0 2 3] | [0-2] | [0 1]")]
    [InlineData("+CPMS: (\"ME\",\"SM\"), (\"SM\"), (\"SM\")", "+CPMS | ['ME' 'SM'] | ['SM'] | ['SM']")]
    [InlineData("+CIND: (\"battchg\",(0-5,99)),(\"signal\",(0-7))", "+CIND | ['battchg' [0-5 99]] | ['signal' [0-7]]")]
    [InlineData("+CMGD: (),(0-4)", "+CMGD | [] | [0-4]")]
    [InlineData("+CGATT:1", "+CGATT | 1")]
    [InlineData("# SMSATRUN: 1,1", "#SMSATRUN | 1 | 1")]
    [InlineData("#SS: 1,4, 217.203.146.115,1024", "#SS | 1 | 4 | 217.203.146.115 | 1024")]
    [InlineData("#MONI: I TIM BSIC:21 RxQual:0 PWR:-89dbm TA: 1", "#MONI | I TIM BSIC:21 RxQual:0 PWR:-89dbm TA: 1")]
    [InlineData("#SMSATWL: ", "#SMSATWL")]
    [InlineData("#SMSATWL:", "#SMSATWL")]
    [InlineData("#OTASUAN: ,1,0", "#OTASUAN | _ | 1 | 0")]
    [InlineData("+CLIP: \"\",128,\"\",", "+CLIP | '' | 128 | '' | _")]
    [InlineData("10.00.002", " | 10.00.002")]
    [InlineData("Network survey ended (2)", " | Network survey ended (2)")]
    [InlineData("", "")]
    [InlineData("#X: a(b),c)", "#X | a(b) | c)")]
    [InlineData("#X: \"a,b;(c\" , d ", "#X | 'a,b;(c' | d")]
    [InlineData("#X: ((((1))))", "#X | [[[[1]]]]")]
    public void Values(string line, string expected)
    {
        Assert.True(ResponseValues.TryDecode(line, out var values, out var error), error?.ToString());
        Assert.Null(error);
        Assert.Equal(expected, string.Join(" | ", values.Values.Select(Written).Prepend(values.Prefix)));
    }

    [Theory]
    [InlineData("+COPS: 0,\"a", 2, 9, "no closing quote")]
    [InlineData("+COPS: 0,0,\"a\"b", 3, 14, "something follows the end of the value")]
    [InlineData("+COPS: (0", 1, 7, "no closing parenthesis")]
    [InlineData("+COPS: (0)1", 1, 10, "something follows the end of the value")]
    [InlineData("+COPS: 1,(0,\"a),2", 2, 12, "no closing quote")]
    [InlineData("+COPS: \"a\")", 1, 10, "something follows the end of the value")]
    [InlineData("+COPS: (((((1)))))", 1, 11, "lists nested too deep")]
    public void Errors(string line, int field, int offset, string reason)
    {
        Assert.False(ResponseValues.TryDecode(line, out var values, out var error));
        Assert.Null(values);
        Assert.Equal(new ResponseValuesError(field, offset, reason), error);
    }

    [Fact]
    public void Numbers_ranges_and_what_a_test_form_allows()
    {
        Assert.True(ResponseValues.TryDecode("#X: -89,12,a,(0-3,5),-5--1,\"7\",9-1", out var values, out _));
        Assert.True(values[0].TryNumber(out var number) && number == -89);
        Assert.False(values[2].TryNumber(out _));
        Assert.False(values[3].TryNumber(out _));
        Assert.True(values[5].TryNumber(out number) && number == 7);
        Assert.True(values[4].TryRange(out var first, out var last) && (first, last) == (-5, -1));
        Assert.True(values[1].TryRange(out first, out last) && (first, last) == (12, 12));
        Assert.False(values[6].TryRange(out _, out _));
        Assert.Equal([0, 1, 2, 3, 5], Enumerable.Range(-1, 9).Where(n => values[3].Allows(n)));
        Assert.False(values[2].Allows(0));
        Assert.Same(ResponseValue.Empty, values[99]);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("AT#CMGS=+39,\\22HEATER ON\\22", "AT#CMGS=+39,\"HEATER ON\"")]
    [InlineData("a\\5Cb", "a\\b")]
    [InlineData("a\\b\\", "a\\b\\")]
    [InlineData("\\2", "\\2")]
    public void Unescaped(string text, string expected) =>
        Assert.Equal(expected, new ResponseValue(ResponseValueKind.Quoted, text, []).Unescaped());

    [Fact]
    public void Either_values_or_an_error() =>
        Gen.Char["+A: ,()\"1-="].Array[0, 24].Select(characters => new string(characters)).Sample(line =>
        {
            var decoded = ResponseValues.TryDecode(line, out var values, out var error);
            Assert.Equal((decoded, !decoded), (values is not null, error is not null));
            if (error is not null)
                Assert.InRange(error.Offset, 0, line.Length - 1);
        });

    private static string Written(ResponseValue value) => value.Kind switch
    {
        ResponseValueKind.Empty => "_",
        ResponseValueKind.Quoted => $"'{value.Text}'",
        ResponseValueKind.List => $"[{string.Join(' ', value.Items.Select(Written))}]",
        _ => value.Text,
    };
}
