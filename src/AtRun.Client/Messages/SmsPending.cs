using System.Globalization;
using System.Text;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;

namespace AtRun.Client.Messages;

/// <summary>A request from the moment it is made until its answer is there, or why there is none.</summary>
/// <param name="timeout">How long the answer may take; of a hidden request, until the centre has it.</param>
/// <param name="validity">How long the centre keeps it for a module out of reach; null: as long as it likes.</param>
internal sealed class SmsPending(SmsSession session, AtRequest request, TimeSpan timeout, TimeSpan? validity) : TaskCompletionSource<AtResponse>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly CancellationTokenSource _stop = new();
    private string _text = "";
    private ITimer? _timer;
    private long _sentAt;
    private SmsStatusReport? _report;
    private (UnknownBecause Because, string Why)? _given;

    public SmsAddress Module => session.Module;
    public DigestPassword? Password => session.Password;
    public bool IsHidden { get; } = request.Hidden || session.Hidden;

    /// <summary>Session id of the digest form.</summary>
    public byte Id { get; set; }

    /// <summary>An answer with that session id may be its own; nothing comes back to a hidden one.</summary>
    public bool HoldsId(byte id) => Id == id && Password is not null && !IsHidden;

    /// <summary>TP-MR, by which a report is told to be about it.</summary>
    public byte Reference { get; private set; }

    /// <summary>The centre has it.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>Answers with its session id whose digest was wrong.</summary>
    public int Refused { get; set; }

    /// <summary>Parts of the answer that came: text and total by number.</summary>
    public SortedDictionary<int, (string Text, int Total)> Parts { get; } = [];

    /// <summary>Its place among those that wait; null: it has been sent.</summary>
    public LinkedListNode<SmsPending>? Place { get; set; }

    public CancellationTokenRegistration Cancellation { get; set; }

    /// <summary>Ends the sending of it.</summary>
    public CancellationToken Stop => _stop.Token;

    private string Text => IsHidden ? "H" + request.Command : request.Command;

    /// <summary>What keeps it from fitting one message (SMS-9); null: nothing.</summary>
    public string? TooLong()
    {
        var fits = TryMake(out _, out var by);
        if (fits) return null;
        var form = Password is null ? "one message" : $"one message in the digest form, which holds {SmsRequestMessage.MaxDigestText}";
        return $"{Text} was not sent: it has {by} octets more than {form}; a request may not have several (SMS-9).";
    }

    /// <summary>The message that carries it. The centre drops it when nobody waits for the answer any more: a command must not run days later.</summary>
    public SmsSubmit Message()
    {
        TryMake(out var message, out _);
        return new()
        {
            Destination = Module,
            Coding = message.Coding,
            UserData = message.UserData,
            Reference = Reference,
            Validity = validity is { } span ? ValidityPeriod.AtLeast(span) : ValidityPeriod.None,
            StatusReportRequest = !IsHidden,
        };
    }

    public void Begin(byte reference)
    {
        Reference = reference;
        _sentAt = session.Time.GetTimestamp();
        if (timeout != Timeout.InfiniteTimeSpan)
            _timer = session.Time.CreateTimer(_ => GiveUp(UnknownBecause.TimedOut, $"no answer within {timeout.TotalSeconds:0.###} s."), null, timeout, Timeout.InfiniteTimeSpan);
    }

    public void WasTaken()
    {
        IsTaken = true;
        if (Task.IsCompleted) return;
        if (IsHidden) Finish(new() { Command = request.Command, Lines = [], Result = default, ResultText = "", Duration = Elapsed, IsHidden = true });
        else if (_given is { } given) Unknown(given.Because, given.Why);
    }

    /// <summary>It was given up before it had left.</summary>
    public void WasTakenBack()
    {
        if (_given is not { Because: UnknownBecause.TimedOut } given) Fail(new OperationCanceledException(_stop.Token));
        else NotRun($"the message service did not take it: {given.Why}");
    }

    /// <summary>Whoever made the request does not want to wait any more.</summary>
    public void Cancel()
    {
        if (Task.IsCompleted) return;
        if (Place is not null) Fail(new OperationCanceledException());
        else GiveUp(UnknownBecause.Cancelled, "cancelled.");
    }

    public void NotRun(string why) => NotRun(new NotRunException($"{Text} was not sent: {why}"));

    public void NotRun(NotRunException e) => Fail(e);

    public void Unknown(UnknownBecause because, string why)
    {
        if (Task.IsCompleted) return;
        var e = new EffectUnknownException(request.Command, because, LinesSoFar(), $"{Text} was sent, and whether it ran is not known: {why}{Known(because)}");
        // A late answer must not be taken for that of the next request; in the digest form the session id tells them apart.
        if (Password is null && !IsHidden) session.Spoil(why);
        Fail(e);
    }

    /// <summary>A part of the answer in the digest form. False: it is not wanted.</summary>
    public bool TakePart((int Number, int Total) part, ReadOnlyMemory<byte> octets)
    {
        var text = Encoding.Latin1.GetString(octets.Span);
        if (part.Total == 1)
        {
            // One that has no final result may be continued by another: then both are one answer.
            _text += text;
            TakeText(_text, 1);
            return true;
        }
        if (Parts.Values.Any(p => p.Total != part.Total) || !Parts.TryAdd(part.Number, (text, part.Total))) return false;
        if (Parts.Count == part.Total) TakeText(string.Concat(Parts.Values.Select(p => p.Text)), part.Total);
        return true;
    }

    /// <summary>A whole answer. False: it is none, as it has no final result.</summary>
    public bool TakeText(string text, int parts)
    {
        if (Task.IsCompleted) return false;
        var answer = SmsAnswer.Read(text, request.Command, FormatTracker.After(request.Command, session.Format));
        if (!answer.IsComplete && parts < AtRunRequest.MaxParts) return false;
        session.Show(answer);
        if (answer.IsComplete)
            Finish(new() { Command = request.Command, Lines = answer.Lines, Result = answer.Final.Result, ResultText = answer.Final.Text, Duration = Elapsed });
        else
            Fail(new EffectUnknownException(request.Command, UnknownBecause.Truncated, answer.Lines,
                $"{request.Command}: the answer is longer than the {AtRunRequest.MaxParts} messages that may carry it; its end, and with it its final result, was cut off (SMS-23)."));
        return true;
    }

    /// <summary>What became of the message: once the centre has given it up, the module does not get it any more.</summary>
    public void TakeReport(SmsStatusReport report)
    {
        _report = report;
        if (StatusText.IsGivenUp(report.Status)) NotRun(new NotRunException($"{Text} did not reach the module: the service centre reports: {StatusText.Of(report.Status)}."));
    }

    private TimeSpan Elapsed => session.Time.GetElapsedTime(_sentAt);

    private bool TryMake(out SmsRequestMessage message, out int tooLong) => Password is { } password
        ? SmsRequestMessage.TryDigest(Text, password, Id, out message, out tooLong)
        : SmsRequestMessage.TrySimple(Text, session.EightBit, out message, out tooLong);

    // While it is being sent, the channel knows whether it has left.
    private void GiveUp(UnknownBecause because, string why)
    {
        if (Task.IsCompleted) return;
        _given ??= (because, why);
        if (IsTaken) Unknown(because, why);
        else _stop.Cancel();
    }

    private string Known(UnknownBecause because)
    {
        if (because == UnknownBecause.Disconnected && !IsTaken) return "";
        var known = new StringBuilder(" ");
        known.Append(!IsTaken ? "The service centre has not said that it took it."
            : _report is not { } report ? "The service centre took it; it has not reported a delivery."
            : $"The service centre took it and reports: {StatusText.Of(report.Status)}.");
        if (Parts.Count > 0) known.Append(CultureInfo.InvariantCulture, $" Of the answer, {(Parts.Count == 1 ? "part" : "parts")} {string.Join(", ", Parts.Keys)} of {Parts.Values.First().Total} came.");
        if (Refused > 0) known.Append(CultureInfo.InvariantCulture, $" {Refused} with its session id had a digest that this password does not make.");
        if (because == UnknownBecause.TimedOut && IsTaken && Parts.Count == 0)
            known.Append(Password is null ? " A module does not answer where the number is not on its white list (#SMSATWL) or the service is off (#SMSATRUN)." : " A module does not answer where the password is not on its white list (#SMSATWL) or the service is off (#SMSATRUN).");
        return known.ToString();
    }

    /// <summary>The lines as far as nothing is missing in front of them.</summary>
    private List<string> LinesSoFar()
    {
        var text = Parts.Count == 0 ? _text : string.Concat(Parts.TakeWhile((p, i) => p.Key == i + 1).Select(p => p.Value.Text));
        return SmsAnswer.Read(text, request.Command, session.Format).Lines;
    }

    private void Finish(AtResponse response)
    {
        Release();
        session.Finished(request.Command);
        TrySetResult(response);
    }

    private void Fail(Exception e)
    {
        if (Task.IsCompleted) return;
        Release();
        if (e is OperationCanceledException) TrySetCanceled();
        else TrySetException(e);
    }

    private void Release()
    {
        _timer?.Dispose();
        _stop.Cancel();
        Cancellation.Unregister();
        session.Done(this);
    }
}
