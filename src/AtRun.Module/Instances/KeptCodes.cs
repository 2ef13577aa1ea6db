namespace AtRun.Module.Instances;

/// <summary>Result codes that a terminal may have kept for later, as +CNMI, +CGEREP and #OTASUAN say by their &lt;mode&gt; (27.005 §3.4.1, 27.007 §10.1.19).</summary>
internal sealed class KeptCodes
{
    /// <summary>Codes are kept.</summary>
    public const int Keep = 0;

    /// <summary>They are shown, and lost while the terminal is on line.</summary>
    public const int LoseOnline = 1;

    private readonly Queue<(string First, string? Second)>?[] _kept = new Queue<(string, string?)>?[RunningModule.InstanceCount];

    /// <summary>Shows a code (and a second line that belongs to it), or keeps it, or loses it; the oldest goes when there are too many.</summary>
    public void Tell(AtInstance instance, int mode, string first, string? second = null)
    {
        if (mode == LoseOnline && instance.IsOnline) return;
        if (mode != Keep)
        {
            Show(instance, first, second);
            return;
        }
        var kept = _kept[instance.Number - 1] ??= [];
        if (kept.Count == AtInstance.MaxPendingUrcs) kept.Dequeue();
        kept.Enqueue((first, second));
    }

    /// <summary>A mode was set: what was kept is shown behind the OK, or dropped.</summary>
    public void ModeSet(AtInstance instance, int mode, bool show)
    {
        if (mode == Keep) return;
        if (show) instance.AfterLine(() => Flush(instance));
        else _kept[instance.Number - 1] = null;
    }

    private void Flush(AtInstance instance)
    {
        ref var kept = ref _kept[instance.Number - 1];
        var lines = kept;
        kept = null;
        if (lines is null) return;
        foreach (var (first, second) in lines) Show(instance, first, second);
    }

    private static void Show(AtInstance instance, string first, string? second)
    {
        if (second is null) instance.Unsolicited(first);
        else instance.Unsolicited(first, second);
    }
}
