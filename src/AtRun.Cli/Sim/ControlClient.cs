using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AtRun.Host.Control;

namespace AtRun.Cli.Sim;

/// <summary>The far end of a simulation's control socket.</summary>
internal static class ControlClient
{
    /// <summary>Octets of an answer: the status of some hundred thousand modules.</summary>
    private const int MaxAnswer = 64 * 1024 * 1024;

    /// <summary>Sends one request and waits for its answer; returns it as it came.</summary>
    /// <exception cref="CliException">Nobody is there, or nobody answers.</exception>
    public static string Ask(string path, string request, TimeSpan timeout, out ControlAnswer answer)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var limit = (int)Math.Clamp(timeout.TotalMilliseconds, 1, int.MaxValue);
        (socket.SendTimeout, socket.ReceiveTimeout) = (limit, limit);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            socket.Send(Encoding.Latin1.GetBytes(request + "\n"));
            var line = ReadLine(socket);
            answer = JsonSerializer.Deserialize(line, ControlJson.Default.ControlAnswer) ?? throw new JsonException();
            return Encoding.UTF8.GetString(line);
        }
        catch (ArgumentException e)
        {
            throw new CliException(ExitCode.Usage, $"--control {path}: {e.Message}");
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            throw new CliException(ExitCode.TimedOut, $"the simulation at {path} does not answer within {timeout.TotalSeconds:0.###} s.");
        }
        catch (SocketException e)
        {
            throw new CliException(ExitCode.Unreachable, $"there is no simulation at {path}: {e.Message} (--control PATH for another place)");
        }
        catch (JsonException)
        {
            throw new CliException(ExitCode.Unreachable, $"what answers at {path} is no simulation.");
        }
    }

    private static byte[] ReadLine(Socket socket)
    {
        var heard = new List<byte>();
        var piece = new byte[16 * 1024];
        while (heard.Count < MaxAnswer && socket.Receive(piece) is var count and > 0)
        {
            var end = piece.AsSpan(0, count).IndexOf((byte)'\n');
            heard.AddRange(piece.AsSpan(0, end < 0 ? count : end));
            if (end >= 0) return [.. heard];
        }
        throw new SocketException((int)SocketError.ConnectionReset);
    }
}
