using System.Net;
using System.Runtime.CompilerServices;

namespace AtRun.Protocol.Results;

/// <summary>Lets <c>writer.Line($"…")</c> write its parts straight to the output. Only the compiler uses it.</summary>
[InterpolatedStringHandler]
public readonly ref struct ResponseLineHandler
{
    // IPv6 with an embedded IPv4 address and a scope of 32 bit.
    private const int MaxAddressLength = 64;

    private readonly ResponseWriter _writer;

    public ResponseLineHandler(int literalLength, int formattedCount, ResponseWriter writer)
    {
        _writer = writer;
        writer.BeginLine();
    }

    public void AppendLiteral(string text) => _writer.Text(text);

    public void AppendFormatted(long number) => _writer.Number(number);

    /// <summary>With D or X and a width: <c>{lac:X4}</c>.</summary>
    public void AppendFormatted(long number, string format) => _writer.Number(number, format);

    public void AppendFormatted(char character) => _writer.Text([character]);

    public void AppendFormatted(string? text) => _writer.Text(text);

    public void AppendFormatted(IPAddress? address)
    {
        Span<char> text = stackalloc char[MaxAddressLength];
        if (address is not null && address.TryFormat(text, out var length)) _writer.Text(text[..length]);
    }

    public void AppendFormatted(ReadOnlySpan<char> text) => _writer.Text(text);

    public void AppendFormatted(ReadOnlySpan<byte> octets) => _writer.Octets(octets);
}
