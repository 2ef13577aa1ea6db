namespace AtRun.Protocol.Sms;

/// <summary>Cuts what does not fit one message into parts of a concatenated one (23.040 §9.2.3.24.1).</summary>
public static class Segmenter
{
    /// <summary>Parts of a text. One without a header where it fits; no character and no surrogate pair is torn.</summary>
    /// <param name="text">Any text that the alphabet has; other characters become <c>?</c>.</param>
    /// <param name="alphabet">8-bit: Latin-1.</param>
    /// <param name="reference">The same in all parts.</param>
    /// <param name="maxParts">1-255. What does not fit them is cut off.</param>
    /// <param name="wide">A reference of 16 bits.</param>
    /// <param name="taken">Characters of the text that are in the parts.</param>
    public static IReadOnlyList<UserData> Split(ReadOnlySpan<char> text, SmsAlphabet alphabet, int reference, int maxParts, out int taken, bool wide = false) => throw new NotImplementedException();

    /// <summary>The header of concatenation, with its length octet.</summary>
    public static byte[] HeaderOf(Concatenation part) => throw new NotImplementedException();
}
