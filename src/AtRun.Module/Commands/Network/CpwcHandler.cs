using System.Globalization;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

/// <summary>The classes are kept and told; nobody here measures what the module transmits.</summary>
[AtHandler]
internal sealed class CpwcHandler : Handler<Cpwc>
{
    private const string Key = "radio/power";

    // 05.05 §4.1.1; the first of each band is its default.
    private static readonly int[][] Classes = [[4, 5], [1, 2], [1, 2]];

    protected override async ValueTask<FinalResult> Write(AtCall call, Cpwc value)
    {
        if (value.Class != 0 && !Classes[value.Band].Contains(value.Class)) return Refusal;
        var classes = Present(call.Module);
        classes[value.Band] = value.Class == 0 ? Classes[value.Band][0] : value.Class;
        await call.Module.Nvm.SetText(Key, string.Join(',', classes));
        return FinalResult.Ok;
    }

    /// <summary>The band of the serving cell first (AT reference 80000ST10025a p86).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var classes = Present(call.Module);
        var bands = Enumerable.Range(0, Classes.Length).OrderBy(b => b != BandInUse(call.Module));
        call.Out.Line($"{Command.Name}: {string.Join(',', bands.Select(b => string.Create(CultureInfo.InvariantCulture, $"{classes[b]},{Classes[b][0]},{b}")))}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {string.Join(',', Classes.Select((c, band) => $"({band},(0,{string.Join(',', c)}))"))}");
        return Ok;
    }

    private static int BandInUse(RunningModule module) => module.World.Radio.Serving switch
    {
        { Arfcn: >= 512 and <= 885 } => module.World.Radio.Bands.HasFlag(RadioBands.Dcs1800) ? 1 : 2,
        _ => 0,
    };

    private static int[] Present(RunningModule module) =>
        module.Nvm.GetText(Key)?.Split(',') is { } kept ? [.. kept.Select(c => int.Parse(c, CultureInfo.InvariantCulture))] : [.. Classes.Select(c => c[0])];
}
