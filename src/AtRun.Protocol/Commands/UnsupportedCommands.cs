namespace AtRun.Protocol.Commands;

/// <summary>Commands of the reference manual that no module here has, with the reason. A module answers ERROR to them, as to any name that it does not know.</summary>
/// <remarks>AT reference 80000ST10025a</remarks>
public static class UnsupportedCommands
{
    private const string Sound = "sound: there is no microphone and no loudspeaker, so nothing that it sets could be heard or measured";
    private const string Fax = "fax: calls carry voice or data, and no facsimile is at the other end of any";
    private const string Toolkit = "SIM toolkit: the simulated card sends no proactive commands";
    private const string Emergency = "emergency services: there is no centre that would take the call or its data set";

    /// <summary>A chapter of the manual, the commands of it that are not there, and why.</summary>
    public sealed record Group(string Title, string Reason, IReadOnlyList<string> Names);

    /// <summary>In the order of the manual.</summary>
    public static IReadOnlyList<Group> All { get; } =
    [
        new("Fax class 1", Fax, ["+FMI", "+FMM", "+FMR", "+FTS", "+FRS", "+FTM", "+FRM", "+FTH", "+FRH", "+FLO", "+FPR", "+FDD"]),
        new("General configuration", "the AT&T set of functions: one operator's, of which no public document says enough", ["#ENS", "+PACSP"]),
        new("General configuration", "pins of the GM862, which is no product here", ["#SGPO", "#GGPI"]),
        new("General configuration", "electricity: how pins are driven in power saving, and bursts of a transmitter that is not there", ["#V24MODE", "#TXMONMODE"]),
        new("General configuration", "the trace port, in place of which it puts an instance: where a product has a second port, that reaches its instance anyway", ["#SII"]),
        new("General configuration", "no text of the module is translated", ["#LANG"]),
        new("SIM toolkit", Toolkit, ["#STIA", "#STGI", "#STSR", "#STTA"]),
        new("SIM access profile", "a SIM far away: the card is in the module's own world, and SAP is no part of AT Run", ["#RSEN"]),
        new("Jamming", "interference: the simulated radio has cells and no noise that a detector could tell from them", ["#JDR"]),
        new("GPS", "the receiver's own software: there is none to be replaced", ["$GPSPRG"]),
        new("Audio", Sound,
        [
            "#CAP", "#AXE", "#SRS", "#SRP", "#HFMICG", "#HSMICG", "#HFRECG", "#HSRECG", "#SHFSD", "#SHSSD", "#SPKMUT", "#OAP", "#STM", "#TONE", "#TONEEXT",
            "#TSVOL", "#UDTSET", "#UDTSAV", "#UDTRST", "#PSEL", "#PSAV", "#PRST", "#PSET", "#HFCFG", "#TXCNI", "#SHFEC", "#SHSEC", "#SHFAGC", "#SHSAGC", "#SHFNR",
            "#SHSNR", "#BIQUADIN", "#BIQUADOUT", "#BIQUADINEX", "#BIQUADOUTEX", "#DTMF", "#DTMFCFG", "#SPCM", "#TTY", "#DVI", "#CODEC", "#CODECINFO",
        ]),
        new("Emergency call", Emergency, ["#EMRGD", "#MSDPUSH", "#MSDSEND", "+CECALL"]),
    ];

    /// <summary>The chapter of a name as typed, upper or lower case; null: it is not among them.</summary>
    public static Group? Find(string name) => All.FirstOrDefault(g => g.Names.Contains(name, StringComparer.OrdinalIgnoreCase));
}
