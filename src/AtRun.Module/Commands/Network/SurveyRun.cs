using AtRun.Module.Services.Calls;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

/// <summary>A network survey: what is looked for, and what it prints.</summary>
/// <param name="Channels">To be listened to.</param>
internal sealed record SurveyRun(IReadOnlyCollection<int> Channels)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(CSurv.Command.Facts.TimeLimit);

    /// <summary>Carriers are numbers and commas.</summary>
    public bool InFigures { get; init; }

    /// <summary>Channels without a carrier are printed, too.</summary>
    public bool Silent { get; init; }

    /// <summary>Carriers with a BCCH after which it stops.</summary>
    public int Cells { get; init; } = int.MaxValue;

    /// <summary>It stops behind a cell of this network; empty: of none.</summary>
    public string Plmn { get; init; } = "";

    /// <summary>The channels of the bands in use (#BND), and of UMTS where that is listened to (+WS46).</summary>
    public static IReadOnlyCollection<int> ChannelsOf(RunningModule module) => 
        [.. RadioChannels.Of(module.World.Radio.Bands), .. module.World.Radio.Technologies.HasFlag(RadioTechnologies.Umts) ? RadioChannels.OfUmts : []];

    /// <summary>All of a band's channels between two, both included.</summary>
    public static ValueTask<FinalResult> Between(AtCall call, int first, int last, bool inFigures) => last < first
        ? new(CmeError.SurveyWrongRequest)
        : new SurveyRun([.. ChannelsOf(call.Module).Where(c => c >= first && c <= last)]) { InFigures = inFigures }.For(call);

    /// <summary>One survey at a time, and not together with a search for operators (Telit 30268ST10299A p25).</summary>
    public ValueTask<FinalResult> For(AtCall call) => call.Module.Network.InTurn(stop => Run(call, stop), call.Stop);

    private async ValueTask<FinalResult> Run(AtCall call, CancellationToken stop)
    {
        var module = call.Module;
        // IP Easy guide 80000ST10028 p70: ERROR while a data call, or the GSM context that stands on one, is up. Any call has the radio.
        if (module.Calls.State != CallState.Idle) return CmeError.SurveyBusy;
        if (module.Volatile.Get<Cfun>().Fun == Cfun.RadioOff) return CmeError.OperationNotAllowed;
        var text = new SurveyText(call, InFigures);
        var (found, cells, enough) = (0, 0, false);
        using var limit = new CancellationTokenSource(Limit, module.World.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            using var suspended = module.PacketGate.Suspend();
            text.Start();
            if (!await module.World.Radio.Survey(Channels, Silent, Heard, either.Token)) return CmeError.SurveyAborted;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // The time is over: what was found is what there is.
        }
        if (found == 0) return CmeError.SurveyNoCarrier;
        text.End(Channels.Count, cells);
        return FinalResult.Ok;

        bool Heard(Carrier carrier)
        {
            if (enough) return true;
            found++;
            if (carrier.Says is { } says)
            {
                cells++;
                enough = cells >= Cells || says.Cell.Plmn == Plmn;
            }
            text.Carrier(carrier);
            return enough;
        }
    }
}
