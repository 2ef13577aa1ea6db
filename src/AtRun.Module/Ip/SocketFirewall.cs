using System.Net;

namespace AtRun.Module.Ip;

/// <summary>The rules of #FRWL: whose connections reach a socket that listens. With no rule nobody's do (AT reference 80000ST10025a p479).</summary>
public sealed class SocketFirewall
{
    /// <summary>Rules kept at most; the manuals give no figure.</summary>
    public const int MaxRules = 20;

    private readonly List<AddressRule> _rules = [];

    public IReadOnlyList<AddressRule> Rules => _rules;

    public bool Admits(IPAddress peer) => _rules.Exists(r => r.Admits(peer));

    /// <summary>False: the list is full. A rule that is there already stays as it is.</summary>
    public bool Add(AddressRule rule)
    {
        if (_rules.Contains(rule)) return true;
        if (_rules.Count == MaxRules) return false;
        _rules.Add(rule);
        return true;
    }

    /// <summary>False: there is no such rule.</summary>
    public bool Remove(AddressRule rule) => _rules.Remove(rule);

    public void Clear() => _rules.Clear();
}
