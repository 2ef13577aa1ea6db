using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AtRun.Transport;

/// <summary>The array that epoll_wait(2) fills. The kernel packs <c>struct epoll_event</c> on x64 and nowhere else.</summary>
internal readonly unsafe struct EpollEvents(int capacity)
{
    private static int Stride => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private static int DataOffset => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    // Pinned for good: the loop that owns it lives as long as its thread.
    private readonly byte[] _octets = GC.AllocateArray<byte>(capacity * 16, pinned: true);

    internal int Capacity => capacity;

    internal byte* Pointer => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_octets));

    internal static uint Events(byte* first, int index) => *(uint*)(first + index * Stride);

    internal static ulong Data(byte* first, int index) => Unsafe.ReadUnaligned<ulong>(first + index * Stride + DataOffset);

    internal static void Control(int epoll, int operation, int fd, uint events, ulong data)
    {
        var one = stackalloc byte[16];
        *(uint*)one = events;
        Unsafe.WriteUnaligned(one + DataOffset, data);
        if (Posix.epoll_ctl(epoll, operation, fd, one) < 0)
            throw new IOException($"epoll_ctl: {Posix.ErrnoText}");
    }
}
