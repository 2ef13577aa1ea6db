using AtRun.Client.Listening;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Links;
using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;

namespace AtRun.Client;

/// <summary>A serial port of a module far away, as a link (TCP-31): what is sent comes out there, and what comes in there is received, untouched.</summary>
/// <remarks>
/// All calls come on the loop. The module leaves this state when <c>+++</c> arrives alone in one segment. Only <see cref="Leave"/> sends it so: what could be
/// taken for it waits for what comes next, or for a moment, and goes in pieces.
/// </remarks>
public sealed class TransparentSession : ILink
{
    /// <summary>How long a piece of what could be taken for the escape sequence waits: longer than the segment before it takes to be read.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(200);

    /// <summary>Silence before the escape sequence, so that nothing else is read with it.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    /// <summary>Nothing follows the module's OK for that long: it was no data.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(300);

    /// <summary>The escape sequence is sent again when there was no OK within that: it may have been read together with data.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(3);

    private const byte Plus = (byte)'+';
    private const int EscapeLength = 3;
    private const int MaxTogether = 1024;

    private readonly ICommandSession _owner;
    private readonly AtSession _session;
    private readonly ILinkReceiver _receiver;
    private Departure? _departure;
    private ITimer? _apart;
    private int _pluses;
    private int _held;

    private TransparentSession(ICommandSession owner, AtSession session, ILinkReceiver receiver)
    {
        (_owner, _session, _receiver) = (owner, session, receiver);
        session.Heard += Heard;
        session.Drained += Drained;
        session.Ended += Ended;
    }

    /// <summary>Octets that were sent to the module's port, and that came from it.</summary>
    public long Sent { get; private set; }

    /// <inheritdoc cref="Sent"/>
    public long Received { get; private set; }

    /// <summary>Why the module's end is gone; null: it is there, or was closed from here.</summary>
    public string? EndedBecause { get; private set; }

    /// <inheritdoc/>
    public int Unsent => _session.Link.Unsent + _held;

    /// <inheritdoc/>
    public bool Paused
    {
        get => _session.Link.Paused;
        set => _session.Link.Paused = value;
    }

    /// <summary>Joins the session with a serial port of its module.</summary>
    /// <param name="session">A session over TCP; it is this one's from now on.</param>
    /// <param name="port">The port and its rate.</param>
    /// <param name="receiver">Hears what comes in there, from the first octet on.</param>
    /// <param name="timeout">For CONNECT; null: the usual one.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="ArgumentException">The session is not over a stream of octets.</exception>
    /// <exception cref="CommandFailedException">The module refuses.</exception>
    /// <exception cref="AtRunException">The session ended, or nothing came in time.</exception>
    public static async Task<TransparentSession> Open(ICommandSession session, TcpAtConSer port, ILinkReceiver receiver, TimeSpan? timeout = null, CancellationToken stop = default)
    {
        var transparent = new TransparentSession(session, StreamOf(session), receiver);
        try
        {
            var response = await session.Execute($"AT{TcpAtConSer.Command.Name}={port.Port},{port.Rate}", timeout, stop);
            if (response.Result.Kind != ResultKind.Connect) throw new CommandFailedException(response, $"{response.Command}: {response.Result}");
            return transparent;
        }
        catch
        {
            transparent.LetGo();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty || _departure is not null) return;
        Sent += octets.Length;
        var other = octets.LastIndexOfAnyExcept(Plus);
        if (other < 0)
        {
            _pluses = Math.Min(_pluses + octets.Length, EscapeLength);
            if (_pluses < EscapeLength) _session.SendData(octets);
            else Hold(octets.Length);
            return;
        }
        _pluses = Math.Min(octets.Length - 1 - other, EscapeLength);
        var hold = _pluses == EscapeLength ? 1 : 0;
        octets = octets[..^hold];
        if (_held == 0) _session.SendData(octets);
        else SendBehindHeld(octets);
        if (hold > 0) Hold(hold);
    }

    /// <summary>
    /// Leaves the transparent state: sends what waits, is silent, sends the escape sequence and waits for OK; again, until the limit. What comes from the
    /// port until then is still received; nothing is sent any more. The session is to be closed then.
    /// </summary>
    /// <returns>True: the module said OK.</returns>
    public async Task<bool> Leave(TimeSpan limit)
    {
        if (_departure is not null || !_session.IsOnline || !_session.IsOpen) return false;
        var begun = _session.Time.GetTimestamp();
        var departure = _departure = new(_session.Format, _session.Time);
        Paused = false;
        while (_held > 0 && !await departure.Within(departure.Left, Apart)) SendHeld();
        if (Unsent > 0 && !await departure.Within(departure.Drained, Left())) return false;
        while (Left() > Silence)
        {
            // Nothing is expected yet: only the end of the session shows in this time.
            if (await departure.Within(departure.Left, Silence)) return false;
            departure.Expect();
            _session.SendData("+++"u8);
            var left = Left();
            if (await departure.Within(departure.Left, left < Again ? left : Again)) return departure.Left.Task.Result;
            if (departure.GiveUp() is { Length: > 0 } data) Pass(data);
        }
        return false;

        TimeSpan Left()
        {
            var left = limit - _session.Time.GetElapsedTime(begun);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Ends the session with the module, without a word.</summary>
    public void Close()
    {
        LetGo();
        while (_held > 0) SendHeld(_held);
        _owner.Close();
    }

    private static AtSession StreamOf(ICommandSession session) => session switch
    {
        AtSession stream => stream,
        RemoteModule { Connection.Session: { } stream } => stream,
        RemoteModule module => throw new NotRunException($"{module} is away."),
        _ => throw new ArgumentException("Octets do not pass through this session.", nameof(session)),
    };

    private void Heard(ResponseItem item)
    {
        if (item.Kind == ResponseItemKind.Data) Arrived(item.Octets.Span);
    }

    private void Arrived(ReadOnlySpan<byte> octets)
    {
        if (_departure is null) Pass(octets);
        else if (_departure.Take(octets) is { Length: > 0 } data) Pass(data);
    }

    private void Pass(ReadOnlySpan<byte> octets)
    {
        Received += octets.Length;
        _receiver.Received(octets);
    }

    private void Drained()
    {
        _departure?.Drained.TrySetResult(true);
        if (_departure is null) _receiver.Drained();
    }

    private void Ended(string why)
    {
        EndedBecause = why;
        LetGo();
        _departure?.Drained.TrySetResult(false);
        _departure?.Left.TrySetResult(false);
        _receiver.Ended(LinkEnd.Finished);
    }

    private void Hold(int pluses)
    {
        _held += pluses;
        _apart ??= _session.Time.CreateTimer(static s => ((TransparentSession)s!).Release(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _apart.Change(Apart, Timeout.InfiniteTimeSpan);
    }

    private void Release()
    {
        SendHeld();
        if (_held > 0) _apart!.Change(Apart, Timeout.InfiniteTimeSpan);
        else if (_departure is null && Unsent == 0) _receiver.Drained();
    }

    // In one piece: those that waited would else go alone.
    private void SendBehindHeld(ReadOnlySpan<byte> octets)
    {
        while (_held > MaxTogether) SendHeld(MaxTogether);
        var together = new byte[_held + octets.Length];
        together.AsSpan(0, _held).Fill(Plus);
        octets.CopyTo(together.AsSpan(_held));
        _held = 0;
        _session.SendData(together);
    }

    // Never three of them.
    private void SendHeld() => SendHeld(_held == EscapeLength ? _held - 1 : _held);

    private void SendHeld(int count)
    {
        Span<byte> pluses = stackalloc byte[Math.Min(count, MaxTogether)];
        pluses.Fill(Plus);
        _session.SendData(pluses);
        _held -= pluses.Length;
    }

    private void LetGo()
    {
        _session.Heard -= Heard;
        _session.Drained -= Drained;
        _session.Ended -= Ended;
        _apart?.Dispose();
    }
}
