using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <content>Call forwarding as the subscriber changes it (22.082).</content>
public sealed partial class Subscriber
{
    async ValueTask<IReadOnlyList<(ServiceClass Class, Forwarding Where)>> ISupplementaryServices.Forwardings(ForwardingReason reason, CancellationToken stop)
    {
        await Answering(stop);
        return [.. ServiceGroups.All.Select(c => (Class: c, Where: ForwardingOf(reason, c))).Where(r => r.Where is not null).Select(r => (r.Class, r.Where!))];
    }

    async ValueTask<ServiceAnswer> ISupplementaryServices.Forward(
        IReadOnlyList<ForwardingReason> reasons, ForwardingChange change, ServiceClass classes, string number, TimeSpan after, CancellationToken stop)
    {
        await Answering(stop);
        var groups = ServiceGroups.Of(classes & ~ServiceClass.Sms);
        if (groups.Count == 0 || (change == ForwardingChange.Register && number.Length == 0)) return ServiceAnswer.Refused;
        var rows = reasons.SelectMany(r => groups.Select(c => (Reason: r, Class: c))).ToArray();
        // What is not registered cannot be activated (22.004 §5.3).
        if (change == ForwardingChange.Activate && number.Length == 0 && rows.All(r => ForwardingOf(r.Reason, r.Class) is null)) return ServiceAnswer.Refused;
        foreach (var (reason, single) in rows)
        {
            var before = ForwardingOf(reason, single);
            Forward(reason, single, change switch
            {
                ForwardingChange.Erase => null,
                ForwardingChange.Deactivate => before is null ? null : before with { Active = false },
                _ when number.Length > 0 => new(number, true, after),
                _ => before is null ? null : before with { Active = true },
            });
        }
        return ServiceAnswer.Done;
    }
}
