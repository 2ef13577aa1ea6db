using AtRun.Protocol.Links;

namespace AtRun.Cli.Bridge;

/// <summary>Joins two links: each octet that one brings goes to the other, and whoever is slower holds the other.</summary>
internal sealed class Joint
{
    /// <summary>Octets that wait for one side before the other is held.</summary>
    private const int MaxUnsent = 64 * 1024;

    private readonly TaskCompletionSource<bool> _over = new();

    public Joint() => (FromModule, FromLocal) = (new Side(this, module: true), new Side(this, module: false));

    /// <summary>Both are set before anything is read from the local side.</summary>
    public ILink? Module { get; set; }

    /// <inheritdoc cref="Module"/>
    public ILink? Local { get; set; }

    public ILinkReceiver FromModule { get; }
    public ILinkReceiver FromLocal { get; }

    /// <summary>One side has ended: true, the module's.</summary>
    public Task<bool> Over => _over.Task;

    private sealed class Side(Joint joint, bool module) : ILinkReceiver
    {
        private ILink? Own => module ? joint.Module : joint.Local;

        private ILink? Other => module ? joint.Local : joint.Module;

        public void Received(ReadOnlySpan<byte> octets)
        {
            if (Other is not { } other) return;
            other.Send(octets);
            if (other.Unsent > MaxUnsent && Own is { } own) own.Paused = true;
        }

        public void Drained()
        {
            if (Other is { } other) other.Paused = false;
        }

        public void Ended(LinkEnd how) => joint._over.TrySetResult(module);
    }
}
