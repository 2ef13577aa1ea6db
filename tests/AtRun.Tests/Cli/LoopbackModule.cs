using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AtRun.Tests.Cli;

/// <summary>A module on a loopback port that admits <c>me</c> with <c>secret</c>, prompts for them, and answers by what the test gives it.</summary>
internal sealed class LoopbackModule : IDisposable
{
    private readonly Func<string, string?> _answer;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Thread _thread;

    /// <param name="answer">A command line -> its answer; null: the connection is closed; empty: there is no answer.</param>
    public LoopbackModule(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>What was typed after the login, line by line.</summary>
    public List<string> Lines { get; } = [];

    public string Target => $"tcp://me:secret@127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";

    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join(TimeSpan.FromSeconds(30));
    }

    private void Serve()
    {
        try
        {
            while (true)
            {
                using var client = _listener.Accept();
                using var stream = new NetworkStream(client);
                Talk(stream);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
        }
    }

    private void Talk(NetworkStream stream)
    {
        Say(stream, "\r\nUsername: ");
        if (Line(stream) is not "me") return;
        Say(stream, "\r\nPassword: ");
        if (Line(stream) is not "secret") return;
        Say(stream, "\r\nLogin successful.\r\n");
        while (Line(stream) is { } line)
        {
            lock (Lines) Lines.Add(line);
            if (_answer(line) is not { } answer) return;
            Say(stream, line + "\r" + answer);
        }
    }

    private static void Say(NetworkStream stream, string text) => stream.Write(Encoding.Latin1.GetBytes(text));

    // Ended by CR, or by the Ctrl-Z or the ESC of a prompt, which are kept.
    private static string? Line(NetworkStream stream)
    {
        var line = new StringBuilder();
        try
        {
            while (stream.ReadByte() is var octet and >= 0)
            {
                if (octet == '\r') return line.ToString();
                line.Append((char)octet);
                if (octet is 0x1A or 0x1B) return line.ToString();
            }
        }
        catch (IOException)
        {
        }
        return null;
    }
}
