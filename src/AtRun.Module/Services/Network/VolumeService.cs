using System.Globalization;
using System.Net;
using AtRun.Protocol.Commands.Packet;

namespace AtRun.Module.Services.Network;

/// <summary>Octets that pass over each context: payload of TCP and UDP, as the module's own applications see it (#GDATAVOL).</summary>
/// <remarks>All since the reset is stored when a context goes down, and now and then while octets pass: the loss of power costs what came since.</remarks>
public sealed class VolumeService(RunningModule module)
{
    private const string Key = "volume";

    private readonly Volume[] _session = new Volume[CgDcont.Contexts + 1];
    private readonly Volume[] _all = new Volume[CgDcont.Contexts + 1];
    private ITimer? _storing;

    /// <summary>Since the context came up last.</summary>
    public (long Sent, long Received) OfLastSession(int cid) => (_session[cid].Sent, _session[cid].Received);

    /// <summary>Since the reset.</summary>
    public (long Sent, long Received) OfAll(int cid) => (_all[cid].Sent, _all[cid].Received);

    /// <summary>Forgets all of it; durable when the task is complete.</summary>
    public ValueTask Reset()
    {
        Array.Clear(_session);
        Array.Clear(_all);
        return Store();
    }

    internal void Start()
    {
        var numbers = module.Nvm.GetText(Key)?.Split(',') ?? [];
        for (var cid = 0; cid < _all.Length && 2 * cid + 1 < numbers.Length; cid++) _all[cid] = new(Number(numbers[2 * cid]), Number(numbers[2 * cid + 1]));
        module.Contexts.Changed += ContextChanged;

        static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    internal void End()
    {
        module.Contexts.Changed -= ContextChanged;
        _storing?.Dispose();
    }

    /// <summary>Octets passed over the context that has that address.</summary>
    internal void Count(IPAddress local, int sent, int received)
    {
        if (!module.IsOn) return;
        for (var cid = 0; cid < _all.Length; cid++)
        {
            if (!local.Equals(module.Contexts[cid].Address)) continue;
            _session[cid] = _session[cid].With(sent, received);
            _all[cid] = _all[cid].With(sent, received);
            _storing ??= module.World.Time.CreateTimer(static v => ((VolumeService)v!).StoreLater(), this, Timers.VolumeStored.Default, Timeout.InfiniteTimeSpan);
            return;
        }
    }

    private void ContextChanged(int cid)
    {
        if (module.Contexts[cid].IsActive) _session[cid] = default;
        else if (_storing is not null) StoreLater();
    }

    private void StoreLater()
    {
        _storing?.Dispose();
        _storing = null;
        module.InBackground(_ => Store().AsTask());
    }

    private ValueTask Store() =>
        module.Nvm.SetText(Key, Array.TrueForAll(_all, v => v == default) ? null : string.Join(',', _all.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Sent},{v.Received}"))));

    private readonly record struct Volume(long Sent, long Received)
    {
        public Volume With(int sent, int received) => new(Sent + sent, Received + received);
    }
}
