namespace AtRun.Protocol;

/// <summary>Why octets from outside are not what they should be.</summary>
/// <param name="Field">The field by the name of its specification, e.g. <c>TP-UDL</c>.</param>
/// <param name="Offset">Octets from the start of what was decoded.</param>
/// <param name="Reason">What is wrong with it, for a reader.</param>
public readonly record struct DecodeError(string Field, int Offset, string Reason)
{
    public override string ToString() => $"{Field} at octet {Offset}: {Reason}";
}
