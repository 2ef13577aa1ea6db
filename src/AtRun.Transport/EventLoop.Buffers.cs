using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AtRun.Transport;

public sealed unsafe partial class EventLoop
{
    // Pinned for good: the kernel and spans see them by address.
    private readonly byte[] _received = GC.AllocateUninitializedArray<byte>(BufferSize, pinned: true);
    private readonly byte[] _corkedOctets = GC.AllocateUninitializedArray<byte>(BufferSize, pinned: true);
    private DescriptorLink? _corked;
    private int _corkedCount;

    /// <summary>The one receive buffer of the loop, <see cref="BufferSize"/> octets.</summary>
    internal byte* Received => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_received));

    // The answers to what arrived in one piece leave in one piece: a system call for all of them.
    internal void Cork(DescriptorLink link) => _corked = link;

    internal void Uncork(DescriptorLink link)
    {
        if (_corked == link)
        {
            var count = _corkedCount;
            Uncorked();
            if (count > 0)
                link.SendNow(new ReadOnlySpan<byte>(_corkedOctets, 0, count));
        }
    }

    /// <summary>False: the link is not the one whose octets are being handled.</summary>
    internal bool TryCork(DescriptorLink link, ReadOnlySpan<byte> octets)
    {
        if (_corked != link)
            return false;

        if (octets.Length > BufferSize - _corkedCount)
        {
            Uncork(link);
            Cork(link);
            if (octets.Length >= BufferSize)
            {
                link.SendNow(octets);
                return true;
            }
        }

        octets.CopyTo(new Span<byte>(_corkedOctets, _corkedCount, octets.Length));
        _corkedCount += octets.Length;
        return true;
    }

    private void Uncorked()
    {
        _corked = null;
        _corkedCount = 0;
    }
}
