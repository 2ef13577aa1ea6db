using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>A transparent file on a simulated card (GSM 11.11 §6.4.1): in the flash in hexadecimal, unless it is as on a new card.</summary>
internal sealed class SimBinary(IFlash flash, string key, byte[] content)
{
    private byte[] _content = content;

    public ReadOnlyMemory<byte> Content => _content;

    /// <summary>Puts octets at a place inside of it. On the card once the task is complete.</summary>
    public async ValueTask Write(int offset, ReadOnlyMemory<byte> octets)
    {
        var before = _content;
        var changed = before.AsSpan().ToArray();
        octets.Span.CopyTo(changed.AsSpan(offset));
        _content = changed;
        try
        {
            await flash.Write(new[] { new FlashChange(key, Convert.ToHexString(changed)) });
        }
        catch
        {
            _content = before;
            throw;
        }
    }

    /// <summary>Takes what was stored; false: it is none of this file.</summary>
    public bool Restore(string storedKey, string value)
    {
        if (storedKey != key) return false;
        var octets = new byte[_content.Length];
        if (value.Length == 2 * octets.Length && Convert.FromHexString(value, octets, out _, out _) == System.Buffers.OperationStatus.Done) _content = octets;
        return true;
    }
}
