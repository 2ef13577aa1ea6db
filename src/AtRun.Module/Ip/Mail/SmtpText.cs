using System.Text;

namespace AtRun.Module.Ip.Mail;

/// <summary>What the texts of an SMTP dialogue say. Pure.</summary>
public static class SmtpText
{
    /// <summary>The mechanisms that the answer of EHLO offers: <c>250-AUTH LOGIN PLAIN</c>, of old servers <c>250-AUTH=LOGIN</c> (RFC 4954 §3).</summary>
    public static IEnumerable<string> Mechanisms(string reply)
    {
        foreach (var line in reply.Split("\r\n"))
        {
            if (line.Length < 9 || !line.AsSpan(4, 4).Equals("AUTH", StringComparison.OrdinalIgnoreCase) || line[8] is not (' ' or '=')) continue;
            foreach (var name in line[9..].Split(' ', StringSplitOptions.RemoveEmptyEntries)) yield return name.ToUpperInvariant();
        }
    }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.Latin1.GetBytes(text));

    /// <summary>The one word of PLAIN: no identity, user name, password (RFC 4616 §2).</summary>
    public static string Plain(string user, string password) => Base64($"\0{user}\0{password}");
}
