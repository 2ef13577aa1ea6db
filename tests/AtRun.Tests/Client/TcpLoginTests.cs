using System.Net;
using AtRun.Client;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Packet;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Client;

public sealed class TcpLoginTests
{
    private readonly ScriptedPeer _peer = new();

    private Task<AtSession> LogIn(LoginMode? mode)
    {
        var target = new TcpTarget { Host = "127.0.0.1", Port = 1024, User = "me", Password = "secret", Auth = mode };
        var login = new TcpLogin(target, new ConnectOptions(), _peer.Turn.Time);
        _peer.Near.Receiver = login.Relay;
        return _peer.Begin(() => login.Run(_peer.Near, default));
    }

    private static AtSession Of(Task<AtSession> login)
    {
        Assert.True(login.IsCompleted, "the login is not through");
        return login.GetAwaiter().GetResult();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(LoginMode.StepByStep)]
    public async Task Prompts_are_answered(LoginMode? mode)
    {
        var login = LogIn(mode);
        Assert.Equal("", _peer.Heard());
        _peer.Say("\xFF\xFB\x01\r\nUsername: ");
        Assert.Equal("me\r", _peer.Heard());
        _peer.Say("\r\nPassword: ");
        Assert.Equal("secret\r", _peer.Heard());
        Assert.False(login.IsCompleted);
        _peer.Say("\r\nLogin successful.\r\n");
        var session = Of(login);
        var task = _peer.Begin(() => session.Execute("AT"));
        _peer.Say("AT\r\r\nOK\r\n");
        Assert.True((await task).IsSuccess);
    }

    [Fact]
    public void Without_a_prompt_name_and_password_are_sent_unasked_and_AT_shows_that_they_were_right()
    {
        var login = LogIn(null);
        _peer.Turn.Wait(TimeSpan.FromSeconds(1.4));
        Assert.Equal("", _peer.Heard());
        _peer.Turn.Wait(TimeSpan.FromSeconds(0.2));
        Assert.Equal("me\rsecret\rAT\r", _peer.Heard());
        Assert.False(login.IsCompleted);
        _peer.Say("AT\r\r\nOK\r\n");
        Assert.True(Of(login).IsOpen);
    }

    [Fact]
    public void In_automatic_mode_nothing_is_waited_for()
    {
        var login = LogIn(LoginMode.Automatic);
        Assert.Equal("me\rsecret\rAT\r", _peer.Heard());
        _peer.Say("\r\nOK\r\n");
        Assert.True(Of(login).IsOpen);
    }

    [Fact]
    public void A_prompt_that_comes_late_finds_its_answers_typed_ahead()
    {
        var login = LogIn(null);
        _peer.Turn.Wait(TimeSpan.FromSeconds(3));
        _peer.Say("\r\nUsername: \r\nPassword: \r\nLogin successful.\r\nAT\r\r\nOK\r\n");
        Assert.True(Of(login).IsOpen);
    }

    [Theory]
    [InlineData(null, "", "firewall")]
    [InlineData(null, "\r\nUsername: ", "does not know")]
    [InlineData(null, "\r\nUsername: |\r\nPassword: ", "wrong")]
    [InlineData(LoginMode.Automatic, "", "wrong")]
    [InlineData(LoginMode.StepByStep, "", "firewall")]
    public async Task A_module_that_closes_does_not_admit(LoginMode? mode, string said, string why)
    {
        var login = LogIn(mode);
        foreach (var part in said.Split('|', StringSplitOptions.RemoveEmptyEntries)) _peer.Say(part);
        _peer.Close();
        var refused = await Assert.ThrowsAsync<NotAdmittedException>(() => login);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_pair_that_was_sent_unasked_is_not_admitted()
    {
        var login = LogIn(null);
        _peer.Turn.Wait(TimeSpan.FromSeconds(2));
        _peer.Reset();
        await Assert.ThrowsAsync<NotAdmittedException>(() => login);
    }

    [Fact]
    public async Task Somebody_who_says_nothing_is_unreachable()
    {
        var login = LogIn(null);
        _peer.Turn.Wait(TimeSpan.FromSeconds(50));
        await Assert.ThrowsAsync<UnreachableException>(() => login);
        Assert.True(_peer.IsEnded);
    }

    [Fact]
    public async Task A_prompt_that_never_comes_is_no_admission()
    {
        var login = LogIn(LoginMode.StepByStep);
        _peer.Turn.Wait(TimeSpan.FromSeconds(50));
        Assert.Contains("auth=0", (await Assert.ThrowsAsync<NotAdmittedException>(() => login)).Message, StringComparison.Ordinal);
        Assert.Equal("", _peer.Heard());
    }

    /// <summary>TCP-8, TCP-9, TCP-10: our own module at the other end.</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(0, LoginMode.Automatic)]
    [InlineData(1, LoginMode.StepByStep)]
    public void The_simulated_module_is_reached_in_both_modes(int authMode, LoginMode? mode)
    {
        var module = new SimulatedModule();
        module.Start();
        Span<string> setUp =
        [
            $"AT#TCPATRUNCFG=1,2,1024,1024,\"\",1,5,{authMode},0,2", "AT#TCPATRUNAUTH=1,\"me\",\"secret\"",
            "AT#TCPATRUNFRWL=1,\"127.0.0.1\",\"255.255.255.255\"", "AT+CGDCONT=1,\"IP\",\"internet\"", "AT#SGACT=1,1", "AT#TCPATRUNL=1",
        ];
        foreach (var command in setUp)
        {
            module.Turn.Do(() => module.Type(1, System.Text.Encoding.ASCII.GetBytes(command + "\r")));
            module.Turn.Wait(TimeSpan.FromSeconds(5));
        }
        var listening = Assert.Single(module.Internet.Listening);
        var target = new TcpTarget { Host = listening.Address.ToString(), Port = listening.Port, User = "me", Password = "secret", Auth = mode };
        var login = new TcpLogin(target, new ConnectOptions(), module.Turn.Time);
        var link = module.Internet.Connect(new IPEndPoint(IPAddress.Loopback, 0), listening, login.Relay)!;
        Task<AtSession>? logIn = null;
        module.Turn.Do(() => logIn = login.Run(link, default));
        Assert.True(module.Turn.WaitUntil(() => logIn!.IsCompleted, TimeSpan.FromSeconds(30)));
        var session = Of(logIn!);

        T Do<T>(Func<Task<T>> work)
        {
            Task<T>? task = null;
            module.Turn.Do(() => task = work());
            Assert.True(module.Turn.WaitUntil(() => task!.IsCompleted, TimeSpan.FromSeconds(30)));
            return task!.GetAwaiter().GetResult();
        }

        Assert.Equal(0, Do(() => session.Read<Cmee>()).N);
        Do(() => session.Write(new Cmee { N = 2 }));
        Assert.Equal(2, Do(() => session.Read<Cmee>()).N);
        var contexts = Do(() => session.ReadAll<CgDcont>()).Rows;
        Assert.Contains(contexts, c => c is { Cid: 1, Apn: "internet" });
        Assert.Contains("TCP-23", Assert.Single(Preflight.Check("ATQ1", Channel.Tcp)).Text, StringComparison.Ordinal);
    }
}
