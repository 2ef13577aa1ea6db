using AtRun.Module.Services.Subscriber;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

/// <summary>What +CLCK does with a facility: of the SIM, of the module, or of the network.</summary>
/// <param name="Call">Who asked, under which name.</param>
/// <param name="Name">Of the facility, in capitals.</param>
/// <param name="Password">May be empty.</param>
/// <param name="Classes">Of a facility of the network.</param>
/// <param name="TellsClasses">A query tells each class of them.</param>
internal readonly record struct Facility(AtCall Call, string Name, string Password, ServiceClass Classes, bool TellsClasses)
{
    private SimService Sim => Call.Module.Sim;

    public ValueTask<FinalResult> Run(LockMode mode) => (Name, mode) switch
    {
        ("SC", LockMode.Query) => Status(Sim.Card.PinEnabled),
        ("SC", _) => LockSim(mode),
        ("FD", LockMode.Query) => Status(Sim.Card.FixedDialling),
        ("FD", _) => Fix(mode),
        _ when Barring.ProgramsOf(Name) is { } programs => mode switch
        {
            // All programs together can be allowed alone (AT reference 80000ST10025a p105).
            not LockMode.Unlock when programs.Count > 1 => Answer(CmeError.OperationNotSupported),
            LockMode.Query => Query(programs[0]),
            _ => Bar(programs, mode),
        },
        // The module is personalised to nothing (22.022); the keys that would change that are its maker's.
        ("PN" or "PU" or "PP" or "PC" or "PS" or "PF", _) => mode == LockMode.Query ? Status(false) : Answer(CmeError.OperationNotAllowed),
        _ => Answer(CmeError.OperationNotSupported),
    };

    private static ValueTask<FinalResult> Answer(FinalResult result) => new(result);

    private ValueTask<FinalResult> Status(bool active)
    {
        Call.Out.Line($"{Call.Command.Name}: {(active ? 1 : 0)}");
        return new(FinalResult.Ok);
    }

    /// <summary>The PIN2 may be left out where it was given since power-on (AT reference 80000ST10025a p105).</summary>
    private async ValueTask<FinalResult> Fix(LockMode mode) =>
        Password.Length == 0 && !Sim.Card.Pin2Verified
            ? Sim.RefuseWithoutPin2()
            : Sim.ResultOfPin2(await Sim.Card.EnableFixedDialling(mode == LockMode.Lock, Password));

    private async ValueTask<FinalResult> LockSim(LockMode mode) =>
        Password.Length == 0 ? CmeError.IncorrectPassword : Sim.ResultOf(await Sim.EnablePin(mode == LockMode.Lock, Password));

    /// <summary>A line for each class meant, 1 first (AT reference 80000ST10025a p106).</summary>
    private async ValueTask<FinalResult> Query(BarringProgram program)
    {
        if (!Call.Module.Network.IsRegistered) return Barring.NotRegistered;
        var barred = await Call.Module.World.Supplementary.Barred(program, Call.Stop);
        if (!TellsClasses) return await Status((barred & Classes) != 0);
        for (var single = ServiceClass.Voice; single <= ServiceClass.DataAsync; single = (ServiceClass)((int)single << 1))
            if (Classes.HasFlag(single)) Call.Out.Line($"{Call.Command.Name}: {(barred.HasFlag(single) ? 1 : 0)},{(int)single}");
        return FinalResult.Ok;
    }

    private async ValueTask<FinalResult> Bar(IReadOnlyList<BarringProgram> programs, LockMode mode)
    {
        if (!Call.Module.Network.IsRegistered) return Barring.NotRegistered;
        return Password.Length == 0 ? CmeError.IncorrectPassword
            : Barring.ResultOf(await Call.Module.World.Supplementary.Bar(programs, Classes, mode == LockMode.Lock, Password, Call.Stop));
    }
}

/// <summary>Call barring by the network (22.088).</summary>
internal static class Barring
{
    /// <summary>What Telit 1vv0300784 p70 shows where the module is not registered: 100.</summary>
    public static CmeError NotRegistered => CmeError.Unknown;

    /// <summary>The programs that a facility stands for; null: it is none of the network.</summary>
    public static IReadOnlyList<BarringProgram>? ProgramsOf(string facility) => facility switch
    {
        "AO" => [BarringProgram.AllOutgoing],
        "OI" => [BarringProgram.OutgoingInternational],
        "OX" => [BarringProgram.OutgoingInternationalButHome],
        "AI" => [BarringProgram.AllIncoming],
        "IR" => [BarringProgram.IncomingRoaming],
        "AB" => [BarringProgram.AllOutgoing, BarringProgram.OutgoingInternational, BarringProgram.OutgoingInternationalButHome, BarringProgram.AllIncoming, BarringProgram.IncomingRoaming],
        "AG" => [BarringProgram.AllOutgoing, BarringProgram.OutgoingInternational, BarringProgram.OutgoingInternationalButHome],
        "AC" => [BarringProgram.AllIncoming, BarringProgram.IncomingRoaming],
        _ => null,
    };

    public static FinalResult ResultOf(ServiceAnswer answer) => answer switch
    {
        ServiceAnswer.Done => FinalResult.Ok,
        ServiceAnswer.WrongPassword => CmeError.IncorrectPassword,
        _ => CmeError.OperationNotAllowed,
    };
}
