using System.Net;
using System.Text;
using AtRun.Client;
using AtRun.Client.Downloads;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Client.Downloads;

/// <summary>TCP-40, TCP-41: our own module at the other end, over TCPATRUN.</summary>
public sealed class PutModuleTests
{
    private readonly Queue<long> _breaks = new();
    private SimulatedModule _module = null!;
    private Action? _broken;

    /// <summary>Every octet, and what looks like answers, commands and telnet.</summary>
    private static byte[] Content(int size, int seed)
    {
        var content = new byte[size];
        new Random(seed).NextBytes(content);
        "\r\nOK\r\n\r\nERROR\r\nAT#REBOOT\r+++"u8.CopyTo(content.AsSpan(size / 2));
        content.AsSpan(size / 3, 5).Fill(0xFF);
        return content;
    }

    private void Start(string product)
    {
        _module = new([$"product {product}"]);
        _module.Start();
        foreach (var command in (string[])
        [
            "AT#TCPATRUNCFG=1,2,1024,1024,\"\",1,5,0,0,2", "AT#TCPATRUNAUTH=1,\"me\",\"secret\"", "AT#TCPATRUNFRWL=1,\"127.0.0.1\",\"255.255.255.255\"",
            "AT+CGDCONT=1,\"IP\",\"internet\"", "AT#SGACTCFG=1,3", "AT#SGACT=1,1", "AT#TCPATRUNL=1",
        ])
        {
            _module.Turn.Do(() => _module.Type(1, Encoding.ASCII.GetBytes(command + "\r")));
            _module.Turn.Wait(TimeSpan.FromSeconds(5));
        }
    }

    private async Task<ICommandSession> Open(CancellationToken stop)
    {
        if (_module.Internet.Listening.Count == 0) throw new UnreachableException("nobody listens there");
        var listening = _module.Internet.Listening.Single();
        var target = new TcpTarget { Host = listening.Address.ToString(), Port = listening.Port, User = "me", Password = "secret", Auth = LoginMode.Automatic };
        var login = new TcpLogin(target, new(), _module.Turn.Time);
        var way = new BreakingLink(login.Relay, _breaks.TryDequeue(out var octets) ? octets : long.MaxValue, _broken);
        way.Inner = _module.Internet.Connect(new IPEndPoint(IPAddress.Loopback, 0), listening, way) ?? throw new UnreachableException("nobody listens there");
        var session = await login.Run(way, stop);
        await session.Execute("ATE1");
        return session;
    }

    private T Do<T>(Func<Task<T>> work)
    {
        Task<T> task = null!;
        _module.Turn.Do(() => task = work());
        Assert.True(_module.Turn.WaitUntil(() => task.IsCompleted, TimeSpan.FromMinutes(30)), "it hangs");
        return task.GetAwaiter().GetResult();
    }

    private PutReport Put(PutOptions options) => Do(async () =>
    {
        var run = new PutRun(options, Open, _module.Turn.Time);
        await run.Run(default);
        return run.Report;
    });

    private ReadOnlyMemory<byte>? Stored(string command, int size) => Do(async () =>
    {
        var session = await Open(default);
        var response = await session.Execute(new AtRequest(command) { Reads = new(size) });
        session.Close();
        return response.Octets;
    });

    private string Line(string command) => Do(async () =>
    {
        var session = await Open(default);
        var response = await session.Execute(command);
        session.Close();
        return string.Join('|', response.Lines);
    });

    private static PutOptions Script(byte[] content) => new() { Kind = FileKind.Script, Name = "main.py", Content = content, Activate = true, Channel = Channel.Tcp };

    [Fact]
    public void A_script_is_put_and_replaced()
    {
        Start("GE865-QUAD");
        var (first, second) = (Content(3_000, 1), Content(5_000, 2));
        Assert.Equal(("crc", true), Put(Script(first)) is var one ? (one.Verified, one.Activated) : default);
        Assert.Equal(first, Stored("AT#RSCRIPT=\"main.py\"", first.Length)!.Value.ToArray());
        Assert.Equal(10_000L, Put(Script(second)).Sent);
        Assert.Equal(second, Stored("AT#RSCRIPT=\"main.py\"", second.Length)!.Value.ToArray());
        Assert.Equal(0L, Put(Script(second)).Sent);
        Assert.DoesNotContain('~', Line("AT#LSCRIPT"));
    }

    /// <summary>Wherever power is lost, the selected script is the old one or the new one, whole.</summary>
    [Theory]
    [InlineData(1_000)]
    [InlineData(12_000)]
    [InlineData(30_000)]
    public async Task Power_lost_in_the_middle_leaves_a_whole_script_selected(long after)
    {
        Start("GE865-QUAD");
        var (old, replacement) = (Content(3_000, 1), Content(20_000, 2));
        Put(Script(old));
        _breaks.Enqueue(after);
        _broken = () => _module.Turn.Post(_module.PowerCycle);
        await Assert.ThrowsAnyAsync<AtRunException>(() => Task.FromResult(Put(Script(replacement) with { Retries = 0 })));
        _broken = null;
        _module.Turn.Wait(TimeSpan.FromSeconds(40));
        var selected = Line("AT#ESCRIPT?").Split('"')[1];
        var content = selected == "main~.py" || after > 40_000 ? replacement : old;
        Assert.Equal(content, Stored($"AT#RSCRIPT=\"{selected}\"", content.Length)!.Value.ToArray());
        Put(Script(replacement));
        Assert.Equal(replacement, Stored("AT#RSCRIPT=\"main.py\"", replacement.Length)!.Value.ToArray());
        Assert.Contains("main.py", Line("AT#ESCRIPT?"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GE865-QUAD", FileKind.Script, "big.py", "AT#RSCRIPT=\"big.py\"", "crc")]
    [InlineData("HE910", FileKind.App, "big.bin", "AT#M2MREAD=\"A:\\MOD\\big.bin\"", "read")]
    public void A_megabyte_arrives_over_a_link_that_breaks_five_times(string product, FileKind kind, string name, string read, string verified)
    {
        Start(product);
        var file = Content(1_000_000, 3);
        foreach (var octets in (long[])[100_000, 999_000, 3_000, 500_000, 750_000]) _breaks.Enqueue(octets);
        var report = Put(new() { Kind = kind, Name = name, Content = file, Channel = Channel.Tcp });
        Assert.Equal((5, verified), (report.Retries, report.Verified));
        Assert.Equal(file, Stored(read, file.Length)!.Value.ToArray());
    }
}
