using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services.Network;

/// <content>What the radio listens to (#BND, #AUTOBND, +WS46), how often it looks (#NWSCANTMR), why the network refused (#CEERNET).</content>
public sealed partial class NetworkService
{
    private const RadioBands AllBands = RadioBands.Gsm850 | RadioBands.Gsm900 | RadioBands.Dcs1800 | RadioBands.Pcs1900;

    /// <summary>Values of #BND.</summary>
    private const int BandChoices = 4;

    // 24.008 §10.5.5.14, §10.5.6.6
    internal const int GprsNotAllowed = 7, ImplicitlyDetached = 10, PlmnNotAllowed = 11, RegularDeactivation = 36;

    private ITimer? _bandSearch;

    /// <summary>Cause of the last refusal, detach or deactivation by the network (24.008); 0: there was none.</summary>
    public int RejectCause { get; internal set; }

    /// <summary>The cause that stands behind an error; null: it is none of the network's.</summary>
    internal static int? CauseOf(CmeError error) => error.Number switch
    {
        >= 103 and <= 134 => error.Number - 100,
        148 => 31,
        149 => 29,
        567 => 27,
        568 => 28,
        569 => 32,
        570 => 37,
        571 => 35,
        572 => 25,
        573 => 31,
        _ => null,
    };

    /// <summary>The radio listens to the bands of #BND; to all where #AUTOBND and +COPS say so.</summary>
    internal void SelectBands() => Radio.Bands = module.Nvm.Get<AutoBnd>().Value == AutoBnd.AllBands && IsAutomatic ? AllBands : module.Nvm.Get<Bnd>().Band switch
    {
        0 => RadioBands.Gsm900 | RadioBands.Dcs1800,
        1 => RadioBands.Gsm900 | RadioBands.Pcs1900,
        2 => RadioBands.Gsm850 | RadioBands.Dcs1800,
        _ => RadioBands.Gsm850 | RadioBands.Pcs1900,
    };

    /// <summary>The radio listens to the networks of +WS46.</summary>
    internal void SelectTechnologies() => Radio.Technologies = module.Nvm.Get<Ws46>().N switch
    {
        Ws46.Gsm => RadioTechnologies.Gsm,
        Ws46.Umts => RadioTechnologies.Umts,
        _ => RadioTechnologies.Gsm | RadioTechnologies.Umts,
    };

    private bool IsAutomatic => Selection.Mode == SelectionMode.Automatic;

    private void StartRadio()
    {
        SelectBands();
        SelectTechnologies();
        Radio.ScanInterval = TimeSpan.FromSeconds(module.Nvm.Get<NwScanTmr>().Tmr);
        if (module.Nvm.Get<AutoBnd>().Value != AutoBnd.Searching || !IsAutomatic) return;
        _bandSearch = module.World.Time.CreateTimer(static n => ((NetworkService)n!).TryOtherBands(), this, Timers.BandSearch.Default, Timers.BandSearch.Default);
    }

    private void EndRadio() => _bandSearch?.Dispose();

    /// <summary>The next pair of bands, until a cell is heard; #BND changes with it (AT reference 80000ST10025a p342-343).</summary>
    private void TryOtherBands()
    {
        if (Radio.Serving is not null || !IsAutomatic)
        {
            _bandSearch?.Dispose();
            return;
        }
        module.InBackground(async _ =>
        {
            await module.Nvm.Set(new Bnd { Band = (module.Nvm.Get<Bnd>().Band + 1) % BandChoices });
            SelectBands();
        });
    }

    /// <summary>Area and cell as registration reports print them, while a network serves.</summary>
    /// <remarks>Bare in AT reference 80000ST10025a p98; the 3G products have them in quotes, as 27.007 §7.2, and the access technology behind them.</remarks>
    internal void WritePlace(ResponseWriter to)
    {
        var tells = module.Product.Flavour.TellsTechnology;
        var between = tells ? "\",\""u8 : ","u8;
        if (tells) to.Octets("\""u8);
        to.Number(Lac, "X4");
        to.Octets(between);
        to.Number(CellId, "X4");
        if (!tells) return;
        to.Octets("\","u8);
        to.Number(_technology);
    }

    private string Place() => module.Product.Flavour.TellsTechnology ? $"\"{Lac:X4}\",\"{CellId:X4}\",{_technology}" : $"{Lac:X4},{CellId:X4}";
}
