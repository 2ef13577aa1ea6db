using System.Net;
using System.Text;
using AtRun.Module.Services.Remote;
using AtRun.Module.Services.Updates;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Tests.Module;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Updating;

/// <summary>A module whose owner uses SMSATRUN and updates, the server of the updates, and a phone that may send commands.</summary>
internal sealed class UpdatePlace
{
    /// <summary>What runs at first, what the server has, and its octets.</summary>
    public const string Old = "12.00.004", New = "12.00.005", Software = "new software";

    private const string ServerNumber = "+393492000300", OwnerNumber = "+393471234567";

    private static readonly IPEndPoint ServerEndpoint = new(IPAddress.Parse("10.0.0.1"), 4000);

    private readonly Conversation _local;
    private readonly Phone _server;
    private readonly Phone _owner;

    public UpdatePlace()
    {
        Module.Start();
        (_server, _owner) = (new(Module, ServerNumber), new(Module, OwnerNumber));
        _local = new(Module);
        foreach (var line in (string[])
        [
            $"AT#SMSATWL=0,1,0,\"{OwnerNumber}\"", "AT#SMSATRUN=1", $"AT#OTASNAP=\"{ServerNumber}\"", "AT#OTASNAPIPCFG=2,\"ota.example\",\"\",\"\",60",
            $"AT#OTAIPCFG={ServerEndpoint.Port},\"{ServerEndpoint.Address}\"",
        ]) Assert.Equal("OK", _local.Type(line));
        Module.Internet.Listen(ServerEndpoint, (link, _) => Talk = new(link));
    }

    public SimulatedModule Module { get; } = new();

    public UpdateService Service => Module.Module.Running!.Update;

    /// <summary>The last connection that the module made to the server.</summary>
    public Connection? Talk { get; private set; }

    /// <summary>The line that names the software, and what it names.</summary>
    public static string Head(int size, string octets = Software)
    {
        var sum = new UpdateSum();
        sum.Add(Encoding.Latin1.GetBytes(octets));
        return $"{New} {size} {sum.Value:X8}\r\n";
    }

    public string Type(string line) => _local.Type(line);

    public void Say(UpdateSms message)
    {
        _server.Write(message.ToOctets());
        Module.Turn.Wait(TimeSpan.FromSeconds(1));
    }

    public void Offer() => Say(new(UpdateSmsKind.Offer, New, ServerEndpoint, TimeSpan.FromSeconds(60)));

    public void Order() => Say(new(UpdateSmsKind.Order, New, ServerEndpoint));

    /// <summary>The server says something on the connection.</summary>
    public void Serve(ReadOnlyMemory<byte> octets) => Module.Turn.Do(() => Talk!.Link.Send(octets.Span));

    public void Serve(string text) => Serve(Encoding.Latin1.GetBytes(text));

    /// <summary>A request of SMSATRUN that runs for a while.</summary>
    public void OccupyInstance()
    {
        _owner.Write("AT+COPS=?");
        Assert.True(Module.Turn.WaitUntil(() => Module.Module.Running!.SmsAtRun.State == SmsAtRunState.Running, TimeSpan.FromMinutes(1)));
    }

    /// <summary>TCPATRUN has the instance of SMSATRUN, which is off.</summary>
    public void GiveInstanceAway()
    {
        Type("AT#SMSATRUN=0");
        Assert.Equal("OK", Type("AT#TCPATRUNCFG=1,3,1024,4000,\"host.example\",1,5,0,1,1"));
        Assert.Equal("OK", Type("AT#TCPATRUNL=1"));
    }

    public void Reach(UpdateState state)
    {
        switch (state)
        {
            case UpdateState.Asking or UpdateState.Waiting:
                Offer();
                if (state == UpdateState.Waiting) Type("AT#OTASUAN=2");
                break;
            case UpdateState.Reserving:
                OccupyInstance();
                Order();
                break;
            case UpdateState.Downloading or UpdateState.Restarting or UpdateState.Reporting:
                Talk = null;
                Type("AT#OTAIPUPD");
                Assert.True(Module.Turn.WaitUntil(() => Talk?.Said.Length > 0, TimeSpan.FromMinutes(1)), "the server was not asked");
                if (state == UpdateState.Downloading) break;
                Serve(Head(Software.Length) + Software);
                if (state == UpdateState.Restarting) break;
                Talk = null;
                Assert.True(Module.Turn.WaitUntil(() => Talk?.Said.StartsWith("DONE ", StringComparison.Ordinal) == true, TimeSpan.FromMinutes(1)), "nothing was reported");
                break;
        }
        Assert.True(Module.Turn.WaitUntil(() => Service.State == state, TimeSpan.FromMinutes(1)), $"{state} was not reached, but {Service.State}");
    }

    /// <summary>What a module with that memory is after power-on: its software, and that SMSATRUN answers.</summary>
    public static string SoftwareAfterPowerLoss(MemoryFlash flash)
    {
        var module = new SimulatedModule(flash: flash);
        module.Start();
        var owner = new Phone(module, OwnerNumber);
        owner.Write("AT+CGMR");
        Assert.True(module.Turn.WaitUntil(() => owner.Received.Count > 0, TimeSpan.FromMinutes(1)), "SMSATRUN does not answer");
        Assert.Empty(module.Log.Errors);
        return owner.Received[0].Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[0];
    }

    /// <summary>The same of this module, which was not off.</summary>
    public void AssertNothingChanged()
    {
        Assert.Equal(UpdateState.Idle, Service.State);
        Assert.Equal(Old, Service.Software);
        _owner.Received.Clear();
        _owner.Write("AT+CGMR");
        Assert.True(Module.Turn.WaitUntil(() => _owner.Received.Count > 0, TimeSpan.FromMinutes(1)), "SMSATRUN does not answer");
        Assert.Contains(Old, _owner.Received[0], StringComparison.Ordinal);
    }

    internal sealed class Connection(ILink link) : ILinkReceiver
    {
        private readonly StringBuilder _said = new();

        public ILink Link => link;

        public string Said => _said.ToString();

        public bool IsOver { get; private set; }

        public void Received(ReadOnlySpan<byte> octets) => _said.Append(Encoding.Latin1.GetString(octets));

        public void Drained() { }

        public void Ended(LinkEnd how) => IsOver = true;
    }
}
