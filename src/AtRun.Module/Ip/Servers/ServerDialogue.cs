using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;

namespace AtRun.Module.Ip.Servers;

/// <summary>A dialogue with an FTP or mail server: a line there, a reply back, each within its time.</summary>
/// <remarks>
/// A reply that comes too late is taken for the question that it belongs to, never for a later one. What is no reply ends the
/// dialogue: nobody knows then what the server means.
/// </remarks>
internal sealed class ServerDialogue : ILinkReceiver
{
    /// <summary>Replies kept for whoever asks for the next one; those beyond are lost.</summary>
    private const int MaxWaiting = 8;

    private readonly TimeProvider _time;
    private readonly Action<string> _said;
    private readonly ServerReplyReader _reader = new();
    private readonly Queue<ServerReply> _waiting = [];
    private readonly TaskCompletionSource<SocketError> _connected = new();
    private TaskCompletionSource<ServerReply?>? _asking;
    private IConnection? _link;
    private int _late;

    private ServerDialogue(TimeProvider time, Action<string> said) => (_time, _said) = (time, said);

    /// <summary>Nothing more can be asked.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Somebody waits for a reply.</summary>
    public bool IsAsked => _asking is not null;

    /// <summary>Octets that the server has not taken yet.</summary>
    public int Unsent => _link!.Unsent;

    /// <summary>Takes a reply away from whoever asks, when it answers true; null: nobody does.</summary>
    public Func<ServerReply, bool>? Aside { get; set; }

    /// <summary>The server has taken all that was sent.</summary>
    public Action? Drained { get; set; }

    /// <summary>The server ended it, or said what nobody understands.</summary>
    public Action? Ended { get; set; }

    /// <summary>Connects. Null: nobody is there, or does not answer within the time.</summary>
    /// <param name="world">Its clock and its internet.</param>
    /// <param name="local">Address of the context.</param>
    /// <param name="remote">The server.</param>
    /// <param name="said">Told of what the server says; before a question with an empty text.</param>
    /// <param name="limit">For the connection to come about.</param>
    /// <param name="stop">Gives up.</param>
    public static async ValueTask<ServerDialogue?> Open(World world, IPAddress local, IPEndPoint remote, Action<string> said, TimeSpan limit, CancellationToken stop)
    {
        var dialogue = new ServerDialogue(world.Time, said);
        var isConnected = false;
        try
        {
            dialogue._link = world.Internet.Connect(local, remote, _ => dialogue, error => dialogue._connected.TrySetResult(error));
            isConnected = await dialogue._connected.Task.WaitAsync(limit, world.Time, stop) == SocketError.Success;
        }
        catch (Exception failure) when (failure is TimeoutException or SocketException)
        {
            return null;
        }
        finally
        {
            if (!isConnected) dialogue.Close();
        }
        return isConnected ? dialogue : null;
    }

    /// <summary>Sends a line and waits for its reply. Null: none came within the time, or the server is gone.</summary>
    public ValueTask<ServerReply?> Ask(string line, TimeSpan limit, CancellationToken stop)
    {
        _waiting.Clear();
        _said("");
        Send(Encoding.Latin1.GetBytes(line + "\r\n"));
        return Next(limit, stop);
    }

    /// <summary>Waits for the next reply. Null: none came within the time, or the server is gone.</summary>
    public async ValueTask<ServerReply?> Next(TimeSpan limit, CancellationToken stop)
    {
        if (_waiting.TryDequeue(out var waiting)) return waiting;
        if (IsOver) return null;
        var asking = _asking = new();
        try
        {
            return await asking.Task.WaitAsync(limit, _time, stop);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            if (_asking == asking) (_asking, _late) = (null, _late + 1);
            if (late is TimeoutException) return null;
            throw;
        }
    }

    /// <summary>A reply will come that nobody waits for any more.</summary>
    public void ExpectLate() => _late++;

    /// <summary>Sends octets as they are.</summary>
    public void Send(ReadOnlySpan<byte> octets)
    {
        if (!IsOver) _link!.Send(octets);
    }

    /// <summary>Ends it from this side: nobody is told.</summary>
    public void Close()
    {
        IsOver = true;
        _link?.Close();
        Answer(null);
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty && !IsOver)
        {
            var found = _reader.Read(octets, out var consumed, out var reply);
            octets = octets[consumed..];
            if (found == ReplyRead.Incomplete) continue;
            _said(reply.Text);
            if (found == ReplyRead.Garbage) End();
            else Take(reply);
        }
    }

    void ILinkReceiver.Drained() => Drained?.Invoke();

    void ILinkReceiver.Ended(LinkEnd how) => End();

    private void Take(ServerReply reply)
    {
        if (Aside?.Invoke(reply) == true) return;
        if (_late > 0)
        {
            if (!reply.IsPreliminary) _late--;
        }
        else if (_asking is not null) Answer(reply);
        else if (_waiting.Count < MaxWaiting) _waiting.Enqueue(reply);
    }

    private void Answer(ServerReply? reply)
    {
        var asking = _asking;
        _asking = null;
        asking?.TrySetResult(reply);
    }

    private void End()
    {
        if (IsOver) return;
        Close();
        Ended?.Invoke();
    }
}
