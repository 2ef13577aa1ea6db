using System.Globalization;
using System.Text;
using System.Text.Json;
using AtRun.Protocol.Sms;
using Xunit;

namespace AtRun.Peers;

/// <summary>Random short messages between our codec and others: what one writes the other reads, and the same message is the same octets.</summary>
/// <remarks>Differences that remain stand in docs/compatibility.md.</remarks>
public sealed class CodecPeerTests
{
    private const int Messages = 3000;
    private const string Alphabet = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€";

    // Debian's own: its packages are not seen by another Python in the path.
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void GammuReadsWhatWeWrite()
    {
        NeedsGammu();
        var sent = Delivers(1);
        var read = Gammu("""
            import gammu, json, sys
            for line in sys.stdin:
                sms = gammu.DecodePDU(bytes.fromhex(line.strip()), True)
                # It counts the septets of TP-UDL as characters: behind a text with characters of the extension stands what was in memory.
                text = sms['Text'] if sms['Coding'] == '8bit' else sms['Text'].split('\0')[0]
                text = text.hex() if isinstance(text, bytes) else text.encode('utf-16-be', 'surrogatepass').hex()
                print(json.dumps([sms['Number'], sms['SMSC']['Number'], sms['Coding'], sms['Class'], sms['UDH']['Text'].hex(), text, sms['DateTime'].isoformat()]))
            """, sent.Select(pdu => pdu.ToString()));
        Assert.Equal(sent.Length, read.Length);
        foreach (var (pdu, said) in sent.Zip(read))
        {
            var message = (SmsDeliver)pdu.Tpdu;
            Assert.True(message.Time.TryGetMoment(out var moment));
            object[] expected =
            [
                message.Originator.ToString(), pdu.Centre.ToString(), CodingOf(message.Coding), message.Coding.MessageClass ?? -1, Hex(message.UserData.Header.Span),
                Hex(message.Coding.Alphabet == SmsAlphabet.Octets ? message.UserData.Body : Encoding.BigEndianUnicode.GetBytes(message.UserData.Text)),
                moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            ];
            Assert.Equal(string.Join(' ', expected), string.Join(' ', said.EnumerateArray()));
        }
    }

    [Fact]
    public void GammuAndWeWriteTheSameOctets()
    {
        NeedsGammu();
        var random = new Random(2);
        var sent = Enumerable.Range(0, Messages).Select(_ => (Content: Content(random), Number: Number(random), Centre: Number(random))).ToArray();
        var written = Gammu("""
            import gammu, json, sys
            for line in sys.stdin:
                number, smsc, coding, cls, text, udh = line.rstrip('\n').split('\t')
                raw = bytes.fromhex(text)
                sms = {'Number': number, 'SMSC': {'Number': smsc}, 'Coding': coding, 'Class': int(cls), 'Type': 'Submit', 'Folder': 0,
                       'Text': raw if coding == '8bit' else raw.decode('utf-16-be', 'surrogatepass')}
                if udh: sms['UDH'] = {'Type': 'UserUDH', 'Text': bytes.fromhex(udh)}
                print(json.dumps([gammu.EncodePDU(sms, 'Submit').hex()]))
            """, sent.Select(message => string.Join('\t', $"+{message.Number.Digits}", $"+{message.Centre.Digits}", CodingOf(message.Content.Coding), message.Content.Coding.MessageClass ?? -1,
                Hex(message.Content.Coding.Alphabet == SmsAlphabet.Octets ? message.Content.Data.Body : Encoding.BigEndianUnicode.GetBytes(message.Content.Data.Text)), Hex(message.Content.Data.Header.Span))));
        Assert.Equal(sent.Length, written.Length);
        foreach (var (message, said) in sent.Zip(written))
        {
            var submit = new SmsSubmit { Destination = message.Number, Coding = message.Content.Coding, Validity = ValidityPeriod.Relative(0), UserData = message.Content.Data };
            Assert.Equal(Hex(new SmsPdu(message.Centre, submit).ToArray()), said[0].GetString());
        }
    }

    [Fact]
    public void NodePduReadsWhatWeWriteAndWeReadWhatItCuts()
    {
        Peer.Needs("node", "npm");
        var package = NodePackage("node-pdu@2.1.1", "node-pdu");
        // It reads 8-bit data as text of another alphabet, and has '`' in the place of '§'.
        var sent = Delivers(3).Where(pdu => pdu.Tpdu is SmsDeliver { Coding.Alphabet: not SmsAlphabet.Octets } message && (message.Coding.Alphabet == SmsAlphabet.Ucs2 || !message.UserData.Text.Contains('§', StringComparison.Ordinal))).ToArray();
        var random = new Random(4);
        var texts = Enumerable.Range(0, 500).Select(_ => Text(random, random.Next(2) == 0 ? SmsAlphabet.Gsm7 : SmsAlphabet.Ucs2, random.Next(1, 600)).Replace('§', 'S')).ToArray();
        var (exit, output, error) = Peer.Run("node", ["-e", """
            const { Submit, parse } = require(process.argv[1]);
            for (const line of require('fs').readFileSync(0, 'latin1').split('\n').filter(Boolean)) {
                const [kind, hex] = line.split(' ');
                let said;
                if (kind === 'read') {
                    const deliver = parse(hex);
                    said = [deliver.address.phone, Buffer.from(deliver.data.getText(), 'utf16le').swap16().toString('hex')];
                } else said = new Submit('+393468686711', Buffer.from(hex, 'hex').swap16().toString('utf16le')).getPartStrings();
                console.log(JSON.stringify(said));
            }
            """, package], string.Concat(sent.Select(pdu => $"read {pdu}\n")) + string.Concat(texts.Select(text => $"cut {Hex(Encoding.BigEndianUnicode.GetBytes(text))}\n")));
        Assert.True(exit == 0, error);
        var lines = Lines(output);
        Assert.Equal(sent.Length + texts.Length, lines.Length);
        foreach (var (pdu, said) in sent.Zip(lines))
        {
            var message = (SmsDeliver)pdu.Tpdu;
            Assert.Equal($"{message.Originator.Digits} {Hex(Encoding.BigEndianUnicode.GetBytes(message.UserData.Text))}", string.Join(' ', said.EnumerateArray()));
        }
        foreach (var (text, parts) in texts.Zip(lines.Skip(sent.Length)))
        {
            var read = parts.EnumerateArray().Select(part => SmsPdu.TryParse(part.GetString(), TpduDirection.ToCentre, out var pdu, out var fault) ? ((SmsSubmit)pdu.Tpdu).UserData : throw new InvalidOperationException(fault.ToString())).ToArray();
            Assert.Equal(text, string.Concat(read.Select(part => part.Text)));
            if (read.Length > 1) Assert.Equal(Enumerable.Range(1, read.Length), read.Select(part => part.Part!.Value.Number));
        }
    }

    [Fact]
    public void TsharkReadsWhatWeWrite()
    {
        Peer.Needs("tshark", "text2pcap");
        // 8-bit data are no text to it.
        var sent = Delivers(5).Where(pdu => ((SmsDeliver)pdu.Tpdu).Coding.Alphabet != SmsAlphabet.Octets).ToArray();
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (dump, capture) = (Path.Combine(folder.FullName, "dump.txt"), Path.Combine(folder.FullName, "dump.pcap"));
            File.WriteAllLines(dump, sent.Select(pdu => $"000000 {BitConverter.ToString(pdu.Tpdu.ToArray()).Replace('-', ' ')}\n"));
            Assert.Equal(0, Peer.Run("text2pcap", ["-q", "-l", "147", dump, capture]).Exit);
            var (exit, output, error) = Peer.Run("tshark",
            [
                "-r", capture, "-o", "uat:user_dlts:\"User 0 (DLT=147)\",\"gsm_sms\",\"0\",\"\",\"0\",\"\"", "-o", "gsm_sms.reassemble:FALSE", "-T", "json",
                "-e", "gsm_sms.tp-oa", "-e", "gsm_sms.sms_text", "-e", "gsm_sms.udh.mm.msg_id", "-e", "gsm_sms.udh.mm.msg_part",
                "-e", "gsm_sms.scts.year", "-e", "gsm_sms.scts.month", "-e", "gsm_sms.scts.day", "-e", "gsm_sms.scts.hour", "-e", "gsm_sms.scts.minutes", "-e", "gsm_sms.scts.seconds",
            ]);
            Assert.True(exit == 0, error);
            var packets = JsonDocument.Parse(Encoding.Latin1.GetBytes(output)).RootElement.EnumerateArray().Select(packet => packet.GetProperty("_source").GetProperty("layers")).ToArray();
            Assert.Equal(sent.Length, packets.Length);
            foreach (var (pdu, packet) in sent.Zip(packets))
            {
                var message = (SmsDeliver)pdu.Tpdu;
                var stamp = string.Join('/', new[] { "year", "month", "day", "hour", "minutes", "seconds" }.Select(field => int.Parse(Of(packet, $"gsm_sms.scts.{field}")).ToString("00")));
                Assert.Equal(message.Originator.Digits, Of(packet, "gsm_sms.tp-oa"));
                Assert.Equal(message.UserData.Text, Of(packet, "gsm_sms.sms_text"));
                Assert.Equal(message.Time.ToString()[..17].Replace(',', '/').Replace(':', '/'), stamp);
                if (message.UserData.Part is not { } part) continue;
                Assert.Equal(part.Number.ToString(), Of(packet, "gsm_sms.udh.mm.msg_part"));
            }
        }
        finally
        {
            folder.Delete(true);
        }

        static string Of(JsonElement packet, string field) => packet.TryGetProperty(field, out var value) ? value[0].GetString()! : "";
    }

    private static SmsPdu[] Delivers(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Messages).Select(_ =>
        {
            var (coding, data) = Content(random);
            // A year of two digits, which gammu takes for one before 2000 from 90 on; zones to ±12 hours.
            var time = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.NextInt64(2_700_000_000)).ToOffset(TimeSpan.FromMinutes(15 * random.Next(-48, 49)));
            return new SmsPdu(Number(random), new SmsDeliver
            {
                MoreMessages = random.Next(2) == 0, StatusReportIndication = random.Next(2) == 0, ReplyPath = random.Next(2) == 0,
                Originator = random.Next(4) == 0 ? new(Text(random, "abcdefghijklmnopqrstuvwxyzABCDEFG0123456789", random.Next(1, 12)), TypeOfNumber.Alphanumeric, NumberingPlan.Unknown) : Number(random),
                Coding = coding, Time = SmsTimestamp.Of(time), UserData = data,
            });
        })];
    }

    private static (DataCoding Coding, UserData Data) Content(Random random)
    {
        var header = random.Next(3) switch { 0 => Segmenter.HeaderOf(new(random.Next(256), 9, random.Next(1, 10))), 1 when random.Next(2) == 0 => Segmenter.HeaderOf(new(random.Next(65536), 9, random.Next(1, 10), true)), _ => [] };
        var alphabet = (SmsAlphabet)random.Next(3);
        var coding = alphabet switch { SmsAlphabet.Gsm7 => DataCoding.Default, SmsAlphabet.Octets => random.Next(2) == 0 ? DataCoding.EightBit : new(0xF5), _ => DataCoding.Ucs2 };
        while (true)
        {
            var length = random.Next(1, alphabet == SmsAlphabet.Ucs2 ? 71 : 161);
            var text = alphabet == SmsAlphabet.Octets ? new string([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(256))]) : Text(random, alphabet, length);
            if (UserData.TryMake(text, alphabet, header, out var data)) return (coding, data);
        }
    }

    private static SmsAddress Number(Random random) => new(Text(random, "0123456789", random.Next(3, 16)), TypeOfNumber.International);

    // In UCS2 '~' is a line end to gammu: it writes U+0001 and reads it doubled.
    private static string Text(Random random, SmsAlphabet alphabet, int length) =>
        alphabet == SmsAlphabet.Gsm7 ? Text(random, Alphabet, length) : Text(random, Alphabet.Replace("~", "", StringComparison.Ordinal) + "ЖЯλאב中文字ไทย", Math.Max(1, length - 2)) + (random.Next(2) == 0 ? "😀" : "я");

    private static string Text(Random random, string characters, int length) => new([.. Enumerable.Range(0, length).Select(_ => characters[random.Next(characters.Length)])]);

    private static string CodingOf(DataCoding coding) => coding.Alphabet switch { SmsAlphabet.Octets => "8bit", SmsAlphabet.Ucs2 => "Unicode_No_Compression", _ => "Default_No_Compression" };

    private static string Hex(ReadOnlySpan<byte> octets) => Convert.ToHexStringLower(octets);

    private static JsonElement[] Lines(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static void NeedsGammu() =>
        Assert.SkipUnless(File.Exists(Python) && Peer.Run(Python, ["-c", "import gammu"]).Exit == 0, "python3-gammu is not installed");

    private static JsonElement[] Gammu(string script, IEnumerable<string> lines)
    {
        var (exit, output, error) = Peer.Run(Python, ["-c", script], string.Concat(lines.Select(line => line + "\n")));
        Assert.True(exit == 0, error);
        return Lines(output);
    }

    /// <summary>The folder of an npm package; skips where it cannot be had.</summary>
    private static string NodePackage(string package, string name)
    {
        var folder = Path.Combine(Peer.Root, "artifacts", "npm");
        var found = Path.Combine(folder, "node_modules", name);
        if (!Directory.Exists(found))
        {
            Directory.CreateDirectory(folder);
            var (exit, _, error) = Peer.Run("npm", ["install", "--no-save", "--prefix", folder, package]);
            Assert.SkipUnless(exit == 0, $"npm cannot install {package}: {error}");
        }
        return found;
    }
}
