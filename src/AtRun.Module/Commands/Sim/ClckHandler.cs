using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class ClckHandler : Handler<Clck>
{
    /// <summary>In the old styles a query is answered by one line without classes (AT reference 80000ST10025a p104).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Clck value)
    {
        var facility = value.Fac.ToUpperInvariant();
        return call.OldStyle && !OneOf.Allows(ClckImproved.Command.Parameters[0], facility)
            ? Answer(Refusal)
            : new Facility(call, facility, value.Passwd, (ServiceClass)value.Class, TellsClasses: !call.OldStyle).Run(value.Mode);
    }

    /// <summary>The facilities alone are listed; the old styles have fewer.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.OldStyle ? ClckImproved.Command : Command).Parameters[0].Domain}");
        return Ok;
    }
}

[AtHandler]
internal sealed class ClckImprovedHandler : Handler<ClckImproved>
{
    protected override ValueTask<FinalResult> Write(AtCall call, ClckImproved value)
    {
        var facility = value.Fac.ToUpperInvariant();
        return OneOf.Allows(Command.Parameters[0], facility)
            ? new Facility(call, facility, value.Passwd, (ServiceClass)value.Class, TellsClasses: true).Run(value.Mode)
            : Answer(CmeError.OperationNotSupported);
    }

    /// <summary>The facilities alone are listed.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain}");
        return Ok;
    }
}
