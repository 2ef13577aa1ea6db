using AtRun.Client.Conformance;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Client.Conformance;

/// <summary>A simulated module, examined on the port of its first instance.</summary>
internal sealed class ExaminedModule : ILink
{
    private readonly Wire _wire;

    public ExaminedModule(SimulatedModule? module = null, bool isOn = false)
    {
        Module = module ?? new();
        if (!isOn) Module.Start();
        _wire = new(this, Module.Turn.Time);
        Module.Said[1] = octets => Pass(octets.ToArray());
    }

    public SimulatedModule Module { get; }

    /// <summary>What the module says on its way to us.</summary>
    public Func<byte[], byte[]>? Said { get; set; }

    /// <summary>What we type on its way to the module.</summary>
    public Func<byte[], byte[]>? Typed { get; set; }

    public ConformReport Examine(ConformOptions? options = null, CancellationToken stop = default)
    {
        Task<ConformReport>? running = null;
        Module.Turn.Do(() => running = new ConformRun(_wire, options ?? new()).Run(stop));
        Assert.True(Module.Turn.WaitUntil(() => running!.IsCompleted, TimeSpan.FromHours(2)), "it never ends");
        return running!.GetAwaiter().GetResult();
    }

    int ILink.Unsent => 0;

    bool ILink.Paused { get; set; }

    void ILink.Send(ReadOnlySpan<byte> octets)
    {
        var typed = Typed?.Invoke(octets.ToArray()) ?? octets.ToArray();
        Module.Turn.Post(() => Module.Type(1, typed));
    }

    void ILink.Close() { }

    private void Pass(byte[] octets)
    {
        var said = Said?.Invoke(octets) ?? octets;
        Module.Turn.Post(() => ((ILinkReceiver)_wire).Received(said));
    }
}
