using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Sms;

namespace AtRun.Module.Messages;

/// <content>Indications: shown, or kept for the terminal (+CNMI &lt;mode&gt;, &lt;bfr&gt;).</content>
public sealed partial class MessageService
{
    private readonly KeptCodes _kept = new();

    private static Cnmi IndicationsOf(AtInstance instance) => instance.Settings.Get<Cnmi>();

    /// <summary>+CNMI was set: what was kept is shown behind the OK, or dropped (AT reference 80000ST10025a p225).</summary>
    internal void IndicationsSet(AtInstance instance, Cnmi value) => _kept.ModeSet(instance, value.Mode, show: value.Bfr == 0);

    /// <summary>Shows an indication as &lt;mode&gt; has it.</summary>
    private void Indicate(AtInstance instance, string first, string? second = null)
    {
        var indications = IndicationsOf(instance);
        if (indications is { Mode: Cnmi.ByBreak, Mt: 1 } && instance.IsOnline) instance.CallByBreak();
        _kept.Tell(instance, indications.Mode, first, second);
    }
}
