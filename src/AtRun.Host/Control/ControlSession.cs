using System.Text;
using System.Text.Json;
using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Host.Control;

/// <summary>One connection to the control socket: reads lines, answers each. What it holds is bounded: a line, a piece of input, an answer.</summary>
internal sealed class ControlSession(ControlFace face, ILink link) : ILinkReceiver
{
    /// <summary>Octets of a request; a longer one is answered by an error and passed over.</summary>
    public const int MaxLine = 1024;

    /// <summary>Octets that wait for the peer before no more requests are answered.</summary>
    private const int MaxUnsent = 64 * 1024;

    private readonly OctetBuffer _line = new(64);
    private readonly OctetBuffer _waiting = new(0);
    private bool _tooLong;
    private bool _ended;

    public void Received(ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            if (link.Unsent > MaxUnsent)
            {
                _waiting.Add(octets);
                link.Paused = true;
                return;
            }
            octets = octets[Take(octets)..];
        }
    }

    public void Drained()
    {
        if (!link.Paused) return;
        link.Paused = false;
        var waiting = _waiting.Written.ToArray();
        _waiting.Clear();
        Received(waiting);
    }

    public void Ended(LinkEnd how) => Close();

    public void Close()
    {
        if (_ended) return;
        _ended = true;
        link.Close();
        face.Gone(this);
    }

    /// <summary>Takes octets up to the end of a line, and answers it.</summary>
    private int Take(ReadOnlySpan<byte> octets)
    {
        var end = octets.IndexOf((byte)'\n');
        var text = end < 0 ? octets : octets[..end];
        if (_line.Count + text.Length > MaxLine) _tooLong = true;
        else _line.Add(text);
        if (end < 0) return octets.Length;
        var line = Encoding.Latin1.GetString(_line.Written).TrimEnd('\r');
        var answer = _tooLong ? ControlAnswer.Failed($"a request has at most {MaxLine} octets") : line.Length > 0 ? face.Answer(line) : null;
        _line.Clear();
        _tooLong = false;
        if (answer is not null) link.Send([.. JsonSerializer.SerializeToUtf8Bytes(answer, ControlJson.Default.ControlAnswer), (byte)'\n']);
        return end + 1;
    }
}
