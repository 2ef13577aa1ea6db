using Microsoft.Extensions.Logging;

namespace AtRun.Module.Worlds;

/// <summary>Everything outside the module: time, chance, memory, SIM, radio, packet data, data calls, circuits, services of the subscriber, messages, IP. The only way in for what is not deterministic.</summary>
public sealed record World(
    TimeProvider Time, Random Random, IFlash Flash, ISim Sim, IRadio Radio, IPacketService Packet, IDataCalls DataCalls, ICircuits Circuits, ISupplementaryServices Supplementary, ISmsBearer Sms, IInternet Internet, ILogger Log)
{
    /// <summary>What the satellite receiver sees.</summary>
    public ISky Sky { get; init; } = new NoSky();

    /// <summary>Runs the module's scripts; null: nothing here does.</summary>
    public IScriptRuntime? Scripts { get; init; }

    /// <summary>Runs the module's apps; null: nothing here does.</summary>
    public IAppRuntime? Apps { get; init; }
}

/// <summary>One change of non-volatile memory; a null value removes the key.</summary>
public readonly record struct FlashChange(string Key, string? Value);

/// <summary>A file of non-volatile memory.</summary>
/// <param name="Name">Any text.</param>
/// <param name="Size">Octets.</param>
public readonly record struct FlashFile(string Name, int Size);

/// <summary>Non-volatile memory: keys and short texts; files.</summary>
public interface IFlash
{
    /// <summary>All that is stored, read once at power-on.</summary>
    IEnumerable<KeyValuePair<string, string>> ReadAll();

    /// <summary>Stores the changes together. Once the task is complete they survive the loss of power; before that, all or none do.</summary>
    ValueTask Write(ReadOnlyMemory<FlashChange> changes);

    /// <summary>The files, by name.</summary>
    IReadOnlyList<FlashFile> Files();

    /// <summary>What a file holds; null: there is none of that name.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadFile(string name);

    /// <summary>Stores a file in the place of the one of that name, if there is one. Once the task is complete it survives the loss of power; before that the former one does, whole.</summary>
    ValueTask WriteFile(string name, ReadOnlyMemory<byte> content);

    /// <summary>Removes a file, if there is one of that name.</summary>
    ValueTask DeleteFile(string name);

    /// <summary>Gives a file another name; one that has it already is gone, both or none when the power is lost.</summary>
    ValueTask RenameFile(string name, string newName);
}

/// <summary>What the SIM waits for (27.007 +CPIN).</summary>
public enum SimState
{
    NotInserted,
    Pin,
    Puk,
    Ready,

    /// <summary>The PUK attempts are used up.</summary>
    Blocked,
}

/// <summary>How a secret was received by the SIM.</summary>
public enum SimAnswer
{
    Accepted,
    WrongSecret,

    /// <summary>Wrong, and no attempt is left: the PUK is needed now, or the card is dead.</summary>
    NoAttemptLeft,

    /// <summary>The card does not do that in its present state.</summary>
    NotAllowed,
}

/// <summary>The SIM card. What it keeps (PIN, lock) survives with it.</summary>
public interface ISim
{
    SimState State { get; }

    /// <summary>19 or 20 digits, null without a card.</summary>
    string? Iccid { get; }

    /// <summary>15 digits, null without a card.</summary>
    string? Imsi { get; }

    /// <summary>The subscriber's number as the network knows it, null without a card; <see cref="OwnNumbers"/> is what the card says.</summary>
    string? OwnNumber { get; }

    /// <summary>The PIN is asked for at power-on (facility "SC").</summary>
    bool PinEnabled { get; }

    /// <summary>Attempts left for what <see cref="State"/> waits for: 0-3 for the PIN (also when it is ready), 0-10 for the PUK.</summary>
    int AttemptsLeft { get; }

    /// <summary>Power-on of the module: an enabled PIN is asked for again.</summary>
    void PowerOn();

    /// <summary>Accepted while the PIN is waited for.</summary>
    ValueTask<SimAnswer> EnterPin(string pin);

    /// <summary>A new PIN by the PUK, whether the PIN is blocked or not; the card is then unlocked.</summary>
    ValueTask<SimAnswer> Unblock(string puk, string newPin);

    /// <summary>Not allowed while the PIN is not asked for (GSM 11.11 §8.10).</summary>
    ValueTask<SimAnswer> ChangePin(string oldPin, string newPin);

    /// <summary>Not allowed where it is so already (GSM 11.11 §8.11, §8.12).</summary>
    ValueTask<SimAnswer> EnablePin(bool enable, string pin);

    /// <summary>EF SMS (GSM 11.11 §10.5.3): status, service centre, TPDU; 176 octets.</summary>
    ISimRecords Messages { get; }

    /// <summary>EF SMSP (GSM 11.11 §10.5.6): the parameters of sending, the service centre among them.</summary>
    ISimRecords MessageParameters { get; }

    /// <summary>EF ADN (GSM 11.11 §10.5.1): the phonebook.</summary>
    ISimRecords Numbers { get; }

    /// <summary>EF FDN (GSM 11.11 §10.5.2): fixed dialling numbers.</summary>
    ISimRecords FixedNumbers { get; }

    /// <summary>EF LND (GSM 11.11 §10.5.8): last numbers dialled.</summary>
    ISimCycle LastNumbers { get; }

    /// <summary>EF MBDN (31.102 §4.2.60): mailbox numbers, for voice, fax, electronic mail and others; no record where the card has not that service.</summary>
    ISimRecords Mailboxes { get; }

    /// <summary>EF ACM (GSM 11.11 §10.3.9): units spent; one record of 3 octets, the highest first.</summary>
    ISimRecords CallMeter { get; }

    /// <summary>EF ACMmax (GSM 11.11 §10.3.8): the most that may be spent; 3 octets, 0: any.</summary>
    ISimRecords CallMeterMaximum { get; }

    /// <summary>EF PUCT (GSM 11.11 §10.3.12): currency and price per unit; 5 octets.</summary>
    ISimRecords UnitPrice { get; }

    /// <summary>EF MSISDN (GSM 11.11 §10.5.5): the subscriber's own numbers.</summary>
    ISimRecords OwnNumbers { get; }

    /// <summary>Only the numbers of <see cref="FixedNumbers"/> may be called and written to (facility "FD").</summary>
    bool FixedDialling { get; }

    /// <summary>Attempts left for the PIN2, 0-3; 0: the PUK2 is needed.</summary>
    int Pin2AttemptsLeft { get; }

    /// <summary>The PIN2 was given since power-on: fixed numbers may be written.</summary>
    bool Pin2Verified { get; }

    /// <summary>Gives the PIN2.</summary>
    ValueTask<SimAnswer> EnterPin2(string pin2);

    /// <summary>A new PIN2 by the PUK2.</summary>
    ValueTask<SimAnswer> Unblock2(string puk2, string newPin2);

    /// <summary>A new PIN2.</summary>
    ValueTask<SimAnswer> ChangePin2(string oldPin2, string newPin2);

    /// <summary>Switches fixed dialling, by the PIN2.</summary>
    /// <param name="enable">On or off.</param>
    /// <param name="pin2">May be empty where it was given since power-on.</param>
    ValueTask<SimAnswer> EnableFixedDialling(bool enable, string pin2);

    /// <summary>EF PLMNwAcT, EF OPLMNwAcT, EF HPLMNwAcT (31.102 §4.2.5, §4.2.53, §4.2.54) in the order of +CPLS: networks to be preferred, each with its technologies; 5 octets.</summary>
    /// <param name="list">0 to 2; the first is the subscriber's own, which alone may be written.</param>
    ISimRecords PreferredNetworks(int list);

    /// <summary>What the card says when it is reset (ISO/IEC 7816-3); empty without a card.</summary>
    ReadOnlyMemory<byte> AnswerToReset { get; }

    /// <summary>A way to its files (GSM 11.11 §9).</summary>
    ISimSession OpenSession();

    /// <summary>The card was put in or taken out.</summary>
    event Action? Changed;
}

/// <summary>A cell as the module hears it.</summary>
/// <param name="Plmn">MCC and MNC, 5 or 6 digits.</param>
/// <param name="OperatorName">Long name, up to 16 characters.</param>
/// <param name="Bsic">Base station identity code, 0-63; printed in octal.</param>
/// <param name="Lac">Location area.</param>
/// <param name="CellId">Cell identity, 16 bit.</param>
/// <param name="Arfcn">Radio channel.</param>
/// <param name="PowerDbm">Received level.</param>
/// <param name="C1">Path loss criterion (05.08 §6.4).</param>
/// <param name="C2">Reselection criterion (05.08 §6.4).</param>
/// <param name="TimingAdvance">0-63; meaningful during calls.</param>
/// <param name="RxQual">0-7.</param>
/// <param name="Packet">Null where the cell has no packet data, or is not known well enough.</param>
public readonly record struct Cell(
    string Plmn, string OperatorName, int Bsic, int Lac, int CellId, int Arfcn, int PowerDbm, int C1, int C2, int TimingAdvance, int RxQual, CellPacket? Packet = null)
{
    /// <summary>What makes it a UMTS cell; null: it is one of GSM.</summary>
    public UmtsCell? Umts { get; init; }

    /// <summary>Access technology (27.007 §7.3): 0 GSM, 2 UTRAN.</summary>
    public int Technology => Umts is null ? 0 : 2;

    /// <summary>A cell that is heard, too weakly to read what it says.</summary>
    public static Cell Undecoded(int arfcn, int powerDbm) => new("", "", -1, -1, -1, arfcn, powerDbm, -1, -1, 0, 0);

    /// <summary>What it says was read.</summary>
    public bool IsDecoded => Bsic >= 0;
}

/// <summary>What is measured of a UMTS cell (25.133 §9.1).</summary>
/// <param name="ScramblingCode">Primary scrambling code, 0-511.</param>
/// <param name="CodePowerDbm">Received signal code power.</param>
/// <param name="QualityDb">Of the pilot: Ec/Io.</param>
/// <param name="Uarfcn">Downlink channel.</param>
/// <param name="Drx">Paging cycle coefficient, 6-9.</param>
public readonly record struct UmtsCell(int ScramblingCode, int CodePowerDbm, int QualityDb, int Uarfcn, int Drx);

/// <summary>What a cell says of its packet data (44.018 SI13).</summary>
/// <param name="RoutingArea">Routing area colour, 0-255.</param>
/// <param name="OperationMode">Network operation mode, 1-3.</param>
/// <param name="AccessThreshold">Priority access threshold: 0, 3-6.</param>
public readonly record struct CellPacket(int RoutingArea, int OperationMode, int AccessThreshold)
{
    /// <summary>The cell has a broadcast channel for packet data of its own: then that one says the rest.</summary>
    public bool HasPbcch { get; init; }

    /// <summary>SPLIT_PG_CYCLE is supported.</summary>
    public bool SplitPaging { get; init; }

    /// <summary>Who controls reselection, 0-2.</summary>
    public int ControlOrder { get; init; }

    /// <summary>T3168, coded, 0-7.</summary>
    public int T3168 { get; init; }

    /// <summary>T3192, coded, 0-7.</summary>
    public int T3192 { get; init; }

    /// <summary>DRX_TIMER_MAX, seconds, 0-64.</summary>
    public int DrxTimer { get; init; }

    /// <summary>CONTROL_ACK_TYPE: the acknowledgement is a block of its own.</summary>
    public bool ControlAckBlocks { get; init; }

    /// <summary>BS_CV_MAX, 0-15.</summary>
    public int CountdownMax { get; init; }

    /// <summary>Alpha of power control, tenths, 0-10.</summary>
    public int Alpha { get; init; }

    /// <summary>Power control measures on the PDCH, not on the BCCH.</summary>
    public bool MeasuresPdch { get; init; }
}

/// <summary>Whether an operator takes the module (27.007 +COPS, &lt;stat&gt;).</summary>
public enum OperatorAvailability
{
    Unknown = 0,
    Available = 1,
    Current = 2,
    Forbidden = 3,
}

/// <summary>An operator found by a search.</summary>
public readonly record struct FoundOperator(OperatorAvailability Availability, string Name, string Plmn);

/// <summary>How a registration ended (27.007 +CREG, &lt;stat&gt;).</summary>
public enum RegistrationState
{
    NotRegistered = 0,
    Home = 1,
    Searching = 2,
    Denied = 3,
    Unknown = 4,
    Roaming = 5,
}

/// <summary>Radio bands.</summary>
[Flags]
public enum RadioBands
{
    None = 0,
    Gsm900 = 1,
    Dcs1800 = 2,
    Gsm850 = 4,
    Pcs1900 = 8,
}

/// <summary>Radio networks (+WS46).</summary>
[Flags]
public enum RadioTechnologies
{
    None = 0,
    Gsm = 1,
    Umts = 2,
}

/// <summary>The time as a network tells it.</summary>
/// <param name="Utc">Universal time.</param>
/// <param name="Zone">Quarters of an hour that local time is ahead of it, daylight saving among them.</param>
/// <param name="DaylightSaving">Hours of daylight saving in the zone; null: it does not say.</param>
public readonly record struct NetworkTime(DateTime Utc, int Zone, int? DaylightSaving);

/// <summary>The radio: what is heard, and registering with it.</summary>
public interface IRadio
{
    /// <summary>Bands that it listens to. What is on others is lost, and looked for as when the network is lost.</summary>
    RadioBands Bands { get; set; }

    /// <summary>Networks that it listens to. What is on others is lost, and looked for as when the network is lost.</summary>
    RadioTechnologies Technologies { get; set; }

    /// <summary>How often it looks for a network while it hears none.</summary>
    TimeSpan ScanInterval { get; set; }

    /// <summary>How long until it looks next; null: it does not have to look.</summary>
    TimeSpan? NextScan { get; }

    /// <summary>The cell camped on; null where nothing is heard or the radio is off.</summary>
    Cell? Serving { get; }

    /// <summary>Up to 6 neighbours, strongest first.</summary>
    IReadOnlyList<Cell> Neighbours { get; }

    /// <summary>Registers with an operator (MCC and MNC), or with the best that takes the SIM (null). Seconds.</summary>
    /// <remarks>
    /// <see cref="RegistrationState.Searching"/>: nothing suitable is heard. The radio then goes on looking by itself, as it does
    /// when it loses the network later, and tells by <see cref="Changed"/>, until <see cref="Deregister"/>.
    /// </remarks>
    ValueTask<RegistrationState> Register(string? plmn, CancellationToken stop);

    /// <summary>Leaves the network, or does not look for it any more; the radio is then on and listens if <paramref name="keepListening"/>, else off.</summary>
    void Deregister(bool keepListening);

    /// <summary>MCC and MNC of an operator by its long name; null where no operator of that name is known.</summary>
    string? PlmnOf(string operatorName);

    /// <summary>Looks for all operators; empty where nothing is heard. Up to 30 s.</summary>
    ValueTask<IReadOnlyList<FoundOperator>> Search(CancellationToken stop);

    /// <summary>Listens through channels, and reads what the carriers there say, the strongest first. Up to 120 s.</summary>
    /// <param name="channels">Those meant; on bands that it does not listen to there is nothing.</param>
    /// <param name="silent">Channels without a carrier count, too.</param>
    /// <param name="heard">Told of each as it is read; true: that is enough.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>False: the radio was switched off.</returns>
    ValueTask<bool> Survey(IReadOnlyCollection<int> channels, bool silent, Func<Carrier, bool> heard, CancellationToken stop);

    /// <summary>The time as the network where the module is registered tells it (24.008 §9.2.15a); null: it does not.</summary>
    NetworkTime? NetworkTime { get; }

    /// <summary>The network tells the time again, as it does when its zone changes.</summary>
    event Action? TimeTold;

    /// <summary>The network dropped the module or took it back, or the cell changed. The state is the new registration.</summary>
    event Action<RegistrationState>? Changed;
}

/// <summary>How the module authenticates itself for a context (#SGACTAUTH).</summary>
public enum ContextAuthentication
{
    None = 0,
    Pap = 1,
    Chap = 2,
}

/// <summary>What a context activation asks for.</summary>
public readonly record struct ContextRequest(
    int Cid, string Apn, string RequestedAddress, ContextAuthentication Authentication, string User, string Password)
{
    /// <summary>What is asked for (+CGQREQ).</summary>
    public QualityOfService Quality { get; init; }
}

/// <summary>How a context activation ended: an address, or the reason why not.</summary>
public readonly record struct ContextAnswer(System.Net.IPAddress? Address, Protocol.Results.CmeError? Refusal)
{
    /// <summary>Servers of names that the network tells with the address: none to two.</summary>
    public IReadOnlyList<System.Net.IPAddress> NameServers { get; init; } = [];

    /// <summary>What the network gives.</summary>
    public QualityOfService Quality { get; init; }
}

/// <summary>The packet service of the network.</summary>
public interface IPacketService
{
    /// <summary>Attaches; false if the network refuses. Seconds.</summary>
    ValueTask<bool> Attach(CancellationToken stop);

    void Detach();

    /// <summary>The network takes short messages over the packet service (23.060 §5.4.1).</summary>
    bool CarriesMessages { get; }

    ValueTask<ContextAnswer> Activate(ContextRequest request, CancellationToken stop);

    void Deactivate(int cid);

    /// <summary>Asks for another quality of service of an active context; what the network gives then, null where it does not answer.</summary>
    ValueTask<QualityOfService?> Modify(int cid, QualityOfService quality, CancellationToken stop);

    /// <summary>The network detached the module, and all its contexts with it.</summary>
    event Action? Detached;

    /// <summary>The network deactivated a context.</summary>
    event Action<int>? Deactivated;
}
