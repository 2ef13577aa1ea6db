namespace AtRun.Module.Messages;

/// <summary>"ME": what the module keeps until power-off: the last class 0 message.</summary>
/// <remarks>
/// AT reference 80000ST10025a p203: class 0 messages are stored here and lost at power-off. One place, and a new message takes
/// it, as in the dialogues of Telit 1vv0300784 p97 and p101 (<c>+CMTI: "ME",1</c> twice, <c>+CPMS: "ME",1,1,…</c>).
/// </remarks>
internal sealed class VolatileMessageStore : MessageStore
{
    private StoredMessage? _message;

    public override string Name => Equipment;

    public override int Capacity => 1;

    public override StoredMessage? this[int index] => index == 1 ? _message : null;

    protected override ValueTask Keep(int index, StoredMessage? message)
    {
        _message = message;
        return default;
    }
}
