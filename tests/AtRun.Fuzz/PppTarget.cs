using System.Net;
using AtRun.Protocol;
using AtRun.Protocol.Ppp;

namespace AtRun.Fuzz;

/// <summary>Frames with anything in them, at any state of a link: it never throws, answers with frames that are whole, and answers the same however they are cut.</summary>
internal sealed class PppTarget
{
    private static readonly int[] Protocols = [PppProtocol.Lcp, PppProtocol.Lcp, PppProtocol.Ipcp, PppProtocol.Pap, PppProtocol.Ip, PppProtocol.Chap, 0x80FD];

    public void Take(byte[] input, Random random)
    {
        var line = Line(input, random);
        var (whole, cut) = (Run([line]), Run(line.Chunk(random.Next(1, 40))));
        if (whole != cut) throw new InvalidOperationException($"whole:{Environment.NewLine}{whole}{Environment.NewLine}cut:{Environment.NewLine}{cut}");
    }

    /// <summary>The input in frames, most of them control packets that make some sense, with its octets in between.</summary>
    private static byte[] Line(byte[] input, Random random)
    {
        var line = new OctetBuffer();
        for (var at = 0; at < input.Length;)
        {
            var piece = input.AsSpan(at, Math.Min(random.Next(0, 60), input.Length - at));
            at += piece.Length + 1;
            var packet = random.Next(4) == 0 ? piece.ToArray() : PppPacket.Make((PppCode)random.Next(0, 13), (byte)random.Next(4), Options(piece, random));
            if (random.Next(5) == 0) line.Add(piece);
            PppFrame.Write(Protocols[random.Next(Protocols.Length)], packet, PppFrame.EscapeAll, line);
        }
        return line.Written.ToArray();
    }

    private static byte[] Options(ReadOnlySpan<byte> octets, Random random)
    {
        var options = new OctetBuffer();
        while (!octets.IsEmpty)
        {
            var value = octets[..Math.Min(octets.Length, random.Next(0, 6))];
            octets = octets[Math.Min(octets.Length, value.Length + 1)..];
            options.Add((byte)(random.Next(8) == 0 ? 129 : random.Next(0, 10)), (byte)(value.Length + (random.Next(20) == 0 ? 1 : 2)));
            options.Add(value);
        }
        return options.Written.ToArray();
    }

    private static string Run(IEnumerable<byte[]> pieces)
    {
        var owner = new Owner();
        foreach (var piece in pieces) owner.Link.Receive(piece);
        for (var i = 0; i < 2 * PppLink.MaxRequests; i++) owner.Link.Tick();
        return owner.Log.ToString();
    }

    private sealed class Owner : IPppOwner
    {
        private readonly PppFrameReader _reader = new();

        public Owner() => Link = new(this, 0x01020304);

        public PppLink Link { get; }

        public System.Text.StringBuilder Log { get; } = new();

        public void Send(ReadOnlySpan<byte> octets)
        {
            Log.AppendLine(Convert.ToHexString(octets));
            if (!_reader.TryRead(ref octets, out _, out _) || !octets.IsEmpty) throw new InvalidOperationException("no whole frame was sent");
        }

        public void Authenticate(string user, string password) => Link.Admit(IPAddress.Loopback, [IPAddress.Loopback]);

        public void Packet(ReadOnlySpan<byte> packet)
        {
            if (packet.Length > PppFrame.MaxInformation) throw new InvalidOperationException("more than a frame holds");
            Log.AppendLine($"packet {Convert.ToHexString(packet)}");
        }

        public void Closed() => Log.AppendLine("closed");
    }
}
