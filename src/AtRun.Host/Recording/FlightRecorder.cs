using System.Globalization;
using System.Text.Json;
using AtRun.Transport;
using Microsoft.Extensions.Logging;

namespace AtRun.Host.Recording;

/// <summary>Writes what modules and their terminals, the message centre and its applications say to each other into a file: one JSON object per line, no secrets.</summary>
/// <remarks>
/// <c>time</c> (of the simulation, UTC), <c>module</c> (from 1), <c>port</c> (<c>tcp:</c> or <c>udp:</c> and the peer, or the terminal's name; without a module
/// <c>smpp:</c> and the peer: the message centre's), then <c>direction</c> (<c>in</c>: to the module) with <c>text</c>, or <c>hex</c> where it is not printable; or <c>event</c>
/// (<c>opened</c>, <c>connecting</c> and <c>connected</c> or <c>failed</c> and why, <c>closed</c>, <c>finished</c>, <c>reset</c>, <c>refused</c>). What one wakeup of the loop brings is written at its end.
/// </remarks>
public sealed class FlightRecorder : IDisposable
{
    private readonly EventLoop _loop;
    private readonly ILogger _log;
    private readonly FileStream _file;
    private readonly MemoryStream _lines = new();
    private readonly Utf8JsonWriter _json;
    private bool _flushing;
    private bool _failed;

    /// <param name="file">Made if it is missing, for its owner alone; else it is continued.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public FlightRecorder(string file, EventLoop loop, ILogger log)
    {
        (_loop, _log) = (loop, log);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            _file = new FileStream(file, options);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"{file} cannot be written: {fault.Message}", fault);
        }
        // What is in the file is read by eyes too: only what JSON itself needs is escaped.
        _json = new Utf8JsonWriter(_lines, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    internal void Octets(int module, string port, bool toModule, ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty || _failed) return;
        Begin(module, port);
        _json.WriteString("direction"u8, toModule ? "in"u8 : "out"u8);
        if (IsText(octets)) _json.WriteString("text"u8, octets);
        else _json.WriteString("hex"u8, Convert.ToHexString(octets));
        EndLine();
    }

    internal void Event(int module, string port, string what)
    {
        if (_failed) return;
        Begin(module, port);
        _json.WriteString("event"u8, what);
        EndLine();
    }

    public void Dispose()
    {
        Flush();
        _json.Dispose();
        _file.Dispose();
    }

    private static bool IsText(ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets)
            if (octet is not (>= 0x20 and <= 0x7E or (byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)'\b')) return false;
        return true;
    }

    private void Begin(int module, string port)
    {
        _json.WriteStartObject();
        _json.WriteString("time"u8, _loop.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        if (module > 0) _json.WriteNumber("module"u8, module);
        _json.WriteString("port"u8, port);
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _lines.WriteByte((byte)'\n');
        if (_flushing) return;
        _flushing = true;
        _loop.Post(Flush);
    }

    // A full disk ends the recording, not the modules.
    private void Flush()
    {
        _flushing = false;
        if (_failed || _lines.Length == 0) return;
        try
        {
            _file.Write(_lines.GetBuffer().AsSpan(0, (int)_lines.Length));
        }
        catch (IOException fault)
        {
            _failed = true;
            HostLog.RecordingEnded(_log, fault.Message);
        }
        _lines.SetLength(0);
    }
}
