namespace AtRun.Protocol.Results;

/// <summary>Why a call ended, or was not set up: its number and text.</summary>
/// <param name="Number">1-127: 24.008 §10.5.4.11; 240 and above: the module's own.</param>
/// <param name="Text">As +CEER says it.</param>
/// <remarks>24.008 table 10.5.123; AT reference 80000ST10025a p283-286, #CEER</remarks>
public sealed record CallCause(int Number, string Text)
{
    private static readonly List<CallCause> Defined = [];

    public static readonly CallCause Unassigned = Define(1, "Unassigned (unallocated) number");
    public static readonly CallCause NoRoute = Define(3, "No route to destination");
    public static readonly CallCause ChannelUnacceptable = Define(6, "Channel unacceptable");
    public static readonly CallCause OperatorBarring = Define(8, "Operator determined barring");
    public static readonly CallCause NormalClearing = Define(16, "Normal call clearing");
    public static readonly CallCause UserBusy = Define(17, "User busy");
    public static readonly CallCause NoUserResponding = Define(18, "No user responding");
    public static readonly CallCause NoAnswer = Define(19, "User alerting, no answer");
    public static readonly CallCause Rejected = Define(21, "Call rejected");
    public static readonly CallCause NumberChanged = Define(22, "Number changed");
    public static readonly CallCause NonSelectedUser = Define(26, "Non selected user clearing");
    public static readonly CallCause OutOfOrder = Define(27, "Destination out of order");
    public static readonly CallCause InvalidNumber = Define(28, "Invalid number format (incomplete number)");
    public static readonly CallCause FacilityRejected = Define(29, "Facility rejected");
    public static readonly CallCause StatusResponse = Define(30, "Response to STATUS ENQUIRY");
    public static readonly CallCause Unspecified = Define(31, "Normal, unspecified");
    public static readonly CallCause NoChannel = Define(34, "No circuit/channel available");
    public static readonly CallCause NetworkOutOfOrder = Define(38, "Network out of order");
    public static readonly CallCause TemporaryFailure = Define(41, "Temporary failure");
    public static readonly CallCause Congestion = Define(42, "Switching equipment congestion");
    public static readonly CallCause Discarded = Define(43, "Access information discarded");
    public static readonly CallCause ChannelNotAvailable = Define(44, "Requested circuit/channel not available");
    public static readonly CallCause NoResources = Define(47, "Resources unavailable, unspecified");
    public static readonly CallCause QualityUnavailable = Define(49, "Quality of service unavailable");
    public static readonly CallCause NotSubscribed = Define(50, "Requested facility not subscribed");
    public static readonly CallCause BarredInGroup = Define(55, "Incoming calls barred within the CUG");
    public static readonly CallCause BearerNotAuthorized = Define(57, "Bearer capability not authorized");
    public static readonly CallCause BearerNotAvailable = Define(58, "Bearer capability not presently available");
    public static readonly CallCause ServiceNotAvailable = Define(63, "Service or option not available, unspecified");
    public static readonly CallCause BearerNotImplemented = Define(65, "Bearer service not implemented");
    public static readonly CallCause MeterExhausted = Define(68, "ACM equal to or greater than ACMmax");
    public static readonly CallCause FacilityNotImplemented = Define(69, "Requested facility not implemented");
    public static readonly CallCause RestrictedBearerOnly = Define(70, "Only restricted digital information bearer capability is available");
    public static readonly CallCause ServiceNotImplemented = Define(79, "Service or option not implemented, unspecified");
    public static readonly CallCause InvalidTransaction = Define(81, "Invalid transaction identifier value");
    public static readonly CallCause NotInGroup = Define(87, "User not member of CUG");
    public static readonly CallCause Incompatible = Define(88, "Incompatible destination");
    public static readonly CallCause InvalidTransit = Define(91, "Invalid transit network selection");
    public static readonly CallCause TimerExpired = Define(102, "Recovery on timer expiry");
    public static readonly CallCause ProtocolError = Define(111, "Protocol error, unspecified");
    public static readonly CallCause Interworking = Define(127, "Interworking, unspecified");
    public static readonly CallCause FixedDialling = Define(240, "FDN is active and number is not in FDN");
    public static readonly CallCause NotAllowed = Define(241, "Call operation not allowed");
    public static readonly CallCause OutgoingBarred = Define(252, "Call barring on outgoing calls");
    public static readonly CallCause IncomingBarred = Define(253, "Call barring on incoming calls");
    public static readonly CallCause Impossible = Define(254, "Call impossible");
    public static readonly CallCause LowerLayerFailure = Define(255, "Lower layer failure");

    /// <summary>All of them, by ascending number.</summary>
    public static IReadOnlyList<CallCause> All => Defined;

    private static CallCause Define(int number, string text)
    {
        var cause = new CallCause(number, text);
        Defined.Add(cause);
        return cause;
    }
}
