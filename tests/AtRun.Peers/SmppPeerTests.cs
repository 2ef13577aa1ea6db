using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace AtRun.Peers;

/// <summary>Others' SMPP against ours: the npm package smpp as application and as centre, Kannel as application.</summary>
public sealed class SmppPeerTests
{
    // at-run.md §2.1: the published request and its answer.
    private const string DigestRequest = "D0D0D000110157696A437032715633734E762B61727532305A5561773D3D41542B434F50533F";
    private const string DigestAnswer = "D1D1D10011014A756E7261377230" + "6B494563483971563534326E33513D3D0D0A2B434F50533A20302C302C22766F6461666F6E65204954220D0A0D0A4F4B0D0A";

    private const string Number = "393468686711";

    private static readonly string[] DigestModule = ["AT#SMSATRUNCFG=3,1,5", "AT#SMSATWL=0,1,1,\"1234567890123456\"", "AT#SMSATRUN=1"];

    private const string Application = """
        const smpp = require('smpp');
        const [port, range] = process.argv.slice(2);
        const tell = o => console.log(JSON.stringify(o).replace(/[^\x00-\x7f]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0')));
        const hex = b => Buffer.isBuffer(b) ? b.toString('hex').toUpperCase() : b;
        const session = smpp.connect({ url: 'smpp://127.0.0.1:' + port, auto_enquire_link_period: 500 });
        session.on('error', e => { tell({ event: 'error', text: String(e) }); process.exit(1); });
        session.on('close', () => { tell({ event: 'closed' }); process.exit(0); });
        session.on('enquire_link_resp', () => tell({ event: 'alive' }));
        session.on('deliver_sm', p => {
          tell({ event: 'deliver', from: p.source_addr, to: p.destination_addr, esm: p.esm_class, coding: p.data_coding, text: hex(p.short_message.message),
            udh: p.short_message.udh && p.short_message.udh.map(hex), id: p.receipted_message_id, state: p.message_state });
          session.send(p.response());
        });
        session.on('connect', () => session.bind_transceiver({ system_id: 'atrun', password: 'atrun', addr_ton: 1, addr_npi: 1, address_range: range },
          r => tell({ event: 'bound', status: r.command_status, centre: r.system_id })));
        require('readline').createInterface({ input: process.stdin }).on('line', line => {
          const { command, binary, udh, ...fields } = JSON.parse(line);
          if (binary) fields.short_message = Buffer.from(binary, 'hex');
          if (udh) fields.short_message = { udh: Buffer.from(udh, 'hex'), message: fields.short_message };
          session[command](fields, r => tell({ event: command, status: r.command_status, id: r.message_id, state: r.message_state }));
        });
        """;

    // A centre of the package's own, and a module behind it: it answers a digest request for AT+CGSN, everything else by silence.
    private const string Centre = """
        const smpp = require('smpp'), crypto = require('crypto');
        const tell = o => console.log(JSON.stringify(o));
        const b64 = s => crypto.createHash('md5').update(s).digest('base64');
        const digest = t => b64(Buffer.concat([Buffer.from(b64('1234567890123456') + ':'), Buffer.from(b64(t))]));
        let ids = 0, busy = 2;
        const server = smpp.createServer({}, session => {
          session.on('error', () => {});
          session.on('bind_transceiver', p => { tell({ event: 'bind', system: p.system_id, password: p.password });
            session.send(p.response({ system_id: 'centre', command_status: p.password === 'secret' ? 0 : smpp.ESME_RINVPASWD })); });
          session.on('enquire_link', p => session.send(p.response()));
          session.on('unbind', p => { tell({ event: 'unbind' }); session.send(p.response()); session.close(); });
          session.on('submit_sm', p => {
            const sm = p.short_message.message;
            tell({ event: 'submit', to: p.destination_addr, from: p.source_addr, coding: p.data_coding, text: sm.toString('hex').toUpperCase() });
            if (busy-- > 0) return session.send(p.response({ command_status: busy ? smpp.ESME_RTHROTTLED : smpp.ESME_RMSGQFUL }));
            session.send(p.response({ message_id: String(++ids) }));
            const text = sm.subarray(30);
            if (sm.subarray(6, 30).toString() !== digest(text) || text.toString() !== 'AT+CGSN') return;
            const answer = Buffer.from('\r\n356938035643809\r\n\r\nOK\r\n');
            session.deliver_sm({ source_addr_ton: 1, source_addr_npi: 1, source_addr: p.destination_addr, destination_addr: p.source_addr, data_coding: 4,
              short_message: Buffer.concat([Buffer.from([0xD1, 0xD1, 0xD1, sm[3], 0x11, sm[5]]), Buffer.from(digest(answer)), answer]) },
              r => tell({ event: 'delivered', status: r.command_status }));
          });
        });
        server.listen(0, '127.0.0.1', () => tell({ event: 'listening', port: server.address().port }));
        """;

    [Fact]
    public void NodeApplicationsTalkToEachOtherAndToAModule()
    {
        var package = Npm.Needs("smpp", "0.5.1");
        using var sim = new RunningSim(DigestModule, null, "--smpp", "127.0.0.1:0");
        var port = sim.Smpp().Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var one = Npm.Start(package, Application, port, "39320111*");
        using var other = Npm.Start(package, Application, port, "393202222222");
        Assert.Equal((0, "atrun"), (one.Next("bound").GetProperty("status").GetInt32(), other.Next("bound").GetProperty("centre").GetString()));

        // Text, with a receipt; the package marks plain text as IA5.
        one.Tell(new { command = "submit_sm", source_addr_ton = 1, source_addr = "393201110001", dest_addr_ton = 1, destination_addr = "393202222222", short_message = "hello", registered_delivery = 1 });
        var id = Accepted(one);
        Assert.Equal("hello", other.Next("deliver").GetProperty("text").GetString());
        var receipt = one.Next("deliver");
        Assert.Equal((4, id, 2), (receipt.GetProperty("esm").GetInt32(), receipt.GetProperty("id").GetString(), receipt.GetProperty("state").GetInt32()));
        Assert.Contains($"id:{id} sub:001 dlvrd:001", receipt.GetProperty("text").GetString(), StringComparison.Ordinal);
        one.Tell(new { command = "query_sm", message_id = id, source_addr = "393201110001" });
        Assert.Equal(2, one.Next("query_sm").GetProperty("state").GetInt32());

        // UCS2, octets, a header.
        one.Tell(new { command = "submit_sm", dest_addr_ton = 1, destination_addr = "393202222222", source_addr_ton = 1, source_addr = "393201110001", data_coding = 8, short_message = "žluť" });
        Accepted(one);
        Assert.Equal("žluť", other.Next("deliver").GetProperty("text").GetString());
        one.Tell(new { command = "submit_sm", dest_addr_ton = 1, destination_addr = "393202222222", source_addr_ton = 1, source_addr = "393201110001", data_coding = 4, binary = "00FF80414200", udh = "050003010201" });
        Accepted(one);
        var binary = other.Next("deliver");
        Assert.Equal(("00FF80414200", 0x40), (binary.GetProperty("text").GetString(), binary.GetProperty("esm").GetInt32() & 0x40));

        // To nobody.
        one.Tell(new { command = "submit_sm", dest_addr_ton = 1, destination_addr = "", source_addr = "", short_message = "x" });
        Assert.Equal(0x0B, one.Next("submit_sm").GetProperty("status").GetInt32());

        // The published request, to the module; its answer is the published one. By then init is long done.
        sim.Ready();
        one.Tell(new { command = "submit_sm", source_addr_ton = 1, source_addr = "393201110001", dest_addr_ton = 1, destination_addr = Number, data_coding = 4, binary = DigestRequest });
        Accepted(one);
        var answer = one.Next("deliver");
        Assert.Equal((Number, DigestAnswer), (answer.GetProperty("from").GetString(), answer.GetProperty("text").GetString()));
        one.Next("alive");
        other.Tell(new { command = "unbind" });
        other.Next("closed");
    }

    [Fact]
    public void OurChannelIsUnderstoodByANodeCentre()
    {
        var package = Npm.Needs("smpp", "0.5.1");
        using var centre = Npm.Start(package, Centre);
        var port = centre.Next("listening").GetProperty("port").GetInt32();
        string Target(string password) => $"sms:+{Number}?via=smpp://atrun:{password}@127.0.0.1:{port}?from=%2B393201110001&password=1234567890123456";
        var (exit, output, error) = Peer.Run(Peer.AtRun, ["exec", "--timeout", "30", Target("secret"), "AT+CGSN"]);
        Assert.True(exit == 0, output + error);
        Assert.Contains("356938035643809", output, StringComparison.Ordinal);
        var bind = centre.Next("bind");
        Assert.Equal(("atrun", "secret"), (bind.GetProperty("system").GetString(), bind.GetProperty("password").GetString()));
        // Refused twice, sent three times.
        var texts = Enumerable.Range(0, 3).Select(_ => centre.Next("submit")).ToArray();
        Assert.All(texts, t => Assert.Equal((Number, "393201110001"), (t.GetProperty("to").GetString(), t.GetProperty("from").GetString())));
        Assert.StartsWith("D0D0D000", texts[2].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, centre.Next("delivered").GetProperty("status").GetInt32());
        Assert.Equal(4, Peer.Run(Peer.AtRun, ["exec", Target("wrong"), "AT+CGSN"]).Exit);
    }

    [Fact]
    public void KannelIsAnApplicationOfOurCentre()
    {
        Peer.Needs("bearerbox", "smsbox", "curl", "node");
        var package = Npm.Needs("smpp", "0.5.1");
        using var sim = new RunningSim(DigestModule, null, "--smpp", "127.0.0.1:0");
        var smpp = sim.Smpp();
        using var web = new WebEar();
        using var kannel = new Kannel($"""
            group = smsc
            smsc = smpp
            smsc-id = ours
            host = 127.0.0.1
            port = {smpp.Port}
            transceiver-mode = true
            smsc-username = atrun
            smsc-password = atrun
            system-type = VMA
            enquire-link-interval = 2
            """, web.Port);
        using var other = Npm.Start(package, Application, smpp.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "393202222222");
        other.Next("bound");

        // Text, with a report; the number of an application that binds without one.
        kannel.Send("from=%2B393200002775&to=%2B393202222222&coding=0&text=hello+kannel&dlr-mask=31&dlr-url=" + Uri.EscapeDataString($"http://127.0.0.1:{web.Port}/dlr?type=%d"));
        var text = other.Next("deliver");
        Assert.Equal(("393200002775", "hello kannel"), (text.GetProperty("from").GetString(), text.GetProperty("text").GetString()));
        // 8: the centre has it; 1: it is delivered.
        web.WaitFor("GET /dlr?type=8");
        web.WaitFor("GET /dlr?type=1");

        // A long one becomes parts, whose octets arrive as they were.
        kannel.Send($"from=%2B393200002775&to=%2B393202222222&coding=1&text={string.Concat(Enumerable.Repeat("%00%FF%41", 60))}");
        var (first, second) = (other.Next("deliver"), other.Next("deliver"));
        Assert.Equal(string.Concat(Enumerable.Repeat("00FF41", 60)), first.GetProperty("text").GetString() + second.GetProperty("text").GetString());

        // The published request to the module, the published answer back to Kannel's service.
        sim.Ready();
        kannel.Send($"from=%2B393200002775&to=%2B{Number}&coding=1&text={Percent(DigestRequest)}");
        web.WaitFor($"GET /mo?text={Encoding.Latin1.GetString(Convert.FromHexString(DigestAnswer))}");
        kannel.End();
    }

    private static string Accepted(NodeProgram application)
    {
        var answer = application.Next("submit_sm");
        Assert.Equal(0, answer.GetProperty("status").GetInt32());
        return answer.GetProperty("id").GetString()!;
    }

    private static string Percent(string hex) => string.Concat(hex.Chunk(2).Select(pair => $"%{new string(pair)}"));

    /// <summary>Hears requests, decodes them, and answers nothing with 200.</summary>
    private sealed class WebEar : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly System.Collections.Concurrent.BlockingCollection<string> _requests = [];
        private readonly List<string> _heard = [];

        public WebEar()
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _ = Serve();
        }

        public int Port { get; }

        /// <summary>Waits for a request that begins like that, whatever comes besides.</summary>
        public void WaitFor(string begin)
        {
            while (!_heard.Exists(r => r.StartsWith(begin, StringComparison.OrdinalIgnoreCase)))
            {
                Assert.True(_requests.TryTake(out var request, Peer.Deadline), $"{begin} does not come, but {string.Join('\n', _heard)}");
                _heard.Add(request);
            }
        }

        public void Dispose() => _listener.Dispose();

        private async Task Serve()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    var head = new StringBuilder();
                    var octets = new byte[8192];
                    while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(octets) is var count and > 0)
                        head.Append(Encoding.Latin1.GetString(octets, 0, count));
                    _requests.Add(Regex.Replace(head.ToString().Split("\r\n")[0].Replace('+', ' '), "%(..)", hex => $"{(char)Convert.ToByte(hex.Groups[1].Value, 16)}"));
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
