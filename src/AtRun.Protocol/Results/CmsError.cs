namespace AtRun.Protocol.Results;

/// <summary>An error of the message service as <c>+CMS ERROR</c> reports it, always by its number.</summary>
/// <remarks>
/// 27.005 §3.2.5: 0–127 are the causes of 24.011 annex E-2, 128–255 the TP-FCS of 23.040 §9.2.3.22, 300–500 the module's own.
/// AT reference 80000ST10025a, "Message Service Failure Result Code"; 340 is of 27.005 alone. Texts never go on the wire; they explain.
/// </remarks>
public sealed record CmsError
{
    private const int FirstFailureCause = 128;
    private const int FirstApplicationSpecific = 224;
    private const int LastOfTheNetwork = 255;

    private static readonly List<CmsError> _defined = [];

    // RP-Cause, mobile originating transfer (24.011 §8.2.5.4 and annex E-2)
    public static readonly CmsError UnassignedNumber = Define(1, "unassigned (unallocated) number");
    public static readonly CmsError OperatorDeterminedBarring = Define(8, "operator determined barring");
    public static readonly CmsError CallBarred = Define(10, "call barred");
    public static readonly CmsError ShortMessageTransferRejected = Define(21, "short message transfer rejected");
    public static readonly CmsError DestinationOutOfOrder = Define(27, "destination out of order");
    public static readonly CmsError UnidentifiedSubscriber = Define(28, "unidentified subscriber");
    public static readonly CmsError FacilityRejected = Define(29, "facility rejected");
    public static readonly CmsError UnknownSubscriber = Define(30, "unknown subscriber");
    public static readonly CmsError NetworkOutOfOrder = Define(38, "network out of order");
    public static readonly CmsError TemporaryFailure = Define(41, "temporary failure");
    public static readonly CmsError Congestion = Define(42, "congestion");
    public static readonly CmsError ResourcesUnavailable = Define(47, "resources unavailable, unspecified");
    public static readonly CmsError FacilityNotSubscribed = Define(50, "requested facility not subscribed");
    public static readonly CmsError FacilityNotImplemented = Define(69, "requested facility not implemented");
    public static readonly CmsError InvalidTransferReference = Define(81, "invalid short message transfer reference value");
    public static readonly CmsError SemanticallyIncorrectMessage = Define(95, "semantically incorrect message");
    public static readonly CmsError InvalidMandatoryInformation = Define(96, "invalid mandatory information");
    public static readonly CmsError MessageTypeNotImplemented = Define(97, "message type non-existent or not implemented");
    public static readonly CmsError MessageNotCompatibleWithState = Define(98, "message not compatible with short message protocol state");
    public static readonly CmsError InformationElementNotImplemented = Define(99, "information element non-existent or not implemented");
    public static readonly CmsError ProtocolError = Define(111, "protocol error, unspecified");
    public static readonly CmsError Interworking = Define(127, "interworking, unspecified");

    // TP-FCS (23.040 §9.2.3.22)
    public static readonly CmsError TelematicInterworkingNotSupported = Define(128, "telematic interworking not supported");
    public static readonly CmsError ShortMessageType0NotSupported = Define(129, "short message type 0 not supported");
    public static readonly CmsError CannotReplaceShortMessage = Define(130, "cannot replace short message");
    public static readonly CmsError UnspecifiedProtocolIdentifierError = Define(143, "unspecified TP-PID error");
    public static readonly CmsError DataCodingSchemeNotSupported = Define(144, "data coding scheme (alphabet) not supported");
    public static readonly CmsError MessageClassNotSupported = Define(145, "message class not supported");
    public static readonly CmsError UnspecifiedDataCodingSchemeError = Define(159, "unspecified TP-DCS error");
    public static readonly CmsError CommandCannotBeActioned = Define(160, "command cannot be actioned");
    public static readonly CmsError CommandUnsupported = Define(161, "command unsupported");
    public static readonly CmsError UnspecifiedCommandError = Define(175, "unspecified TP-Command error");
    public static readonly CmsError TpduNotSupported = Define(176, "TPDU not supported");
    public static readonly CmsError ServiceCentreBusy = Define(192, "SC busy");
    public static readonly CmsError NoServiceCentreSubscription = Define(193, "no SC subscription");
    public static readonly CmsError ServiceCentreSystemFailure = Define(194, "SC system failure");
    public static readonly CmsError InvalidSmeAddress = Define(195, "invalid SME address");
    public static readonly CmsError DestinationSmeBarred = Define(196, "destination SME barred");
    public static readonly CmsError DuplicateShortMessage = Define(197, "SM rejected, duplicate SM");
    public static readonly CmsError ValidityPeriodFormatNotSupported = Define(198, "TP-VPF not supported");
    public static readonly CmsError ValidityPeriodNotSupported = Define(199, "TP-VP not supported");
    public static readonly CmsError SimSmsStorageFull = Define(208, "(U)SIM SMS storage full");
    public static readonly CmsError NoSmsStorageInSim = Define(209, "no SMS storage capability in (U)SIM");
    public static readonly CmsError ErrorInMs = Define(210, "error in MS");
    public static readonly CmsError MemoryCapacityExceeded = Define(211, "memory capacity exceeded");
    public static readonly CmsError SimApplicationToolkitBusy = Define(212, "(U)SIM application toolkit busy");
    public static readonly CmsError SimDataDownloadError = Define(213, "(U)SIM data download error");
    public static readonly CmsError UnspecifiedErrorCause = Define(255, "unspecified error cause");

    // The module's own
    public static readonly CmsError MeFailure = Define(300, "ME failure");
    public static readonly CmsError SmsServiceOfMeReserved = Define(301, "SMS service of ME reserved");
    public static readonly CmsError OperationNotAllowed = Define(302, "operation not allowed");
    public static readonly CmsError OperationNotSupported = Define(303, "operation not supported");
    public static readonly CmsError InvalidPduModeParameter = Define(304, "invalid PDU mode parameter");
    public static readonly CmsError InvalidTextModeParameter = Define(305, "invalid text mode parameter");
    public static readonly CmsError SimNotInserted = Define(310, "SIM not inserted");
    public static readonly CmsError SimPinRequired = Define(311, "SIM PIN required");
    public static readonly CmsError PhSimPinRequired = Define(312, "PH-SIM PIN required");
    public static readonly CmsError SimFailure = Define(313, "SIM failure");
    public static readonly CmsError SimBusy = Define(314, "SIM busy");
    public static readonly CmsError SimWrong = Define(315, "SIM wrong");
    public static readonly CmsError SimPukRequired = Define(316, "SIM PUK required");
    public static readonly CmsError SimPin2Required = Define(317, "SIM PIN2 required");
    public static readonly CmsError SimPuk2Required = Define(318, "SIM PUK2 required");
    public static readonly CmsError MemoryFailure = Define(320, "memory failure");
    public static readonly CmsError InvalidMemoryIndex = Define(321, "invalid memory index");
    public static readonly CmsError MemoryFull = Define(322, "memory full");
    public static readonly CmsError ServiceCentreAddressUnknown = Define(330, "SMSC address unknown");
    public static readonly CmsError NoNetworkService = Define(331, "no network service");
    public static readonly CmsError NetworkTimeOut = Define(332, "network time-out");
    public static readonly CmsError NoAcknowledgementExpected = Define(340, "no +CNMA acknowledgement expected");
    public static readonly CmsError Unknown = Define(500, "unknown error");

    private static readonly CmsError[] _all = [.. _defined.OrderBy(error => error.Number)];
    private static readonly CmsError?[] _byNumber = ByNumber();

    private CmsError(int number, string text)
    {
        Number = number;
        Text = text;
    }

    /// <summary>All errors that have a text of their own, by ascending number.</summary>
    public static IReadOnlyList<CmsError> All => _all;

    /// <summary>Number on the wire; -1 for an error that a module reported by a text, which this family does not do.</summary>
    public int Number { get; }

    /// <summary>What the number means.</summary>
    public string Text { get; }

    /// <summary>The error with this number. 0–255 always have one, if need be with a text that names the clause; elsewhere null if the table has none.</summary>
    public static CmsError? Find(int number) => (uint)number < (uint)_byNumber.Length ? _byNumber[number] : null;

    /// <summary>The error with this number; one that says "unlisted error" if the table has none. For what a real module reports.</summary>
    public static CmsError Of(int number) => Find(number) ?? new CmsError(number, "unlisted error");

    /// <summary>The error with this text, whatever its case; one with number -1 if the table has none. For what a real module reports.</summary>
    public static CmsError Of(string text) =>
        Array.Find(_all, error => error.Text.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? new CmsError(-1, text);

    public override string ToString() => $"+CMS ERROR: {Number} ({Text})";

    private static CmsError Define(int number, string text)
    {
        var error = new CmsError(number, text);
        _defined.Add(error);
        return error;
    }

    private static CmsError?[] ByNumber()
    {
        var byNumber = new CmsError?[_all[^1].Number + 1];
        foreach (var error in _all)
            byNumber[error.Number] = error;
        for (var number = 0; number <= LastOfTheNetwork; number++)
            byNumber[number] ??= new CmsError(number, ClauseOf(number));
        return byNumber;
    }

    private static string ClauseOf(int number) => number switch
    {
        < FirstFailureCause => "see 24.011 Annex E-2",
        < FirstApplicationSpecific => "see 23.040 §9.2.3.22",
        _ => "specific to an application, 23.040 §9.2.3.22",
    };
}
