using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Sms;

namespace AtRun.Module.Messages;

/// <content>Indications: shown, or kept for the terminal (+CNMI &lt;mode&gt;, &lt;bfr&gt;).</content>
public sealed partial class MessageService
{
    private readonly Queue<(string First, string? Second)>?[] _kept = new Queue<(string, string?)>?[RunningModule.InstanceCount];

    private static Cnmi IndicationsOf(AtInstance instance) => instance.Settings.Get<Cnmi>();

    /// <summary>Shows what was kept for an instance.</summary>
    internal void ShowKept(AtInstance instance)
    {
        ref var kept = ref _kept[instance.Number - 1];
        var lines = kept;
        kept = null;
        if (lines is null) return;
        foreach (var (first, second) in lines) Show(instance, first, second);
    }

    internal void DropKept(AtInstance instance) => _kept[instance.Number - 1] = null;

    /// <summary>Shows an indication, or keeps it while the terminal wants none (&lt;mode&gt; 0); the oldest goes when there are too many.</summary>
    private void Indicate(AtInstance instance, string first, string? second = null)
    {
        if (IndicationsOf(instance).Mode > 0)
        {
            Show(instance, first, second);
            return;
        }
        var kept = _kept[instance.Number - 1] ??= [];
        if (kept.Count == AtInstance.MaxPendingUrcs) kept.Dequeue();
        kept.Enqueue((first, second));
    }

    private static void Show(AtInstance instance, string first, string? second)
    {
        if (second is null) instance.Unsolicited(first);
        else instance.Unsolicited(first, second);
    }
}
