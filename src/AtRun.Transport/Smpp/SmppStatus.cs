namespace AtRun.Transport.Smpp;

/// <summary>command_status of a response (SMPP 3.4 §5.1.3).</summary>
public readonly record struct SmppStatus(uint Code)
{
    private static readonly Dictionary<uint, (string Name, string Text)> _table = new();

    public static readonly SmppStatus Ok = Define(0x00, "ESME_ROK", "no error");
    public static readonly SmppStatus InvalidMessageLength = Define(0x01, "ESME_RINVMSGLEN", "message length is invalid");
    public static readonly SmppStatus InvalidCommandLength = Define(0x02, "ESME_RINVCMDLEN", "command length is invalid");
    public static readonly SmppStatus InvalidCommand = Define(0x03, "ESME_RINVCMDID", "invalid command id");
    public static readonly SmppStatus InvalidBindStatus = Define(0x04, "ESME_RINVBNDSTS", "incorrect bind status for the command");
    public static readonly SmppStatus AlreadyBound = Define(0x05, "ESME_RALYBND", "already bound");
    public static readonly SmppStatus InvalidPriority = Define(0x06, "ESME_RINVPRTFLG", "invalid priority flag");
    public static readonly SmppStatus InvalidRegisteredDelivery = Define(0x07, "ESME_RINVREGDLVFLG", "invalid registered delivery flag");
    public static readonly SmppStatus SystemError = Define(0x08, "ESME_RSYSERR", "system error");
    public static readonly SmppStatus InvalidSource = Define(0x0A, "ESME_RINVSRCADR", "invalid source address");
    public static readonly SmppStatus InvalidDestination = Define(0x0B, "ESME_RINVDSTADR", "invalid destination address");
    public static readonly SmppStatus InvalidMessageId = Define(0x0C, "ESME_RINVMSGID", "message id is invalid");
    public static readonly SmppStatus BindFailed = Define(0x0D, "ESME_RBINDFAIL", "bind failed");
    public static readonly SmppStatus InvalidPassword = Define(0x0E, "ESME_RINVPASWD", "invalid password");
    public static readonly SmppStatus InvalidSystemId = Define(0x0F, "ESME_RINVSYSID", "invalid system id");
    public static readonly SmppStatus CancelFailed = Define(0x11, "ESME_RCANCELFAIL", "cancelling failed");
    public static readonly SmppStatus ReplaceFailed = Define(0x13, "ESME_RREPLACEFAIL", "replacing failed");
    public static readonly SmppStatus QueueFull = Define(0x14, "ESME_RMSGQFUL", "message queue full");
    public static readonly SmppStatus InvalidServiceType = Define(0x15, "ESME_RINVSERTYP", "invalid service type");
    public static readonly SmppStatus InvalidNumberOfDestinations = Define(0x33, "ESME_RINVNUMDESTS", "invalid number of destinations");
    public static readonly SmppStatus InvalidListName = Define(0x34, "ESME_RINVDLNAME", "invalid distribution list name");
    public static readonly SmppStatus InvalidDestinationFlag = Define(0x40, "ESME_RINVDESTFLAG", "invalid destination flag");
    public static readonly SmppStatus InvalidReplaceRequest = Define(0x42, "ESME_RINVSUBREP", "invalid request to replace a message that is there");
    public static readonly SmppStatus InvalidEsmClass = Define(0x43, "ESME_RINVESMCLASS", "invalid esm_class");
    public static readonly SmppStatus CannotSubmitToList = Define(0x44, "ESME_RCNTSUBDL", "cannot submit to the distribution list");
    public static readonly SmppStatus SubmitFailed = Define(0x45, "ESME_RSUBMITFAIL", "submitting failed");
    public static readonly SmppStatus InvalidSourceType = Define(0x48, "ESME_RINVSRCTON", "invalid type of the source number");
    public static readonly SmppStatus InvalidSourcePlan = Define(0x49, "ESME_RINVSRCNPI", "invalid plan of the source number");
    public static readonly SmppStatus InvalidDestinationType = Define(0x50, "ESME_RINVDSTTON", "invalid type of the destination number");
    public static readonly SmppStatus InvalidDestinationPlan = Define(0x51, "ESME_RINVDSTNPI", "invalid plan of the destination number");
    public static readonly SmppStatus InvalidSystemType = Define(0x53, "ESME_RINVSYSTYP", "invalid system type");
    public static readonly SmppStatus InvalidReplaceFlag = Define(0x54, "ESME_RINVREPFLAG", "invalid replace_if_present flag");
    public static readonly SmppStatus InvalidNumberOfMessages = Define(0x55, "ESME_RINVNUMMSGS", "invalid number of messages");
    public static readonly SmppStatus Throttled = Define(0x58, "ESME_RTHROTTLED", "more messages than allowed");
    public static readonly SmppStatus InvalidSchedule = Define(0x61, "ESME_RINVSCHED", "invalid scheduled delivery time");
    public static readonly SmppStatus InvalidValidity = Define(0x62, "ESME_RINVEXPIRY", "invalid validity period");
    public static readonly SmppStatus InvalidDefaultMessage = Define(0x63, "ESME_RINVDFTMSGID", "predefined message is invalid or not found");
    public static readonly SmppStatus ReceiverTemporaryError = Define(0x64, "ESME_RX_T_APPN", "the receiver has a temporary error");
    public static readonly SmppStatus ReceiverPermanentError = Define(0x65, "ESME_RX_P_APPN", "the receiver has a permanent error");
    public static readonly SmppStatus ReceiverRejects = Define(0x66, "ESME_RX_R_APPN", "the receiver rejects the message");
    public static readonly SmppStatus QueryFailed = Define(0x67, "ESME_RQUERYFAIL", "query failed");
    public static readonly SmppStatus InvalidOptionalParameters = Define(0xC0, "ESME_RINVOPTPARSTREAM", "error in the optional part");
    public static readonly SmppStatus OptionalParameterNotAllowed = Define(0xC1, "ESME_ROPTPARNOTALLWD", "optional parameter not allowed");
    public static readonly SmppStatus InvalidParameterLength = Define(0xC2, "ESME_RINVPARLEN", "invalid parameter length");
    public static readonly SmppStatus MissingOptionalParameter = Define(0xC3, "ESME_RMISSINGOPTPARAM", "expected optional parameter missing");
    public static readonly SmppStatus InvalidOptionalParameter = Define(0xC4, "ESME_RINVOPTPARAMVAL", "invalid value of an optional parameter");
    public static readonly SmppStatus DeliveryFailure = Define(0xFE, "ESME_RDELIVERYFAILURE", "delivery failed");
    public static readonly SmppStatus UnknownError = Define(0xFF, "ESME_RUNKNOWNERR", "unknown error");

    /// <summary>Those that the specification names, by rising code.</summary>
    public static IEnumerable<SmppStatus> All => _table.Keys.Order().Select(code => new SmppStatus(code));

    public bool IsOk => Code == 0;

    /// <summary>The name of the specification; of another one its number.</summary>
    public string Name => _table.TryGetValue(Code, out var known) ? known.Name : $"0x{Code:X8}";

    /// <summary>What it means.</summary>
    public string Text => _table.TryGetValue(Code, out var known) ? known.Text : "the centre's own error";

    public override string ToString() => $"{Name}: {Text}";

    private static SmppStatus Define(uint code, string name, string text)
    {
        _table.Add(code, (name, text));
        return new(code);
    }
}
