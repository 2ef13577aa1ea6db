namespace AtRun.Protocol.Sms;

/// <summary>Where a message is, as its service centre tells it (SMPP 3.4 §5.2.28).</summary>
public enum MessageState
{
    Enroute = 1,
    Delivered = 2,
    Expired = 3,
    Deleted = 4,
    Undeliverable = 5,
    Accepted = 6,
    Unknown = 7,
    Rejected = 8,
}
