using AtRun.Module.Worlds;
using AtRun.Protocol.Results;

namespace AtRun.Simulation.Circuits;

/// <summary>Who may call whom where there are closed user groups (22.085; 23.085 §1.4).</summary>
internal static class ClosedUserGroups
{
    /// <summary>Why a call does not go through; null: it does.</summary>
    public static CallCause? Refuse(Subscriber caller, Subscriber called, GroupCall? said)
    {
        int? code = null;
        if (said is { Index: { } index })
        {
            if (!caller.Groups.TryGetValue(index, out var chosen)) return CallCause.NotSubscribed;
            code = chosen;
        }
        else if (said is not { SuppressesPreferential: true } && caller.Groups.Count > 0) code = caller.Groups.MinBy(g => g.Key).Value;
        if (code is { } group && called.Groups.Values.Contains(group)) return null;
        // Outside a group: the caller needs outgoing access, the called party incoming access.
        var leaves = caller.Groups.Count == 0 || caller.OutgoingAccess;
        if (!leaves || said is { SuppressesOutgoingAccess: true }) return CallCause.NotInGroup;
        return called.Groups.Count > 0 && !called.IncomingAccess ? CallCause.NotInGroup : null;
    }
}
