namespace AtRun.Module.Instances;

/// <summary>Finds the escape sequence in what a terminal sends on-line, and hands everything else on (V.250 §5.7; AT reference 80000ST10025a p72-78).</summary>
/// <param name="time">The module's clock.</param>
/// <param name="character">S2; above 127: there is no escape.</param>
/// <param name="guard">Silence before and behind the sequence, and the most between its characters; zero: the sequence comes in one piece and alone.</param>
/// <param name="hold">The sequence itself is not handed on (#SKIPESC=1).</param>
/// <param name="pass">Takes what is data.</param>
/// <param name="escaped">Told of the sequence.</param>
internal sealed class EscapeDetector(TimeProvider time, byte character, TimeSpan guard, bool hold, EscapeDetector.Sink pass, Action escaped) : IDisposable
{
    private const int Length = 3;

    private ITimer? _silence;
    private long _last = time.GetTimestamp();
    private int _seen;

    /// <summary>Takes data.</summary>
    public delegate void Sink(ReadOnlySpan<byte> octets);

    private bool Possible => character <= 127;

    /// <summary>Takes octets as they arrive together.</summary>
    public void Take(ReadOnlySpan<byte> octets)
    {
        if (guard == TimeSpan.Zero)
        {
            if (Possible && octets.Length == Length && !octets.ContainsAnyExcept(character)) escaped();
            else pass(octets);
            return;
        }
        var silent = time.GetElapsedTime(_last);
        _last = time.GetTimestamp();
        if (!Possible)
        {
            pass(octets);
            return;
        }
        var run = Run(octets);
        if (run < octets.Length || _seen + run > Length || (_seen == 0 ? silent < guard : silent > guard))
        {
            var held = _seen;
            _seen = 0;
            _silence?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (hold && held > 0) pass(stackalloc byte[] { character, character, character }[..held]);
            pass(octets);
            return;
        }
        _seen += run;
        if (!hold) pass(octets);
        _silence ??= time.CreateTimer(static d => ((EscapeDetector)d!).Silence(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _silence.Change(guard, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _silence?.Dispose();

    private int Run(ReadOnlySpan<byte> octets)
    {
        var at = octets.IndexOfAnyExcept(character);
        return at < 0 ? octets.Length : at;
    }

    private void Silence()
    {
        var seen = _seen;
        _seen = 0;
        if (seen == Length) escaped();
        else if (hold && seen > 0) pass(stackalloc byte[] { character, character, character }[..seen]);
    }
}
