using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AtRun.Tests.Cli;

/// <summary>A module in client mode: dials a port of loopback, again when its connection is closed, tells its IMEI and answers by what the test gives it.</summary>
internal sealed class DiallingModule : IDisposable
{
    private readonly IPEndPoint _host;
    private readonly string _imei;
    private readonly Func<string, string?> _answer;
    private readonly Thread _thread;
    private Socket? _socket;
    private volatile bool _stopped;

    /// <param name="port">The operator's.</param>
    /// <param name="answer">A command line -> its answer; null: the connection is closed; empty: there is no answer.</param>
    /// <param name="imei">15 digits.</param>
    public DiallingModule(int port, Func<string, string?> answer, string imei = "356938035643809")
    {
        (_host, _imei, _answer) = (new(IPAddress.Loopback, port), imei, answer);
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>What was typed, line by line, but for the questions who it is.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>A port that nobody has at the moment.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public void Dispose()
    {
        _stopped = true;
        _socket?.Dispose();
        _thread.Join(TimeSpan.FromSeconds(30));
    }

    private void Serve()
    {
        while (!_stopped)
        {
            using var socket = _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(_host);
                using var stream = new NetworkStream(socket);
                Talk(stream);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // Nobody listens there yet, or any more.
                Thread.Sleep(20);
            }
        }
    }

    private void Talk(NetworkStream stream)
    {
        Say(stream, "\r\n#TCPATRUN: 127.0.0.1\r\n");
        var line = new StringBuilder();
        while (stream.ReadByte() is var octet and >= 0)
        {
            if (octet is not ('\r' or 0x1A or 0x1B))
            {
                line.Append((char)octet);
                continue;
            }
            if (octet != '\r') line.Append((char)octet);
            var text = line.ToString();
            line.Clear();
            var answer = text switch
            {
                _ when text.Contains("GSN", StringComparison.Ordinal) => string.Concat(Enumerable.Repeat($"\r\n{_imei}\r\n", text.Split(';').Length)) + "\r\nOK\r\n",
                "AT+CGMM" => "\r\nHE910-G\r\n\r\nOK\r\n",
                "AT+CGMR" => "\r\n12.00.004\r\n\r\nOK\r\n",
                "AT#CCID" => "\r\n#CCID: 8939107800023416395\r\n\r\nOK\r\n",
                "AT#TCPATRUNCFG?;#SCFG?" => "\r\nERROR\r\n",
                _ => Answer(text),
            };
            if (answer is null) return;
            Say(stream, answer.Length == 0 ? "" : text + "\r" + answer);
        }
    }

    private string? Answer(string line)
    {
        lock (Lines) Lines.Add(line);
        return _answer(line);
    }

    private static void Say(NetworkStream stream, string text) => stream.Write(Encoding.Latin1.GetBytes(text));
}
