using AtRun.Module.Settings;
using AtRun.Protocol.Commands;

namespace AtRun.Module.Products;

/// <summary>What modules of one generation say and do otherwise than those of another, apart from the commands that they have.</summary>
/// <remarks>
/// Commands ask the product for these; none compares names. Two differences of the families stand where they are used: a command's
/// own declaration says which families have it, and <c>MonitoredEvent</c> which have an event. White list and firewall
/// are closed to remote changes on all products (DEC-10).
/// </remarks>
public sealed record Flavour
{
    /// <summary>Version of the language of scripts, where the product runs any.</summary>
    public required string Python { get; init; }

    /// <summary>Scripts have the module USB0.</summary>
    public bool HasUsb { get; init; }

    /// <summary>Interface styles that <c>#SELINT</c> offers.</summary>
    public IReadOnlyList<int> Styles { get; init; } = [2];

    /// <summary>What is typed for <c>#SSEND</c> beyond its limit is lost; else the command fails.</summary>
    public bool CutsSurplus { get; init; }

    /// <summary><c>#SSEND</c> and <c>#SSENDEXT</c> take only sockets that <c>#SD</c> has opened.</summary>
    public bool SendsOnDialledAlone { get; init; }

    /// <summary>The name that tells of data on a socket.</summary>
    public string SocketRing { get; init; } = "SRING";

    /// <summary>Area and cell stand in quotes, with the access technology behind them; <c>+COPS</c> tells of a technology that is not GSM.</summary>
    public bool TellsTechnology { get; init; }

    /// <summary>Hears UMTS cells, too (+WS46).</summary>
    public bool HasUmts { get; init; }

    /// <summary>Settings whose factory value is another than the declared one.</summary>
    public FactoryValues Factory { get; init; } = FactoryValues.Usual;

    /// <summary>Commands that the product lacks though its family has them.</summary>
    public IReadOnlyList<AtCommand> Lacks { get; init; } = [];
}
