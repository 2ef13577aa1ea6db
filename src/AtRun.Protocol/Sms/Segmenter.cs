namespace AtRun.Protocol.Sms;

/// <summary>Cuts what does not fit one message into parts of a concatenated one (23.040 §9.2.3.24.1).</summary>
public static class Segmenter
{
    /// <summary>Parts of a text. One without a header where it fits; no character and no surrogate pair is torn.</summary>
    /// <param name="text">Any text that the alphabet has; other characters become <c>?</c>.</param>
    /// <param name="alphabet">8-bit: Latin-1.</param>
    /// <param name="reference">The same in all parts. 0-255, or 0-65535 where it is wide; higher bits are dropped.</param>
    /// <param name="maxParts">1-255. What does not fit them is cut off.</param>
    /// <param name="wide">A reference of 16 bits.</param>
    /// <param name="taken">Characters of the text that are in the parts.</param>
    public static IReadOnlyList<UserData> Split(ReadOnlySpan<char> text, SmsAlphabet alphabet, int reference, int maxParts, out int taken, bool wide = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxParts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxParts, 255);
        taken = Fit(text, alphabet, header: 0);
        if (taken == text.Length || maxParts == 1) return [Make(text[..taken], alphabet, [])];

        var header = wide ? 7 : 6;
        var ends = new List<int>();
        for (taken = 0; taken < text.Length && ends.Count < maxParts; ends.Add(taken)) taken += Fit(text[taken..], alphabet, header);
        var parts = new UserData[ends.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = Make(text[(i == 0 ? 0 : ends[i - 1])..ends[i]], alphabet, HeaderOf(new(reference & (wide ? 0xFFFF : 0xFF), parts.Length, i + 1, wide)));
        return parts;
    }

    /// <summary>The header of concatenation, with its length octet.</summary>
    public static byte[] HeaderOf(Concatenation part) => part.Wide
        ? [6, UserDataHeader.Concatenated16, 4, (byte)(part.Reference >> 8), (byte)part.Reference, (byte)part.Total, (byte)part.Number]
        : [5, UserDataHeader.Concatenated8, 3, (byte)part.Reference, (byte)part.Total, (byte)part.Number];

    /// <summary>Characters that fit one message behind a header of so many octets.</summary>
    private static int Fit(ReadOnlySpan<char> text, SmsAlphabet alphabet, int header)
    {
        switch (alphabet)
        {
            case SmsAlphabet.Octets:
                return Math.Min(text.Length, UserData.MaxOctets - header);
            case SmsAlphabet.Ucs2:
                var most = (UserData.MaxOctets - header) / 2;
                if (text.Length <= most) return text.Length;
                return char.IsHighSurrogate(text[most - 1]) && char.IsLowSurrogate(text[most]) ? most - 1 : most;
            default:
                var left = UserData.MaxSeptets - UserData.SeptetsOf(header);
                var count = 0;
                for (; count < text.Length; count++)
                {
                    left -= Math.Abs(GsmAlphabet.CountOf(text[count]));
                    if (left < 0) break;
                }
                return count;
        }
    }

    private static UserData Make(ReadOnlySpan<char> text, SmsAlphabet alphabet, ReadOnlySpan<byte> header)
    {
        if (UserData.TryMake(text, alphabet, header, out var data)) return data;
        Span<char> known = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++)
            known[i] = (alphabet == SmsAlphabet.Gsm7 ? GsmAlphabet.CountOf(text[i]) > 0 : text[i] <= '\u00FF') ? text[i] : '?';
        return UserData.TryMake(known, alphabet, header, out data) ? data : throw new InvalidOperationException("a part that does not fit");
    }
}
