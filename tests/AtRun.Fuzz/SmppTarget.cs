using System.Buffers.Binary;
using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using AtRun.Transport;
using AtRun.Transport.Smpp;

namespace AtRun.Fuzz;

/// <summary>PDUs with anything in them: readers give a PDU or an error, however they are cut; sessions of both sides live on or end, and hold nothing.</summary>
internal sealed class SmppTarget
{
    private static readonly uint[] Commands = [.. Enum.GetValues<SmppCommand>().Select(c => (uint)c), 0x21, 0xFFFFFFFF];

    /// <summary>PDUs made of the input: lengths and commands that mostly make sense, bodies of it.</summary>
    private static List<byte[]> Pdus(byte[] input, Random random)
    {
        var pdus = new List<byte[]>();
        for (var at = 0; at < input.Length;)
        {
            var body = input.AsSpan(at, Math.Min(random.Next(0, 120), input.Length - at));
            at += body.Length + 1;
            var pdu = new byte[SmppPdu.HeaderLength + body.Length + random.Next(3)];
            body.CopyTo(pdu.AsSpan(SmppPdu.HeaderLength));
            // Texts end somewhere.
            for (var nul = SmppPdu.HeaderLength + random.Next(9); nul < pdu.Length; nul += random.Next(1, 12)) pdu[nul] = 0;
            BinaryPrimitives.WriteUInt32BigEndian(pdu, random.Next(50) == 0 ? (uint)random.Next() : (uint)pdu.Length);
            BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(4), Commands[random.Next(Commands.Length)]);
            BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(8), random.Next(4) == 0 ? (uint)random.Next(260) : 0);
            BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(12), (uint)random.Next(6));
            pdus.Add(pdu);
        }
        return pdus;
    }

    public void Take(byte[] input, Random random)
    {
        var pdus = Pdus(input, random);
        foreach (var pdu in pdus) Read(pdu);
        foreach (var role in new[] { SmppRole.Centre, SmppRole.Esme })
        {
            var (whole, cut) = (Run(role, [.. pdus]), Run(role, [.. pdus.SelectMany(p => Cut(p, random))]));
            if (whole != cut) throw new InvalidOperationException($"{role}, whole:{Environment.NewLine}{whole}{Environment.NewLine}cut:{Environment.NewLine}{cut}");
        }
    }

    private static void Read(byte[] octets)
    {
        var found = SmppCodec.Read(octets, out var consumed);
        if (consumed < 0 || consumed > octets.Length) throw new InvalidOperationException("more consumed than there is");
        if ((found.Pdu is not null) != (found.Outcome == SmppOutcome.Pdu)) throw new InvalidOperationException("neither PDU nor error, or both");
        if ((found.Error != default) != (found.Outcome is SmppOutcome.BadBody or SmppOutcome.BadLength)) throw new InvalidOperationException("an error, and none is told");
        if (found.Pdu is not { } pdu) return;
        var again = new OctetBuffer();
        SmppCodec.Write(pdu, pdu.Sequence, again);
        var second = SmppCodec.Read(again.Written, out _);
        if (second.Pdu?.GetType() != pdu.GetType()) throw new InvalidOperationException($"{pdu} does not come back");
        if (pdu is not SmppMessage message) return;
        var status = SmppContent.Read(message, 1, out _, out var parts);
        if (status.IsOk == (parts.Count == 0)) throw new InvalidOperationException("neither parts nor a refusal, or both");
        if (SmppReceipt.TryRead(message, out var receipt)) _ = receipt.ToString();
        SmppTime.TryParse(message.Validity, DateTimeOffset.UnixEpoch, out _);
    }

    /// <summary>What a session answers, and how it ends.</summary>
    private static string Run(SmppRole role, byte[][] pieces)
    {
        var turn = new TestTurn();
        var log = new StringBuilder();
        var (here, there) = MemoryLink.Pair(turn.Post);
        var user = new Yes(log);
        var session = new SmppSession(here, role, user, new() { Time = turn.Time });
        (here.Receiver, there.Receiver) = (session, new Listener(log));
        Task<SmppPdu>? asked = null;
        turn.Do(() =>
        {
            if (role == SmppRole.Esme) asked = session.Request(new SmppBind { Command = SmppCommand.BindTransceiver, SystemId = "a", Password = "b" });
        });
        foreach (var piece in pieces) turn.Do(() => there.Send(piece));
        turn.Do(session.Close);
        if (asked is { IsCompleted: false }) throw new InvalidOperationException("a request waits for ever");
        if (session.Outstanding > 0) throw new InvalidOperationException("something is held");
        _ = asked?.Exception;
        return log.ToString();
    }

    private static IEnumerable<byte[]> Cut(byte[] input, Random random)
    {
        for (var at = 0; at < input.Length;)
        {
            var length = Math.Min(random.Next(1, 30), input.Length - at);
            yield return input[at..(at + length)];
            at += length;
        }
    }

    private sealed class Yes(StringBuilder log) : ISmppUser
    {
        public void Asked(SmppSession session, SmppPdu request)
        {
            log.AppendLine(request.ToString());
            if (SmppCommandInfo.Find(request.Command)!.Answered) session.Answer(request, SmppPlain.Response(request, SmppStatus.Ok));
        }

        public void Ended(SmppSession session, string why) => log.AppendLine(why);
    }

    private sealed class Listener(StringBuilder log) : ILinkReceiver
    {
        private readonly List<byte> _octets = [];

        public void Received(ReadOnlySpan<byte> octets) => _octets.AddRange(octets);

        public void Drained() { }

        public void Ended(LinkEnd how) => log.AppendLine(Convert.ToHexString([.. _octets]));
    }
}
