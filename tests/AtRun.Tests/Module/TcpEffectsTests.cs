using System.Net;
using System.Text;
using AtRun.Client;
using AtRun.Module;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>What a command does to TCPATRUN in server mode (Telit 80000NT10029a §3.8.2): declared once, foretold by preflight, done by the module.</summary>
public sealed class TcpEffectsTests
{
    private const RemoteEffect OfTcp = RemoteEffect.BlocksTcp | RemoteEffect.DisablesTcp | RemoteEffect.DisablesServerMode | RemoteEffect.EndsTcpSession
        | RemoteEffect.RefusedRemotely | RemoteEffect.SuspendsTcp;

    private static readonly IPEndPoint _module = new(IPAddress.Parse("127.10.0.1"), 1024);

    /// <summary>Line, its effects, and what undoes a lasting one at another instance; nothing: only somebody at the power switch does.</summary>
    public static TheoryData<string, RemoteEffect, string> Rows { get; } = new()
    {
        { "AT+CGATT=0", RemoteEffect.BlocksTcp, "AT#SGACTCFG=1,1;+CGATT=1" },
        { "AT+CGACT=0", RemoteEffect.BlocksTcp, "AT#SGACT=1,1" },
        { "AT+CGCLASS=\"CC\"", RemoteEffect.BlocksTcp, "AT+CGCLASS=\"B\"" },
        { "AT#SHDN", RemoteEffect.BlocksTcp, "" },
        { "AT#SYSHALT", RemoteEffect.BlocksTcp, "" },
        { "AT+CMAR=\"12345678\"", RemoteEffect.DisablesTcp, "" },
        { "AT#BND=2", RemoteEffect.BlocksTcp, "AT#BND=0" },
        { "AT#BND=3", RemoteEffect.BlocksTcp, "AT#BND=0" },
        { "ATQ1", RemoteEffect.BlocksTcp, "" },
        { "ATQ2", RemoteEffect.BlocksTcp, "" },
        { "AT#SIMDET=0", RemoteEffect.BlocksTcp, "AT#SIMDET=2" },
        { "AT+CFUN=2", RemoteEffect.BlocksTcp, "AT+CFUN=1" },
        { "AT+CFUN=4", RemoteEffect.BlocksTcp, "AT+CFUN=1" },
        { "AT#SGACT=1,0", RemoteEffect.DisablesTcp, "AT#SGACT=1,1" },
        { "AT#SGACT=0,1", RemoteEffect.SuspendsTcp, "ATH" },
        { "AT#TCPATRUNL=0", RemoteEffect.DisablesServerMode, "AT#TCPATRUNL=1" },
        { "AT#TCPATRUNCLOSE", RemoteEffect.EndsTcpSession, "" },
        { "AT#REBOOT", RemoteEffect.EndsTcpSession, "" },
        { "AT#ENHRST=1,0", RemoteEffect.EndsTcpSession, "" },
        { "AT+CFUN=1,1", RemoteEffect.EndsTcpSession, "" },
        { "AT#MSCLASS=8,1", RemoteEffect.EndsTcpSession, "" },
        { "AT#MSCLASS=8,0", RemoteEffect.None, "" },
        { "AT#SMSATWL=1,8", RemoteEffect.RefusedRemotely, "" },
        { "AT#TCPATRUNFRWL=2", RemoteEffect.RefusedRemotely, "" },
        { "AT+CGSMS=0", RemoteEffect.None, "" },
        { "AT+CGCLASS=\"CG\"", RemoteEffect.None, "" },
        { "AT+COPS=2", RemoteEffect.None, "" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_module_does_what_preflight_foretells(string line, RemoteEffect effects, string repair)
    {
        Assert.Equal(effects, Preflight.Check(line, Channel.Tcp).Where(f => f.Refuses).Aggregate(RemoteEffect.None, (all, finding) => all | finding.Effect));

        var (module, typist, operatorSide) = Connect();
        operatorSide.Send(line);
        module.Turn.Wait(TimeSpan.FromSeconds(20));
        var quiet = line.StartsWith("ATQ", StringComparison.Ordinal);
        if (effects == RemoteEffect.RefusedRemotely) Assert.EndsWith("\r\nERROR\r\n", operatorSide.Said, StringComparison.Ordinal);
        else if (!quiet && line is not ("AT#SHDN" or "AT#SGACT=0,1" or "AT#TCPATRUNCLOSE" or "AT#ENHRST=1,0")) Assert.EndsWith("\r\nOK\r\n", operatorSide.Said, StringComparison.Ordinal);

        if (quiet)
        {
            // The connection is there, and nobody knows any more when a command has ended.
            operatorSide.Send("AT+CREG?");
            module.Turn.Wait(TimeSpan.FromMinutes(1));
            Assert.EndsWith("\r\n+CREG: 0,1\r\n", operatorSide.Said, StringComparison.Ordinal);
            return;
        }
        if (effects == RemoteEffect.SuspendsTcp)
        {
            Assert.Empty(operatorSide.Said);
            Assert.StartsWith("#SGACT: 0,1 #SGACT: 1,1 ", typist.Type("AT#SGACT?"), StringComparison.Ordinal);
            operatorSide.Send("AT+CGMI");
            module.Turn.Wait(TimeSpan.FromHours(12));
            Assert.Empty(operatorSide.Said);
            Assert.False(operatorSide.IsOver);
            typist.Type(repair);
            module.Turn.Wait(TimeSpan.FromMinutes(1));
            Assert.EndsWith("\r\nTelit\r\n\r\nOK\r\n", operatorSide.Said, StringComparison.Ordinal);
            return;
        }
        var cut = (effects & (RemoteEffect.BlocksTcp | RemoteEffect.DisablesTcp | RemoteEffect.DisablesServerMode | RemoteEffect.EndsTcpSession)) != 0;
        Assert.Equal(cut, operatorSide.IsOver);
        if (!cut)
        {
            operatorSide.Send("AT+CGMI");
            module.Turn.Wait(TimeSpan.FromSeconds(5));
            Assert.EndsWith("\r\nTelit\r\n\r\nOK\r\n", operatorSide.Said, StringComparison.Ordinal);
            return;
        }
        module.Turn.Wait(TimeSpan.FromMinutes(10));
        Assert.Equal(effects == RemoteEffect.EndsTcpSession, operatorSide.LogIn());
        if (effects == RemoteEffect.EndsTcpSession) return;
        module.Turn.Wait(TimeSpan.FromHours(12));
        Assert.False(operatorSide.LogIn());
        Assert.Equal(line is "AT#SHDN" or "AT#SYSHALT", module.Module.Running is null);
        if (repair.Length == 0) return;
        typist.Type(repair);
        module.Turn.Wait(TimeSpan.FromMinutes(10));
        Assert.True(operatorSide.LogIn());
    }

    /// <summary>Whoever declares an effect adds a row above.</summary>
    [Fact]
    public void Every_declared_effect_is_shown()
    {
        var shown = Rows.Select(r => r.Data.Item1).ToList();
        foreach (var command in CommandTable.All.Where(c => c.Facts.Families != Families.None))
            foreach (var row in command.Facts.Remotely.Where(r => (r.Effect & OfTcp) != 0 && !(command.Name == "#SGACT" && r.When != "1,0")))
                Assert.True(
                    shown.Exists(line => line[2..].StartsWith(command.Name, StringComparison.Ordinal) && (row.When is null || line.Contains(row.When, StringComparison.Ordinal))),
                    $"{command.Name} {row.When} is declared to have {row.Effect}: add a row that shows it");
    }

    /// <summary>A module in server mode, who types on its first instance, and the operator behind his login.</summary>
    private static (SimulatedModule Module, Conversation Typist, Peer Operator) Connect(ModuleOptions? options = null)
    {
        var module = new SimulatedModule(options: options);
        module.Start();
        var typist = new Conversation(module);
        foreach (var setUp in new[] { "AT+CGDCONT=1,\"IP\",\"myAPN\"", "AT#SGACTCFG=1,1", "AT#SCFG=1,1,300,0,600,1", "AT#TCPATRUNCFG=1,2,1024,1024,\"\",0", "AT#TCPATRUNAUTH=1,\"u\",\"p\"", "AT#TCPATRUNFRWL=1,\"0.0.0.0\",\"0.0.0.0\"", "AT#GSMCONT=0,\"IP\",\"3359009000\"", "AT#SCFG=6,0,300,90,600,50", "AT#TCPATRUNL=1" })
            Assert.Equal("OK", typist.Type(setUp));
        module.Turn.Wait(TimeSpan.FromSeconds(10));
        typist.Said();
        var operatorSide = new Peer(module);
        Assert.True(operatorSide.LogIn());
        return (module, typist, operatorSide);
    }

    /// <summary>DEC-10</summary>
    [Theory]
    [InlineData(false, "\r\nOK\r\n")]
    [InlineData(true, "\r\nERROR\r\n")]
    public void The_list_of_users_is_closed_where_the_owner_wants_it(bool closed, string answer)
    {
        var (module, _, operatorSide) = Connect(new() { UserListRefusedRemotely = closed });
        operatorSide.Send("AT#TCPATRUNAUTH=1,\"v\",\"q\"");
        module.Turn.Wait(TimeSpan.FromSeconds(1));
        Assert.EndsWith(answer, operatorSide.Said, StringComparison.Ordinal);
    }

    /// <summary>The operator's end.</summary>
    private sealed class Peer(SimulatedModule module) : ILinkReceiver
    {
        private readonly StringBuilder _said = new();
        private MemoryLink? _link;

        public string Said => _said.ToString();

        public bool IsOver { get; private set; }

        /// <summary>True: the module listens, and a command is answered behind the login.</summary>
        public bool LogIn()
        {
            _said.Clear();
            IsOver = false;
            module.Turn.Do(() => _link = module.Internet.Connect(new(IPAddress.Parse("10.0.0.9"), 40000), _module, this));
            if (_link is null) return false;
            Send("u\rp\rAT");
            module.Turn.Wait(TimeSpan.FromSeconds(5));
            return Said.EndsWith("\r\nOK\r\n", StringComparison.Ordinal);
        }

        public void Send(string line)
        {
            _said.Clear();
            module.Turn.Do(() => _link!.Send(Encoding.Latin1.GetBytes(line + "\r")));
        }

        public void Received(ReadOnlySpan<byte> octets) => _said.Append(Encoding.Latin1.GetString(octets));

        public void Drained() { }

        public void Ended(LinkEnd how) => IsOver = true;
    }
}
