using AtRun.Protocol;

namespace AtRun.Module.Ip.Mail;

/// <summary>Text as it is typed -> lines of a mail, piece by piece: every line ends in CR LF, and one that begins with a dot has another in front (RFC 5321 §4.5.2).</summary>
public sealed class MailLines
{
    private bool _atBeginning = true;
    private bool _hadCr;

    /// <summary>CR, LF and CR LF each end a line.</summary>
    public void Write(ReadOnlySpan<byte> text, OctetBuffer to)
    {
        foreach (var octet in text)
        {
            var ofCrLf = octet == '\n' && _hadCr;
            _hadCr = octet == '\r';
            if (ofCrLf) continue;
            if (octet is (byte)'\r' or (byte)'\n')
            {
                to.Add("\r\n"u8);
                _atBeginning = true;
                continue;
            }
            if (_atBeginning && octet == '.') to.Add(octet);
            _atBeginning = false;
            to.Add(octet);
        }
    }

    /// <summary>Ends the last line, if it has none.</summary>
    public void Finish(OctetBuffer to)
    {
        if (!_atBeginning) to.Add("\r\n"u8);
        (_atBeginning, _hadCr) = (true, false);
    }
}
