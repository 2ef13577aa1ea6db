namespace AtRun.Module;

/// <summary>One timer of the module: a default with its bounds and where it comes from.</summary>
public sealed record ModuleTimer(string Name, TimeSpan Default, TimeSpan Minimum, TimeSpan Maximum, string Source);

/// <summary>Every time-out that is not a parameter of a command, in one table.</summary>
public static class Timers
{
    private static readonly List<ModuleTimer> Defined = [];

    public static readonly ModuleTimer Login = Seconds("login, each part", 60, 1, 3600, "DEC-2");
    public static readonly ModuleTimer Boot = Seconds("power-down to ready", 3, 0, 120, "AT reference 80000ST10025a p24 gives #REBOOT 5 s");
    public static readonly ModuleTimer PowerDown = Seconds("OK to power-down", 1, 0, 5, "own choice: the answer leaves first");
    public static readonly ModuleTimer ListenRetry = Seconds("next attempt after a port could not be had", 10, 1, 600, "own choice");
    public static readonly ModuleTimer AttachRetry = Seconds("T3311, next attempt after a failed attach", 15, 1, 3600, "24.008 table 11.3");
    public static readonly ModuleTimer AttachPause = Seconds("T3302, pause after five failed attaches", 720, 1, 11160, "24.008 table 11.3");
    public static readonly ModuleTimer VoiceConnect = Seconds("voice call that nobody answers", 30, 1, 255, "AT reference 80000ST10025a p21-24; a data call has S7");
    public static readonly ModuleTimer FirstRing = Seconds("call that comes in to its first ring", 0.2, 0, 2, "own choice: +CPAS tells it before, see #CPASMODE");
    public static readonly ModuleTimer Ring = Seconds("from ring to ring", 5, 1, 10, "V.250 §6.3.8; the cadence of European networks");
    public static readonly ModuleTimer RingLength = Seconds("length of a ring (RI, \\R2)", 1, 0.1, 5, "the cadence of European networks");
    public static readonly ModuleTimer CarrierOff = Seconds("DCD off when a connection ends (&C2)", 1, 0.1, 5, "own choice");
    public static readonly ModuleTimer Tone = Seconds("tone of +VTS as the network has it", 0.1, 0.07, 1, "22.003 §A; 23.014: at least 70 ms");
    public static readonly ModuleTimer TonePause = Seconds("pause P of +VTS", 3, 3, 3, "AT reference 80000ST10025a p177");
    public static readonly ModuleTimer FileOctets = Seconds("file that is written (#WSCRIPT, #M2MWRITE) from octet to octet", 30, 1, 600, "AT reference 80000ST10025a p24");
    public static readonly ModuleTimer SimReading = Seconds("SIM unlocked to SMS and phone book read", 2, 0, 60, "Telit 1vv0300784 p25: depends on what is stored there");
    public static readonly ModuleTimer Acknowledgement = Seconds("+CMT or +CDS to +CNMA", 17, 1, 60, "MultiTech S000528C p130");
    public static readonly ModuleTimer CommandStart = Seconds("message of SMSATRUN taken, or event, to its command run", 0.01, 0.001, 5, "own choice: the receipt leaves first");
    public static readonly ModuleTimer MessageSubmit = Seconds("message given to the network to its answer", 60, 5, 300, "AT reference 80000ST10025a p21-24, +CMGS");
    public static readonly ModuleTimer MessageLink = Seconds("link to the centre kept open for the next message", 5, 1, 5, "27.005 §3.5.6, +CMMS");

    public static readonly ModuleTimer BandSearch = Seconds("other bands where no cell is heard (#AUTOBND=1)", 90, 10, 600, "AT reference 80000ST10025a p342");
    public static readonly ModuleTimer AwakeAfterCharacter = Seconds("port awake after a character under +CFUN=7", 2, 1, 10, "AT reference 80000ST10025a p136");
    public static readonly ModuleTimer BreakLength = Seconds("break that tells a terminal on line of something", 0.1, 0.1, 1, "AT reference 80000ST10025a p146, p222, +CMER, +CNMI");
    public static readonly ModuleTimer UpdateQuestion = Seconds("question for an update, again (#OTASUAN=2)", 60, 10, 3600, "own choice");
    public static readonly ModuleTimer UpdateRegistration = Seconds("registration at the update server to its answer", 300, 10, 3600, "own choice: as #OTASNAPIPCFG");
    public static readonly ModuleTimer SimClaim = Seconds("last +CSIM to the module using the SIM again", 60, 5, 600, "own choice; AT reference 80000ST10025a p375 gives no figure");
    public static readonly ModuleTimer Ussd = Seconds("USSD string given to the network to its answer", 30, 5, 120, "own choice");

    public static readonly ModuleTimer NameValidity = Seconds("address of a host remembered (#CACHEDNS)", 3600, 1, 604800, "own choice: the time to live of the answer is not known here");

    public static readonly ModuleTimer MultiplexerStart = Seconds("+CMUX to the control channel, or back to commands", 5, 1, 60, "AT reference 80000ST10025a p84");

    public static readonly ModuleTimer MailReply = Seconds("line to a mail server to its reply", 20, 1, 600, "AT reference 80000ST10025a p23, #EMAILD");

    public static readonly ModuleTimer MailTaken = Seconds("end of a mail with a file to the reply of the server", 600, 1, 3600, "RFC 5321 §4.5.3.2.6");

    public static readonly ModuleTimer VolumeStored = Seconds("octets counted for #GDATAVOL to their being stored", 300, 1, 86400, "own choice: flash is not written for every packet");

    public static readonly ModuleTimer PppStart = Seconds("CONNECT of a PPP link to its LCP being open", 25, 10, 600, "AT reference 80000ST10025a p347, #GPPPCFG");
    public static readonly ModuleTimer PppEcho = Seconds("echo request that came by PPP to its answer", 10, 1, 60, "own choice");

    public static readonly ModuleTimer ColdFix = Seconds("first position of a receiver that knows nothing", 42, 20, 900, "SiRFstarIII: 42 s under the open sky");
    public static readonly ModuleTimer WarmFix = Seconds("first position of a receiver without ephemeris", 35, 10, 600, "SiRFstarIII: 35 s");
    public static readonly ModuleTimer HotFix = Seconds("first position of a receiver that knows the orbits", 1, 1, 60, "SiRFstarIII: 1 s");
    public static readonly ModuleTimer EphemerisValidity = Seconds("ephemeris is good for a hot start", 4 * 3600, 3600, 6 * 3600, "IS-GPS-200: fit interval of 4 hours");

    public static readonly ModuleTimer AlarmLine = Seconds("from +CALA to +CALA", 3, 1, 30, "AT reference 80000ST10025a p161");
    public static readonly ModuleTimer AlarmEnd = Seconds("what an alarm does", 90, 10, 600, "AT reference 80000ST10025a p161");

    public static readonly ModuleTimer IndicatorLook = Seconds("from one look at the indicators to the next", 5, 1, 60, "own choice: #MONI shows new levels every 3 s");

    public static IReadOnlyList<ModuleTimer> All => Defined;

    private static ModuleTimer Seconds(string name, double value, double minimum, double maximum, string source)
    {
        var timer = new ModuleTimer(name, TimeSpan.FromSeconds(value), TimeSpan.FromSeconds(minimum), TimeSpan.FromSeconds(maximum), source);
        Defined.Add(timer);
        return timer;
    }
}
