using System.Globalization;
using System.Text;
using AtRun.Protocol;

namespace AtRun.Module.Ip.Mail;

/// <summary>A file that goes with a mail.</summary>
/// <param name="Name">1-50 characters.</param>
/// <param name="IsBinary">It is coded in base64; else it is text of 7 bits.</param>
public sealed record MailFile(string Name, bool IsBinary);

/// <summary>A mail as commands give it. Latin-1.</summary>
/// <param name="From">Address of the sender.</param>
/// <param name="To">Address of the receiver.</param>
/// <param name="Subject">Up to 100 characters.</param>
/// <param name="Body">As it was typed.</param>
/// <param name="File">Null: none.</param>
public sealed record MailMessage(string From, string To, string Subject, byte[] Body, MailFile? File)
{
    /// <summary>All of the mail that is not the file: header and body, and in front of a file its own header.</summary>
    /// <param name="date">When it is sent.</param>
    /// <param name="boundary">What stands between its parts.</param>
    /// <param name="to">Where it is written.</param>
    public void Write(DateTimeOffset date, string boundary, OctetBuffer to)
    {
        Line(to, $"From: <{From}>");
        Line(to, $"To: <{To}>");
        Line(to, $"Subject: {HeaderText(Subject)}");
        Line(to, string.Create(CultureInfo.InvariantCulture, $"Date: {date:ddd, d MMM yyyy HH':'mm':'ss} {(date.Offset < TimeSpan.Zero ? '-' : '+')}{date.Offset:hhmm}"));
        Line(to, "MIME-Version: 1.0");
        if (File is not null)
        {
            Line(to, $"Content-Type: multipart/mixed; boundary=\"{boundary}\"");
            Line(to, "");
            Line(to, $"--{boundary}");
        }
        Line(to, "Content-Type: text/plain; charset=iso-8859-1");
        Line(to, $"Content-Transfer-Encoding: {(IsAscii(Body) ? "7bit" : "8bit")}");
        Line(to, "");
        var lines = new MailLines();
        lines.Write(Body, to);
        lines.Finish(to);
        if (File is null) return;
        Line(to, $"--{boundary}");
        var name = HeaderText(File.Name.Replace('"', '\''));
        Line(to, $"Content-Type: {(File.IsBinary ? "application/octet-stream" : "text/plain; charset=us-ascii")}; name=\"{name}\"");
        Line(to, $"Content-Transfer-Encoding: {(File.IsBinary ? "base64" : "7bit")}");
        Line(to, $"Content-Disposition: attachment; filename=\"{name}\"");
        Line(to, "");
    }

    /// <summary>It fits into a line between angle brackets.</summary>
    public static bool IsAddress(string text) => text.Length > 0 && !text.AsSpan().ContainsAny('<', '>', ' ') && !text.AsSpan().ContainsAnyInRange('\0', '\x1F');

    // RFC 2047 §4.1, where there is anything but ASCII; a line end never gets in.
    private static string HeaderText(string text) =>
        text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? $"=?iso-8859-1?B?{Convert.ToBase64String(Encoding.Latin1.GetBytes(text))}?=" : text;

    private static bool IsAscii(ReadOnlySpan<byte> octets) => !octets.ContainsAnyExceptInRange((byte)0, (byte)127);

    private static void Line(OctetBuffer to, string text)
    {
        to.AddText(text);
        to.Add("\r\n"u8);
    }
}
