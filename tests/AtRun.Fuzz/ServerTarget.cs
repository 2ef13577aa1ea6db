using System.Text;
using AtRun.Module.Ip;
using AtRun.Module.Ip.Ftp;
using AtRun.Module.Ip.Mail;
using AtRun.Module.Ip.Servers;
using AtRun.Protocol;

namespace AtRun.Fuzz;

/// <summary>What FTP and mail servers say: replies do not depend on the cuts, no more is held than the limit, and their texts mean something or nothing.</summary>
internal static class ServerTarget
{
    public static void Take(byte[] input, Random random)
    {
        var (whole, cut) = (Read([input]), Read(Targets.Cut(input, random)));
        if (whole != cut) throw new InvalidOperationException($"whole:{Environment.NewLine}{whole}{Environment.NewLine}cut:{Environment.NewLine}{cut}");
        var (decoded, decodedCut) = (Decode([input]), Decode(Targets.Cut(input, random)));
        if (decoded != decodedCut) throw new InvalidOperationException("base64 depends on the cuts");
    }

    private static string Read(IEnumerable<byte[]> pieces)
    {
        var reader = new ServerReplyReader();
        var log = new StringBuilder();
        foreach (var piece in pieces)
            for (ReadOnlySpan<byte> left = piece; !left.IsEmpty;)
            {
                var found = reader.Read(left, out var consumed, out var reply);
                if (consumed == 0) throw new InvalidOperationException("nothing consumed");
                left = left[consumed..];
                if (found == ReplyRead.Incomplete) continue;
                if (reply.Text.Length > ServerReplyReader.MaxText) throw new InvalidOperationException("a reply beyond the limit");
                if (found == ReplyRead.Reply != reply.Code is >= 100 and < 600) throw new InvalidOperationException("a reply without a code, or garbage with one");
                log.Append(found).Append(' ').AppendLine(reply.Text);
                if (FtpText.TryPassivePort(reply.Text, out var port) && port is <= 0 or > 65535) throw new InvalidOperationException("no port");
                if (FtpText.TrySize(reply.Text, out var size) && size < 0) throw new InvalidOperationException("no size");
                log.AppendJoin(' ', SmtpText.Mechanisms(reply.Text));
            }
        return log.ToString();
    }

    private static string Decode(IEnumerable<byte[]> pieces)
    {
        var (decoder, to) = (new Base64Decoder(), new OctetBuffer());
        foreach (var piece in pieces) decoder.Write(piece, to);
        return Convert.ToHexString(to.Written);
    }
}
