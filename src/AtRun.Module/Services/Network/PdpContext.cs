using System.Net;
using AtRun.Protocol.Commands;

namespace AtRun.Module.Services.Network;

/// <summary>One of the PDP contexts: what the module knows of it besides its definition.</summary>
public sealed class PdpContext(int cid)
{
    /// <summary>1 to 5.</summary>
    public int Cid { get; } = cid;

    /// <summary>The address while it is active, else null.</summary>
    public IPAddress? Address { get; internal set; }

    /// <summary>The address of its last activation since it was defined (+CGPADDR shows it when the context is down, too).</summary>
    public IPAddress? LastAddress { get; internal set; }

    /// <summary>Servers of names that the network told with the address; none while it is down.</summary>
    public IReadOnlyList<IPAddress> NameServers { get; internal set; } = [];

    /// <summary>Activated for sockets: by #SGACT or by itself, not by +CGACT.</summary>
    public bool CarriesSockets { get; internal set; }

    /// <summary>Which of #GPRS and #EMAILACT activated it; null: neither, or it is down.</summary>
    public AtCommand? Activator { get; internal set; }

    public bool IsActive => Address is not null;

    /// <summary>Completes when the activation that is under way ends; null: none is.</summary>
    internal TaskCompletionSource? Activating { get; set; }

    /// <summary>Ends the automatic activation; null: none is under way.</summary>
    internal CancellationTokenSource? Automatic { get; set; }
}
