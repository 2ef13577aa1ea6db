using System.Net;
using AtRun.Module.Ip;
using AtRun.Module.Settings;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Lines;

namespace AtRun.Module.Services.Remote;

/// <summary>A short list in non-volatile memory, as records of the command that edits it.</summary>
public abstract class AccessList<T> where T : class, IAtRecord<T>, new()
{
    private readonly NvmSettings _nvm;
    private readonly int _max;
    private List<T> _entries = [];

    protected AccessList(NvmSettings nvm, int max)
    {
        (_nvm, _max) = (nvm, max);
        foreach (var line in (nvm.GetText(Key) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var values = new ParameterReader(System.Text.Encoding.Latin1.GetBytes(line));
            if (T.Command.TryBind(ref values, new T(), out var entry)) _entries.Add(entry);
        }
    }

    public IReadOnlyList<T> All => _entries;

    /// <summary>Adds an entry, or puts it in the place of the one that <paramref name="same"/> finds. False: the list is full.</summary>
    protected async ValueTask<bool> Add(T entry, Predicate<T> same)
    {
        var at = _entries.FindIndex(same);
        if (at < 0 && _entries.Count == _max) return false;
        await Store(at < 0 ? [.. _entries, entry] : [.. _entries[..at], entry, .. _entries[(at + 1)..]]);
        return true;
    }

    /// <summary>False: there is no such entry.</summary>
    protected async ValueTask<bool> Remove(Predicate<T> which)
    {
        if (!_entries.Exists(which)) return false;
        await Store(_entries.FindAll(e => !which(e)));
        return true;
    }

    public ValueTask Clear() => Store([]);

    private static string Key => "list/" + T.Command.Name;

    /// <summary>The new list holds at once; the former one again if it cannot be stored.</summary>
    private async ValueTask Store(List<T> entries)
    {
        var before = _entries;
        _entries = entries;
        var text = new OctetBuffer(64);
        foreach (var entry in entries)
        {
            T.Command.Format(entry, text);
            text.Add((byte)'\n');
        }
        try
        {
            await _nvm.SetText(Key, entries.Count == 0 ? null : text.ToString());
        }
        catch
        {
            _entries = before;
            throw;
        }
    }
}

/// <summary>The rules of #TCPATRUNFRWL: a client is admitted when its address matches one under its mask; with no rule nobody is (TCP-6).</summary>
public sealed class FirewallRules(NvmSettings nvm) : AccessList<TcpAtRunFrwl>(nvm, TcpAtRunFrwl.MaxRules)
{
    public bool Admits(IPAddress peer)
    {
        foreach (var entry in All)
            if (AddressRule.TryParse(entry.IpAddr, entry.NetMask, out var rule) && rule.Admits(peer)) return true;
        return false;
    }

    public ValueTask<bool> Add(TcpAtRunFrwl rule) => Add(rule, Same(rule));

    public ValueTask<bool> Remove(TcpAtRunFrwl rule) => Remove(Same(rule));

    private static Predicate<TcpAtRunFrwl> Same(TcpAtRunFrwl rule) => other =>
        AddressRule.TryParse(rule.IpAddr, rule.NetMask, out var one) && AddressRule.TryParse(other.IpAddr, other.NetMask, out var another) && one == another;
}

/// <summary>The pairs of #TCPATRUNAUTH (TCP-7).</summary>
public sealed class UserList(NvmSettings nvm) : AccessList<TcpAtRunAuth>(nvm, TcpAtRunAuth.MaxUsers)
{
    /// <summary>A name that is there already gets the new password.</summary>
    public ValueTask<bool> Add(TcpAtRunAuth user) => Add(user, u => u.Userid == user.Userid);

    public ValueTask<bool> Remove(TcpAtRunAuth user) => Remove(u => u.Userid == user.Userid && u.Passw == user.Passw);
}
