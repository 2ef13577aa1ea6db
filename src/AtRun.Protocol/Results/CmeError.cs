namespace AtRun.Protocol.Results;

/// <summary>An error of the module as <c>+CME ERROR</c> reports it: each is written once, below, and is its own number and text.</summary>
/// <remarks>
/// 27.007 §9.2.1 for 0–100, §9.2.2 for 103–150; the number in brackets is the cause of 04.08. 550–737 are the module family's own.
/// AT reference 80000ST10025a, "ME Error Result Code". The texts go on the wire as they stand here.
/// </remarks>
public sealed record CmeError
{
    private static readonly List<CmeError> _defined = [];

    // General
    public static readonly CmeError PhoneFailure = Define(0, "phone failure");
    public static readonly CmeError NoConnectionToPhone = Define(1, "No connection to phone");
    public static readonly CmeError PhoneAdaptorLinkReserved = Define(2, "phone-adaptor link reserved");
    public static readonly CmeError OperationNotAllowed = Define(3, "operation not allowed");
    public static readonly CmeError OperationNotSupported = Define(4, "operation not supported");
    public static readonly CmeError PhSimPinRequired = Define(5, "PH-SIM PIN required");
    public static readonly CmeError SimNotInserted = Define(10, "SIM not inserted");
    public static readonly CmeError SimPinRequired = Define(11, "SIM PIN required");
    public static readonly CmeError SimPukRequired = Define(12, "SIM PUK required");
    public static readonly CmeError SimFailure = Define(13, "SIM failure");
    public static readonly CmeError SimBusy = Define(14, "SIM busy");
    public static readonly CmeError SimWrong = Define(15, "SIM wrong");
    public static readonly CmeError IncorrectPassword = Define(16, "incorrect password");
    public static readonly CmeError SimPin2Required = Define(17, "SIM PIN2 required");
    public static readonly CmeError SimPuk2Required = Define(18, "SIM PUK2 required");
    public static readonly CmeError MemoryFull = Define(20, "memory full");
    public static readonly CmeError InvalidIndex = Define(21, "invalid index");
    public static readonly CmeError NotFound = Define(22, "not found");
    public static readonly CmeError MemoryFailure = Define(23, "memory failure");
    public static readonly CmeError TextStringTooLong = Define(24, "text string too long");
    public static readonly CmeError InvalidCharactersInTextString = Define(25, "invalid characters in text string");
    public static readonly CmeError DialStringTooLong = Define(26, "dial string too long");
    public static readonly CmeError InvalidCharactersInDialString = Define(27, "invalid characters in dial string");
    public static readonly CmeError NoNetworkService = Define(30, "no network service");
    public static readonly CmeError NetworkTimeOut = Define(31, "network time-out");
    public static readonly CmeError EmergencyCallsOnly = Define(32, "network not allowed - emergency calls only");

    // Personalisation (27.007 §9.2; facility locks of 22.022)
    public static readonly CmeError NetworkPinRequired = Define(40, "network personalization PIN required");
    public static readonly CmeError NetworkPukRequired = Define(41, "network personalization PUK required");
    public static readonly CmeError NetworkSubsetPinRequired = Define(42, "network subset personalization PIN required");
    public static readonly CmeError NetworkSubsetPukRequired = Define(43, "network subset personalization PUK required");
    public static readonly CmeError ServiceProviderPinRequired = Define(44, "service provider personalization PIN required");
    public static readonly CmeError ServiceProviderPukRequired = Define(45, "service provider personalization PUK required");
    public static readonly CmeError CorporatePinRequired = Define(46, "corporate personalization PIN required");
    public static readonly CmeError CorporatePukRequired = Define(47, "corporate personalization PUK required");
    public static readonly CmeError Unknown = Define(100, "unknown");

    // GPRS attach and context activation; in brackets the cause of 04.08
    public static readonly CmeError IllegalMs = Define(103, "Illegal MS (#3)");
    public static readonly CmeError IllegalMe = Define(106, "Illegal ME (#6)");
    public static readonly CmeError GprsServiceNotAllowed = Define(107, "GPRS service not allowed (#7)");
    public static readonly CmeError PlmnNotAllowed = Define(111, "PLMN not allowed (#11)");
    public static readonly CmeError LocationAreaNotAllowed = Define(112, "Location area not allowed (#12)");
    public static readonly CmeError RoamingNotAllowedInLocationArea = Define(113, "Roaming not allowed in this location area (#13)");
    public static readonly CmeError ServiceOptionNotSupported = Define(132, "service option not supported (#32)");
    public static readonly CmeError ServiceOptionNotSubscribed = Define(133, "requested service option not subscribed (#33)");
    public static readonly CmeError ServiceOptionOutOfOrder = Define(134, "service option temporarily out of order (#34)");
    public static readonly CmeError UnspecifiedGprsError = Define(148, "unspecified GPRS error");
    public static readonly CmeError PdpAuthenticationFailure = Define(149, "PDP authentication failure");
    public static readonly CmeError InvalidMobileClass = Define(150, "invalid mobile class");

    // IP Easy: contexts and sockets
    public static readonly CmeError UndocumentedError = Define(550, "generic undocumented error", 400);
    public static readonly CmeError WrongState = Define(551, "wrong state", 401);
    public static readonly CmeError WrongMode = Define(552, "wrong mode", 402);
    public static readonly CmeError ContextAlreadyActivated = Define(553, "context already activated", 403);
    public static readonly CmeError StackAlreadyActive = Define(554, "stack already active", 404);
    public static readonly CmeError ActivationFailed = Define(555, "activation failed", 405);
    public static readonly CmeError ContextNotOpened = Define(556, "context not opened", 406);
    public static readonly CmeError CannotSetUpSocket = Define(557, "cannot setup socket", 407);
    public static readonly CmeError CannotResolveDomainName = Define(558, "cannot resolve DN", 408);
    public static readonly CmeError OpeningSocketTimedOut = Define(559, "time-out in opening socket", 409);
    public static readonly CmeError CannotOpenSocket = Define(560, "cannot open socket", 410);
    public static readonly CmeError RemoteDisconnected = Define(561, "remote disconnected or time-out", 411);
    public static readonly CmeError ConnectionFailed = Define(562, "connection failed", 412);
    public static readonly CmeError TransmissionError = Define(563, "tx error", 413);
    public static readonly CmeError AlreadyListening = Define(564, "already listening", 414);
    public static readonly CmeError CannotResumeSocket = Define(566, "can not resume socket");
    public static readonly CmeError WrongApn = Define(567, "wrong APN");
    public static readonly CmeError WrongPdp = Define(568, "wrong PDP");
    public static readonly CmeError ServiceNotSupported = Define(569, "service not supported");
    public static readonly CmeError QosNotAccepted = Define(570, "QOS not accepted");
    public static readonly CmeError NsapiAlreadyUsed = Define(571, "NSAPI already used");
    public static readonly CmeError LlcOrSndcpFailure = Define(572, "LLC or SNDCP failure");
    public static readonly CmeError NetworkReject = Define(573, "network reject");
    public static readonly CmeError MclPinRequired = Define(586, "MCL personalisation PIN required");

    // FTP. In the old style 420–422 are states (ok, connect, disconnect) and 423 is "error".
    public static readonly CmeError FtpUndocumentedError = Define(600, "generic undocumented error", 423);
    public static readonly CmeError FtpWrongState = Define(601, "wrong state", 424);
    public static readonly CmeError FtpCannotActivate = Define(602, "can not activate", 425);
    public static readonly CmeError FtpCannotResolveName = Define(603, "can not resolve name", 426);
    public static readonly CmeError FtpCannotAllocateControlSocket = Define(604, "can not allocate control socket", 427);
    public static readonly CmeError FtpCannotConnectControlSocket = Define(605, "can not connect control socket", 428);
    public static readonly CmeError FtpBadOrNoResponse = Define(606, "bad or no response from server", 429);
    public static readonly CmeError FtpNotConnected = Define(607, "not connected", 430);
    public static readonly CmeError FtpAlreadyConnected = Define(608, "already connected", 431);
    public static readonly CmeError FtpContextDown = Define(609, "context down", 432);
    public static readonly CmeError FtpNoPhotoAvailable = Define(610, "no photo available", 433);
    public static readonly CmeError FtpCannotSendPhoto = Define(611, "can not send photo", 434);
    public static readonly CmeError FtpUsedByOtherInstance = Define(612, "resource used by other instance");

    // Network survey
    public static readonly CmeError SurveyNoCarrier = Define(657, "Network survey error (No Carrier)", 257);
    public static readonly CmeError SurveyBusy = Define(658, "Network survey error (Busy)", 258);
    public static readonly CmeError SurveyWrongRequest = Define(659, "Network survey error (Wrong request)", 259);
    public static readonly CmeError SurveyAborted = Define(660, "Network survey error (Aborted)", 260);

    // SIM access profile
    public static readonly CmeError SapUnspecified = Define(731, "Unspecified");
    public static readonly CmeError SapActivationBusy = Define(732, "Activation command is busy");
    public static readonly CmeError SapStartedWithCmuxOff = Define(733, "Activation started with CMUX off");
    public static readonly CmeError SapStartedOnInvalidCmux = Define(734, "Activation started on invalid CMUX");
    public static readonly CmeError SapRemoteSimAlreadyActive = Define(736, "Remote SIM already active");
    public static readonly CmeError SapInvalidParameter = Define(737, "Invalid parameter");

    private static readonly CmeError[] _all = [.. _defined.OrderBy(error => error.Number)];
    private static readonly CmeError?[] _byNumber = ByNumber();

    private CmeError(int number, string text, int? numberInOldStyle)
    {
        Number = number;
        Text = text;
        NumberInOldStyle = numberInOldStyle;
    }

    /// <summary>All errors of the table, by ascending number.</summary>
    public static IReadOnlyList<CmeError> All => _all;

    /// <summary>Number under #SELINT=2; -1 for an error that a module reported only by a text that the table does not have.</summary>
    public int Number { get; }

    /// <summary>Text under <c>+CMEE=2</c>.</summary>
    public string Text { get; }

    /// <summary>Number under #SELINT=0 and 1 where that differs; null where it is <see cref="Number"/>.</summary>
    public int? NumberInOldStyle { get; }

    /// <summary>An error of attach or context activation: told as such under #CMEEMODE=1 only.</summary>
    public bool IsOfPacketService => Number is > 100 and <= 150;

    /// <summary>The error with this number under #SELINT=2, or null.</summary>
    public static CmeError? Find(int number) => (uint)number < (uint)_byNumber.Length ? _byNumber[number] : null;

    /// <summary>The error that has this number under #SELINT=0 and 1 only, or null. No such number is also one of #SELINT=2.</summary>
    public static CmeError? FindInOldStyle(int number) => Array.Find(_all, error => error.NumberInOldStyle == number);

    /// <summary>The error with this text, whatever its case, or null. Two texts stand twice in the table (550 and 600, 551 and 601): the lower number is given.</summary>
    public static CmeError? Find(string text) => Array.Find(_all, error => error.Text.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The error with this number, of either style; one that says "unlisted error" if the table has none. For what a real module reports.</summary>
    public static CmeError Of(int number) => Find(number) ?? FindInOldStyle(number) ?? new CmeError(number, "unlisted error", null);

    /// <summary>The error with this text; one with number -1 if the table has none. For what a real module reports.</summary>
    public static CmeError Of(string text) => Find(text) ?? new CmeError(-1, text, null);

    public override string ToString() => $"+CME ERROR: {Number} ({Text})";

    private static CmeError Define(int number, string text, int? numberInOldStyle = null)
    {
        var error = new CmeError(number, text, numberInOldStyle);
        _defined.Add(error);
        return error;
    }

    private static CmeError?[] ByNumber()
    {
        var byNumber = new CmeError?[_all[^1].Number + 1];
        foreach (var error in _all)
            byNumber[error.Number] = error;
        return byNumber;
    }
}
