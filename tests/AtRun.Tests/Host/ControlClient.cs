using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace AtRun.Tests.Host;

/// <summary>Somebody at the control socket of a simulation.</summary>
internal sealed class ControlClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 30_000, SendTimeout = 30_000 };
    private readonly StreamReader _lines;

    public ControlClient(string path)
    {
        _socket.Connect(new UnixDomainSocketEndPoint(path));
        _lines = new(new NetworkStream(_socket), Encoding.UTF8);
    }

    public void Send(byte[] octets) => _socket.Send(octets);

    public string? Line()
    {
        try
        {
            return _lines.ReadLine();
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return null;
        }
    }

    public JsonElement Ask(string request)
    {
        Send(Encoding.Latin1.GetBytes(request + "\r\n"));
        return JsonDocument.Parse(Line()!).RootElement;
    }

    public JsonElement Module() => Ask("status").GetProperty("modules")[0];

    public int Done(string request)
    {
        var answer = Ask(request);
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.ToString());
        return answer.GetProperty("done").GetInt32();
    }

    public string Refused(string request)
    {
        var answer = Ask(request);
        Assert.False(answer.GetProperty("ok").GetBoolean());
        return answer.GetProperty("error").GetString()!;
    }

    public void Dispose() => _lines.Dispose();
}
