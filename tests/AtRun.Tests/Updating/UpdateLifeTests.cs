using AtRun.Module.Instances;
using AtRun.Module.Services.Updates;
using Xunit;

namespace AtRun.Tests.Updating;

/// <summary>INS-4, INS-5; AT reference 80000ST10025a p397-412: every event in every state of an update, from outside, against the table.</summary>
public sealed class UpdateLifeTests
{
    public static TheoryData<UpdateState, UpdateEvent> All
    {
        get
        {
            var all = new TheoryData<UpdateState, UpdateEvent>();
            foreach (var state in Enum.GetValues<UpdateState>())
                foreach (var what in Enum.GetValues<UpdateEvent>()) all.Add(state, what);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_event_leads_where_the_table_says(UpdateState state, UpdateEvent what)
    {
        var expected = UpdateLife.Table.Next(state, what);
        var place = new UpdatePlace();
        if (what == UpdateEvent.InstanceRefused) place.GiveInstanceAway();
        // What is decided while the state is entered is looked at from before that.
        else if ((state, what) != (UpdateState.Idle, UpdateEvent.Started)) place.Reach(state);
        var moved = new List<(UpdateState From, UpdateEvent Event, UpdateState To)>();
        place.Service.Moved += (from, with, to) => moved.Add((from, with, to));
        place.Module.Module.PoweredOn += on => moved.AddRange(on.Update.State == UpdateState.Reporting ? [(UpdateState.Idle, UpdateEvent.Started, UpdateState.Reporting)] : []);
        if (!Cause(place, state, what))
        {
            Assert.True(expected is null, $"the table knows {what} in {state}, and nothing brings it about");
            return;
        }
        if (expected is { } next) Assert.Contains((state, what, next), moved);
        else Assert.DoesNotContain(moved, m => m.From == state && m.Event == what);
        Assert.Empty(place.Module.Log.Errors);
        // It restarts.
        if (place.Module.Module.Running is not { } running) return;
        var holds = running.Update.State is UpdateState.Downloading or UpdateState.Restarting;
        Assert.Equal(holds ? Owner.FirmwareUpdate : what == UpdateEvent.InstanceRefused ? Owner.TcpAtRun : Owner.SmsAtRun, running.Instance(3).User.Owner);
    }

    /// <summary>False: from where the update is, nothing outside can bring that about.</summary>
    private static bool Cause(UpdatePlace place, UpdateState state, UpdateEvent what)
    {
        switch (what)
        {
            case UpdateEvent.Offered:
                place.Offer();
                return true;
            case UpdateEvent.Ordered:
                place.Order();
                return true;
            case UpdateEvent.Accepted:
                place.Type("AT#OTASUAN=1");
                return true;
            case UpdateEvent.Rejected:
                place.Type("AT#OTASUAN=0");
                return true;
            case UpdateEvent.Delayed:
                place.Type("AT#OTASUAN=2");
                return true;
            case UpdateEvent.AnswerOverdue when state is not (UpdateState.Downloading or UpdateState.Restarting or UpdateState.Reporting):
                place.Module.Turn.Wait(TimeSpan.FromSeconds(61));
                return true;
            case UpdateEvent.InstanceTaken when state == UpdateState.Reserving:
                place.Module.Turn.Wait(TimeSpan.FromSeconds(60));
                return true;
            case UpdateEvent.InstanceRefused when state == UpdateState.Reserving:
                place.Order();
                return true;
            case UpdateEvent.Downloaded when state == UpdateState.Downloading:
                place.Serve(UpdatePlace.Head(UpdatePlace.Software.Length) + UpdatePlace.Software);
                return true;
            case UpdateEvent.Failed when state is UpdateState.Downloading or UpdateState.Reporting:
                place.Module.Turn.Do(() => place.Talk!.Link.Close());
                return true;
            case UpdateEvent.Started when state == UpdateState.Idle:
                place.Reach(UpdateState.Reporting);
                return true;
            case UpdateEvent.Reported when state == UpdateState.Reporting:
                place.Serve("OK\r\n");
                return true;
            default:
                return false;
        }
    }
}
