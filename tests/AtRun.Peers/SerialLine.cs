using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Xunit;

namespace AtRun.Peers;

/// <summary>A module's serial port, used as a plain file: written to, and read by <c>cat</c>.</summary>
/// <remarks>A process of its own reads, as nothing else ends a read that waits at a terminal.</remarks>
internal sealed class SerialLine : IDisposable
{
    private readonly FileStream _file;
    private readonly Process _reader;
    private readonly BlockingCollection<byte[]> _heard = [];
    private string _rest = "";

    public SerialLine(string path)
    {
        _file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, BufferSize = 0 });
        _reader = Peer.Start("cat", [path]);
        new Thread(Read) { IsBackground = true }.Start();
    }

    public void Type(string text) => Type(Encoding.Latin1.GetBytes(text));

    /// <summary>Returns when all of it is taken.</summary>
    public void Type(byte[] octets)
    {
        try
        {
            _file.Write(octets);
        }
        catch (IOException)
        {
            // The other end is gone; who waits for the answer hears of it.
        }
    }

    /// <summary>Reads until the text ends like this; null: the other end went away before.</summary>
    public string? Until(string end)
    {
        var text = _rest;
        int at;
        while ((at = text.IndexOf(end, StringComparison.Ordinal)) < 0)
        {
            if (!_heard.TryTake(out var octets, Peer.Deadline))
            {
                Assert.True(_heard.IsCompleted, $"No {end} came, but {text}");
                return null;
            }
            text += Encoding.Latin1.GetString(octets);
        }
        _rest = text[(at + end.Length)..];
        return text[..(at + end.Length)];
    }

    /// <summary>Reads so many octets.</summary>
    public string Exactly(int count)
    {
        while (_rest.Length < count)
        {
            Assert.True(_heard.TryTake(out var octets, Peer.Deadline), $"{count} octets were to come, but {_rest.Length} did");
            _rest += Encoding.Latin1.GetString(octets);
        }
        var text = _rest[..count];
        _rest = _rest[count..];
        return text;
    }

    /// <summary>Types a line and reads its answer, up to OK; null: the other end went away before.</summary>
    public string? Command(string line)
    {
        Type(line + "\r");
        return Until("\r\nOK\r\n");
    }

    /// <summary>Waits until the module is registered.</summary>
    public void AwaitRegistration()
    {
        for (var begun = Stopwatch.GetTimestamp(); !Command("AT+CREG?")!.Contains(",1\r\n", StringComparison.Ordinal); Thread.Sleep(20))
            Assert.True(Stopwatch.GetElapsedTime(begun) < Peer.Deadline, "It does not register.");
    }

    /// <summary>Reads nothing from the port for now, or again.</summary>
    public void Hold(bool on) => Peer.Signal(_reader, on ? Peer.SigStop : Peer.SigCont);

    public void Dispose()
    {
        _file.Dispose();
        if (!_reader.HasExited) _reader.Kill();
        _reader.WaitForExit();
        _reader.Dispose();
    }

    private void Read()
    {
        var octets = new byte[4096];
        var output = _reader.StandardOutput.BaseStream;
        try
        {
            while (output.Read(octets) is var count and > 0) _heard.Add(octets[..count]);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // We are done with it.
        }
        _heard.CompleteAdding();
    }
}
