using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Links;
using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;

namespace AtRun.Client;

/// <summary>
/// Runs command lines on a module over an open link: one at a time, in the order they were given. All calls come on the thread that owns the
/// link, and what is awaited resumes there.
/// </summary>
/// <remarks>
/// A session whose command timed out, was cancelled after it was sent or lost its link is over: a late answer must not be taken for that
/// of the next command. What had not been sent then fails with <see cref="NotRunException"/>.
/// </remarks>
public sealed partial class AtSession : IInteractiveSession, ILinkReceiver
{
    private const byte CtrlZ = 0x1A, Esc = 0x1B;

    private readonly ILink _link;
    private readonly AtSessionOptions _options;
    private readonly ResponseReader _reader = new();
    private readonly Queue<Pending> _sent = new();
    private LinkedList<Pending>? _waiting;
    private long _octetsSent;
    private string? _over;
    private ILinkReceiver? _heir;
    private bool _expectsTelnet;

    public AtSession(ILink link, AtSessionOptions? options = null)
    {
        _options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Depth, 1, nameof(options));
        _link = link;
    }

    /// <summary>Each piece of the module's output as it comes: echoes, lines of answers, results, prompts, data.</summary>
    public event Action<ResponseItem>? Heard;

    /// <summary>What no command asked for.</summary>
    public event Action<ResponseItem>? Unsolicited;

    /// <summary>The session is over, other than by <see cref="Close"/>; the text says why.</summary>
    public event Action<string>? Ended;

    /// <summary>All that was unsent has been taken by the module's side.</summary>
    internal event Action? Drained;

    internal ILink Link => _link;

    internal TimeProvider Time => _options.Time;

    /// <inheritdoc cref="ResponseReader.HeardTelnet"/>
    internal bool HeardTelnet => _expectsTelnet || _reader.HeardTelnet;

    /// <summary>How the module answers, as far as is known.</summary>
    internal ResponseFormat Format => _reader.Format;

    /// <summary>Commands can be run.</summary>
    public bool IsOpen => _over is null;

    /// <summary>After CONNECT: what is sent is data (OnlineDataState).</summary>
    public bool IsOnline { get; private set; }

    /// <summary>Why it is over; known before the link is closed. Null: it is not, or no command was concerned.</summary>
    internal UnknownBecause? OverBecause { get; private set; }

    /// <inheritdoc/>
    public Task<AtResponse> Execute(AtRequest request, CancellationToken stop = default)
    {
        if (stop.IsCancellationRequested) return Task.FromCanceled<AtResponse>(stop);
        if (_over is not null) return Task.FromException<AtResponse>(new NotRunException($"{request.Command} was not sent: {_over}"));
        if (IsOnline) return Task.FromException<AtResponse>(new NotRunException($"{request.Command} was not sent: the module is in the online data state."));
        var pending = new Pending(request);
        if (stop.CanBeCanceled) pending.Cancellation = stop.UnsafeRegister(_ => Cancel(pending), null);
        if (_waiting is not { Count: > 0 } && MayFollow(pending)) SendNow(pending);
        else pending.Place = (_waiting ??= new()).AddLast(pending);
        return pending.Task;
    }

    /// <summary>Asks the module for a sign of life with a bare AT, and notices if it answers by numbers (V0).</summary>
    internal Task<AtResponse> Probe(TimeSpan timeout, CancellationToken stop)
    {
        var task = Execute(new AtRequest("AT") { Timeout = timeout }, stop);
        if (_sent.TryPeek(out var probe)) probe.IsProbe = true;
        return task;
    }

    /// <summary>The module answers by numbers (V0), as was seen before the session began.</summary>
    internal void ExpectNumbers() => _reader.Format = _reader.Format with { Verbose = false };

    /// <summary>The other side spoke telnet before the session began.</summary>
    internal void ExpectTelnet() => _expectsTelnet = true;

    /// <inheritdoc/>
    public void SendData(ReadOnlySpan<byte> octets)
    {
        if (IsOnline && IsOpen) _link.Send(octets);
    }

    /// <inheritdoc/>
    public Task<AtResponse> Escape(TimeSpan timeout, CancellationToken stop = default)
    {
        if (!IsOnline || _over is not null) return Task.FromException<AtResponse>(new NotRunException(_over ?? "The module is not in the online data state."));
        IsOnline = false;
        _reader.EndData(resultFollows: true);
        var pending = new Pending(new AtRequest("AT") { Timeout = timeout });
        pending.Cancellation = stop.UnsafeRegister(_ => Cancel(pending), null);
        Transmit(pending, "+++"u8);
        Run(pending);
        return pending.Task;
    }

    /// <inheritdoc/>
    public void Abort()
    {
        if (_over is null && !IsOnline && _sent.Count > 0) Send([_reader.Format.TerminationCharacter]);
    }

    /// <summary>Ends the session and closes the link.</summary>
    public void Close() => End("the session was closed.", UnknownBecause.Cancelled, tell: false);

    /// <summary>Gives the link to somebody else, who closes it: the session is over. Nothing may be under way.</summary>
    internal ILink HandOver(ILinkReceiver heir)
    {
        if (_over is not null || _sent.Count > 0) throw new InvalidOperationException(_over ?? "a command is under way.");
        _over = "its link was given away.";
        _heir = heir;
        return _link;
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        _heir?.Received(octets);
        while (_over is null && _reader.Read(octets, out var consumed) is { } item)
        {
            octets = octets[consumed..];
            Take(item);
        }
    }

    void ILinkReceiver.Drained()
    {
        Drained?.Invoke();
        LetSend();
    }

    void ILinkReceiver.Ended(LinkEnd how)
    {
        _heir?.Ended(how);
        End(how == LinkEnd.Finished ? "the module closed the connection." : "the connection broke.", UnknownBecause.Disconnected, tell: true);
    }

    private void Take(ResponseItem item)
    {
        Heard?.Invoke(item);
        switch (item.Kind)
        {
            case ResponseItemKind.InformationText or ResponseItemKind.LineTooLong when _sent.TryPeek(out var running):
                if (running.IsProbe && ResultText.TryParseNumber(Encoding.Latin1.GetBytes(item.Text), out var number))
                {
                    _reader.Format = _reader.Format with { Verbose = false };
                    _reader.Abandon();
                    Finish(number, item.Text);
                }
                else running.Lines.Add(item.Text);
                break;
            case ResponseItemKind.FinalResult when _sent.Count > 0:
                Finish(item.Result, item.Text);
                break;
            case ResponseItemKind.Data when !IsOnline && _sent.TryPeek(out var running):
                FileRead(running, item.Octets.Span);
                break;
            case ResponseItemKind.Prompt when _sent.TryPeek(out var running):
                AnswerPrompt(running, item.Prompt);
                break;
            case ResponseItemKind.Unsolicited or ResponseItemKind.FinalResult or ResponseItemKind.LineTooLong:
                Unsolicited?.Invoke(item);
                break;
        }
    }

    // Without a time limit of its own: that of the command runs on.
    private async void AnswerPrompt(Pending running, PromptKind prompt)
    {
        // What is read follows by itself; and data are given once.
        if (prompt == PromptKind.ReadScript) ReadFile(running);
        if (prompt == PromptKind.ReadScript || running.DataGiven) return;
        running.DataGiven = true;
        if (prompt == PromptKind.WriteScript && running.Request.Sends is { } file)
        {
            await SendFile(running, file);
            return;
        }
        var data = running.Request.Data is { } ask ? await ask(prompt) : null;
        if (_over is not null || running.Task.IsCompleted) return;
        if (data is not null)
        {
            byte[] octets = prompt == PromptKind.Message ? [.. data, CtrlZ] : data;
            _reader.ExpectEcho(Encoding.Latin1.GetString(octets));
            Send(octets);
        }
        else if (prompt == PromptKind.Message)
        {
            running.Declined = true;
            Send([Esc]);
        }
        // There every octet counts as data, ESC too.
        else End("it waits for data.", UnknownBecause.DataMissing, tell: true);
    }

    private void Finish(FinalResult result, string text)
    {
        var done = _sent.Dequeue();
        done.Release();
        if (result.Kind == ResultKind.Connect)
        {
            IsOnline = true;
            _reader.BeginData();
        }
        else if (_sent.TryPeek(out var next))
        {
            _reader.Expect(next.Request.Command);
            Run(next);
        }
        done.TrySetResult(new AtResponse
        {
            Command = done.Request.Command,
            Lines = done.Lines,
            Result = result,
            ResultText = text,
            Duration = _options.Time.GetElapsedTime(done.SentAt),
            PromptDeclined = done.Declined,
            Octets = done.FileRead?.Written.ToArray(),
        });
        if (done.SendsFile) End("the module ended the transfer before all of the file was sent.", UnknownBecause.Disconnected, tell: true);
        SendWaiting();
    }

    private void SendWaiting()
    {
        while (_over is null && !IsOnline && _waiting?.First is { } first && MayFollow(first.Value))
        {
            _waiting.RemoveFirst();
            SendNow(first.Value);
        }
    }

    private void SendNow(Pending pending)
    {
        var alone = _sent.Count == 0;
        var line = new byte[pending.Request.Command.Length + 1];
        Encoding.Latin1.GetBytes(pending.Request.Command, line);
        line[^1] = _reader.Format.TerminationCharacter;
        _reader.Format = FormatTracker.After(pending.Request.Command, _reader.Format);
        if (alone) _reader.Expect(pending.Request.Command);
        Transmit(pending, line);
        if (alone) Run(pending);
    }

    /// <summary>Behind a command that takes data nothing is sent before its result: it would be taken for the data.</summary>
    private bool MayFollow(Pending next) =>
        _sent.Count == 0 || (_sent.Count < _options.Depth && !next.Request.HasData && !_sent.Any(s => s.Request.HasData));

    private void Transmit(Pending pending, ReadOnlySpan<byte> octets)
    {
        pending.Place = null;
        pending.From = _octetsSent;
        pending.SentAt = _options.Time.GetTimestamp();
        _sent.Enqueue(pending);
        Send(octets);
    }

    private void Send(ReadOnlySpan<byte> octets)
    {
        _octetsSent += octets.Length;
        _link.Send(octets);
    }

    /// <summary>The oldest command under way: its time runs from now.</summary>
    private void Run(Pending pending) => Run(pending, pending.Request.Timeout ?? AtRequest.TimeoutOf(pending.Request.Command));

    private void Run(Pending pending, TimeSpan timeout)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
            pending.Timer = _options.Time.CreateTimer(_ => TimedOut(pending, timeout), null, timeout, Timeout.InfiniteTimeSpan);
    }

    private void TimedOut(Pending pending, TimeSpan timeout)
    {
        if (!pending.Task.IsCompleted) End($"no final result within {timeout.TotalSeconds:0.###} s.", UnknownBecause.TimedOut, tell: true);
    }

    private void Cancel(Pending pending)
    {
        if (pending.Task.IsCompleted) return;
        if (pending.Place is not { } place)
        {
            End("cancelled.", UnknownBecause.Cancelled, tell: true);
            return;
        }
        _waiting!.Remove(place);
        pending.TrySetCanceled();
    }

    private void End(string why, UnknownBecause because, bool tell)
    {
        if (_over is not null) return;
        _over = why;
        OverBecause = because;
        var left = _octetsSent - _link.Unsent;
        _link.Close();
        LetSend();
        while (_sent.TryDequeue(out var pending))
        {
            pending.Release();
            if (pending.From >= left) pending.TrySetException(new NotRunException($"{pending.Request.Command} was not sent: {why}"));
            else pending.TrySetException(new EffectUnknownException(pending.Request.Command, because, pending.Lines, $"{pending.Request.Command} was sent, and whether it ran is not known: {why}"));
        }
        foreach (var pending in _waiting ?? [])
        {
            pending.Release();
            pending.TrySetException(new NotRunException($"{pending.Request.Command} was not sent: {why}"));
        }
        _waiting = null;
        if (tell) Ended?.Invoke(why);
    }

    // Whoever waits goes on after the octets at hand have been dealt with.
    private sealed class Pending(AtRequest request) : TaskCompletionSource<AtResponse>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public AtRequest Request { get; } = request;
        public List<string> Lines { get; } = [];
        public LinkedListNode<Pending>? Place { get; set; }

        /// <summary>Octets sent before its first one.</summary>
        public long From { get; set; }

        public long SentAt { get; set; }
        public bool IsProbe { get; set; }
        public bool Declined { get; set; }
        public bool DataGiven { get; set; }

        /// <summary>Not all of the file has been sent.</summary>
        public bool SendsFile { get; set; }

        /// <summary>What has come of the file that is read; null: no prompt for it.</summary>
        public OctetBuffer? FileRead { get; set; }

        public ITimer? Timer { get; set; }
        public CancellationTokenRegistration Cancellation { get; set; }

        public void Release()
        {
            Timer?.Dispose();
            Cancellation.Unregister();
        }
    }
}
