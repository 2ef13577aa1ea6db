using System.Text;
using AtRun.Host.Recording;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using Xunit;

namespace AtRun.Tests.Host;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("AT#TCPATRUNAUTH=1,\"user\",\"secret\"\r", "AT#TCPATRUNAUTH=1,\"user\",\"***\"\r")]
    [InlineData("at#tcpatrunauth = 1, user , secret;+CREG?\r", "at#tcpatrunauth = 1, user , ***;+CREG?\r")]
    [InlineData("AT#TCPATRUNAUTH=1,\"a,b\",\"s;e,c\"\r", "AT#TCPATRUNAUTH=1,\"a,b\",\"***\"\r")]
    [InlineData("AT#TCPATRUNAUTH=2\r", "AT#TCPATRUNAUTH=2\r")]
    [InlineData("AT#TCPATRUNAUTH=?\rAT#TCPATRUNAUTH?\r", "AT#TCPATRUNAUTH=?\rAT#TCPATRUNAUTH?\r")]
    [InlineData("\r\n#TCPATRUNAUTH: \"user\",\"secret\"\r\n", "\r\n#TCPATRUNAUTH: \"user\",\"***\"\r\n")]
    [InlineData("AT+CPIN=1234\r", "AT+CPIN=***\r")]
    [InlineData("AT+CPIN=\"12345678\",\"1234\"\r", "AT+CPIN=\"***\",\"***\"\r")]
    [InlineData("\r\n+CPIN: READY\r\n", "\r\n+CPIN: READY\r\n")]
    [InlineData("AT+CPIN=?\r", "AT+CPIN=?\r")]
    [InlineData("AT+CMEE=2;+CLCK=\"SC\",1,\"1234\"\r", "AT+CMEE=2;+CLCK=\"SC\",1,\"***\"\r")]
    [InlineData("AT+CPWD=\"SC\",\"1234\",\"4321\"\r", "AT+CPWD=\"SC\",\"***\",\"***\"\r")]
    [InlineData("AT#SMSATWL=0,2,1,\"1234567890123456\"\r", "AT#SMSATWL=0,2,1,\"***\"\r")]
    [InlineData("AT#SMSATWL=0,1,0,\"+39*\"\r", "AT#SMSATWL=0,1,0,\"+39*\"\r")]
    [InlineData("AT#TCPATRUNAUT\bTH=1,u,secret\r", "AT#TCPATRUNAUT\bTH=1,u,***\r")]
    [InlineData("AT+CPIN=12x\b34\rAT+CREG?\r", "AT+CPIN=***\rAT+CREG?\r")]
    [InlineData("AT#SGACT=1,1,\"user\",\"secret\"\r", "AT#SGACT=1,1,\"user\",\"***\"\r")]
    [InlineData("AT#EVMONI=\"X\",0,0,\"AT+CPIN=1234\"\rAT\r", "AT#EVMONI=\"X\",0,0,\"AT+CPIN=***\"\rAT\r")]
    [InlineData("AT#FTPOPEN=\"host:21\",\"user\",\"secret\",1\r", "AT#FTPOPEN=\"host:21\",\"user\",\"***\",1\r")]
    [InlineData("ATD**04*1234*5678*5678#;\rAT\r", "ATD**04****#;\rAT\r")]
    [InlineData("ATDT**052*12345678*1234*1234#\r", "ATDT**052****#\r")]
    [InlineData("ATE0D*33*1234*11#+CREG?\r", "ATE0D*33****#+CREG?\r")]
    [InlineData("ATD#351*1234#\rATD**03*330*1234*5678*5678#\r", "ATD#351****#\rATD**03****#\r")]
    [InlineData("ATD*21*+39040123#;D*99***1#\rATD*#33#\r", "ATD*21*+39040123#;D*99***1#\rATD*#33#\r")]
    [InlineData("AT+CSIM=26,\"A02000010831323334FFFFFFFF\"\r\r\n+CSIM: 4,\"9000\"\r\n", "AT+CSIM=26,\"***\"\r\r\n+CSIM: 4,\"9000\"\r\n")]
    [InlineData("AT#EPASSW=\"secret\";#ESAV\r", "AT#EPASSW=\"***\";#ESAV\r")]
    [InlineData("USER me\r\nPASS secret\r\nTYPE I\r\n", "USER me\r\nPASS ***\r\nTYPE I\r\n")]
    [InlineData("auth plain AHUAcA==\r\nMAIL FROM:<a>\r\n", "auth plain ***\r\nMAIL FROM:<a>\r\n")]
    [InlineData("AUTH LOGIN\r\ndXNlcg==\r\nc2VjcmV0\r\nMAIL FROM:<a>\r\n", "AUTH LOGIN\r\n***\r\n***\r\nMAIL FROM:<a>\r\n")]
    public void SecretsAreHiddenHoweverTheyAreCut(string said, string shown)
    {
        Assert.Equal(shown, Pass(said, said.Length));
        Assert.Equal(shown, Pass(said, 1));
        for (var cut = 2; cut < said.Length; cut += 3) Assert.Equal(shown, Pass(said, cut));
    }

    [Theory]
    [InlineData("user\rsecret\rAT+CREG?\r", "user\r***\rAT+CREG?\r")]
    [InlineData("user\r\nsecret\r\nAT\r\n", "user\r\n***\r\nAT\r\n")]
    public void TheSecondPartOfALoginIsHidden(string said, string shown)
    {
        Assert.Equal(shown, Pass(said, said.Length, login: true));
        Assert.Equal(shown, Pass(said, 1, login: true));
    }

    /// <summary>Whoever declares a command with a password adds it to the mask.</summary>
    [Fact]
    public void EveryDeclaredPasswordIsHidden()
    {
        string[] marks = ["pass", "pwd", "psw", "puk", "newpin"];
        var open = new List<string>();
        foreach (var command in CommandTable.All)
            for (var i = 0; i < command.Parameters.Count; i++)
            {
                if (command.Parameters[i] is not TextParameter parameter || !marks.Any(m => parameter.Name.Contains(m, StringComparison.OrdinalIgnoreCase))) continue;
                var line = $"AT{command.Name}={string.Join(',', Enumerable.Range(0, i).Select(_ => "1"))}{(i > 0 ? "," : "")}\"hidden\"\r";
                if (Pass(line, line.Length).Contains("hidden", StringComparison.Ordinal)) open.Add($"{command.Name} <{parameter.Name}>");
            }
        Assert.Empty(open);
    }

    private static string Pass(string said, int piece, bool login = false)
    {
        var mask = new SecretMask(login);
        var shown = new OctetBuffer();
        foreach (var octets in Encoding.Latin1.GetBytes(said).Chunk(piece)) mask.Pass(octets, shown);
        return Encoding.Latin1.GetString(shown.Written);
    }
}
