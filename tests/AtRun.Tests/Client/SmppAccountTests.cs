using System.Diagnostics.CodeAnalysis;
using AtRun.Client;
using AtRun.Client.Messages;
using AtRun.Protocol.Sms;
using Xunit;

namespace AtRun.Tests.Client;

public sealed class SmppAccountTests
{
    [Theory]
    [InlineData("smpp://atrun:secret@127.0.0.1:2775", "smpp://atrun:***@127.0.0.1:2775")]
    [InlineData("SMPP://atrun:s%3Ae@t@centre.example/?from=%2B393201110001", "smpp://atrun:***@centre.example:2775?from=+393201110001")]
    [InlineData("smpp://a@b:1?from=AtRun&window=5", "smpp://a:***@b:1?from=AtRun")]
    [InlineData("smpp://a@b?passwordfile=/p", "smpp://a:***@b:2775")]
    public void AnAccountIsRead(string text, string shown)
    {
        Assert.True(SmppAccount.TryParse(text, new Secrets(), out var account, out var error), error);
        Assert.Equal(shown, account.ToString());
        Assert.Equal(text.Contains("s%3Ae", StringComparison.Ordinal) ? "s:e@t" : "secret", account.Password);
        Assert.Equal(text.Contains("window", StringComparison.Ordinal) ? 5 : 10, account.Window);
    }

    [Fact]
    public void ANumberIsInternationalAndANameAlphanumeric()
    {
        Assert.True(SmppAccount.TryParse("smpp://a:b@c?from=%2B39320", new Secrets(), out var account, out _));
        Assert.Equal(new SmsAddress("39320", TypeOfNumber.International), account.From);
        Assert.True(SmppAccount.TryParse("smpp://a:b@c", new Secrets(), out account, out _));
        Assert.True(account.From.IsNone);
    }

    [Theory]
    [InlineData("tcp://a:b@c:1", "smpp://")]
    [InlineData("smpp://c:1", "system id")]
    [InlineData("smpp://:b@c:1", "system id")]
    [InlineData("smpp://sixteencharacter:b@c", "system id")]
    [InlineData("smpp://a:ninechars@c", "8")]
    [InlineData("smpp://a:hidden@:1", "host")]
    [InlineData("smpp://a:hidden@[::1]:1", "IPv4")]
    [InlineData("smpp://a:hidden@c:0", "65535")]
    [InlineData("smpp://a:hidden@c:x", "65535")]
    [InlineData("smpp://a:hidden@c?form=1", "from, window")]
    [InlineData("smpp://a:hidden@c?window=0", "1000")]
    [InlineData("smpp://a:hidden@c?from=toolonganame", "11")]
    [InlineData("smpp://a:hidden@c?passwordfile=/p", "exclude")]
    [InlineData("smpp://a@c?passwordfile=/q", "no such file")]
    public void WhatIsNoneIsExplainedWithoutItsPassword(string text, string why)
    {
        Assert.False(SmppAccount.TryParse(text, new Secrets(), out _, out var error));
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error, StringComparison.Ordinal);
    }

    private sealed class Secrets : ISecrets
    {
        public string? Variable(string name) => name == ISecrets.SmppPasswordVariable ? "secret" : null;

        public bool TryReadFile(string path, [NotNullWhen(true)] out string? line, [NotNullWhen(false)] out string? why)
        {
            (line, why) = path == "/p" ? ("secret", null) : ((string?)null, "no such file");
            return line is not null;
        }
    }
}
