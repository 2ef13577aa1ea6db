using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <content>Call barring with its password (22.088, 22.004 §5.2).</content>
public sealed partial class Subscriber
{
    /// <summary>Password of a new subscription; the one of the example in Telit 1vv0300784 p71.</summary>
    public const string FirstBarringPassword = "2121";

    /// <summary>Wrong passwords in a row, after which barring cannot be changed any more (22.004 §5.2).</summary>
    public const int PasswordAttempts = 3;

    private static readonly BarringProgram[] _outgoing = [BarringProgram.AllOutgoing, BarringProgram.OutgoingInternational, BarringProgram.OutgoingInternationalButHome];
    private static readonly BarringProgram[] _incoming = [BarringProgram.AllIncoming, BarringProgram.IncomingRoaming];

    private int _wrongPasswords;

    /// <summary>Four digits.</summary>
    public string BarringPassword { get; private set; } = FirstBarringPassword;

    /// <summary>The network's operator gives a new password, and lifts what wrong ones blocked.</summary>
    public void ResetBarringPassword(string password) => (BarringPassword, _wrongPasswords) = (password, 0);

    async ValueTask<ServiceClass> ISupplementaryServices.Barred(BarringProgram program, CancellationToken stop)
    {
        await Answering(stop);
        return ServiceGroups.All.Where(c => IsBarred(program, c)).Aggregate(ServiceClass.None, static (all, one) => all | one);
    }

    async ValueTask<ServiceAnswer> ISupplementaryServices.Bar(IReadOnlyList<BarringProgram> programs, ServiceClass classes, bool on, string password, CancellationToken stop)
    {
        await Answering(stop);
        if (Check(password) is var answer && answer != ServiceAnswer.Done) return answer;
        var groups = ServiceGroups.Of(classes);
        if (groups.Count == 0) return ServiceAnswer.Refused;
        foreach (var program in programs)
            foreach (var single in groups)
            {
                if (on)
                    foreach (var other in _outgoing.Contains(program) ? _outgoing : _incoming) Bar(other, single, false);
                Bar(program, single, on);
            }
        return ServiceAnswer.Done;
    }

    async ValueTask<ServiceAnswer> ISupplementaryServices.ChangePassword(string oldPassword, string newPassword, CancellationToken stop)
    {
        await Answering(stop);
        if (!IsPassword(newPassword)) return ServiceAnswer.Refused;
        var answer = Check(oldPassword);
        if (answer == ServiceAnswer.Done) BarringPassword = newPassword;
        return answer;
    }

    private ServiceAnswer Check(string password)
    {
        if (_wrongPasswords == PasswordAttempts) return ServiceAnswer.PasswordBlocked;
        if (password == BarringPassword)
        {
            _wrongPasswords = 0;
            return ServiceAnswer.Done;
        }
        return ++_wrongPasswords == PasswordAttempts ? ServiceAnswer.PasswordBlocked : ServiceAnswer.WrongPassword;
    }

    private static bool IsPassword(string text) => text.Length == 4 && text.All(char.IsAsciiDigit);
}

/// <summary>Classes one by one, as the network keeps services for them (22.004 annex A).</summary>
internal static class ServiceGroups
{
    /// <summary>Packet and PAD access are none that services are kept for.</summary>
    public static IReadOnlyList<ServiceClass> All { get; } =
        [ServiceClass.Voice, ServiceClass.Data, ServiceClass.Fax, ServiceClass.Sms, ServiceClass.DataSync, ServiceClass.DataAsync];

    /// <summary>Those of a sum: "data" is all bearer services, synchronous and asynchronous (AT reference 80000ST10025a p106).</summary>
    public static IReadOnlyList<ServiceClass> Of(ServiceClass classes)
    {
        if (classes.HasFlag(ServiceClass.Data) || classes.HasFlag(ServiceClass.DataSync | ServiceClass.DataAsync))
            classes |= ServiceClass.Data | ServiceClass.DataSync | ServiceClass.DataAsync;
        return [.. All.Where(c => (classes & c) != 0)];
    }
}
