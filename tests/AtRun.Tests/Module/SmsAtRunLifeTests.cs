using AtRun.Module.Instances;
using AtRun.Module.Services.Remote;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>SMS-1…SMS-10, SMS-16, SMS-17, INS-5: every event in every state of SMSATRUN, from outside, against the table.</summary>
public sealed class SmsAtRunLifeTests
{
    private const string Number = "+393461234567";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static TheoryData<SmsAtRunState, SmsAtRunEvent> All
    {
        get
        {
            var all = new TheoryData<SmsAtRunState, SmsAtRunEvent>();
            foreach (var state in Enum.GetValues<SmsAtRunState>())
                foreach (var what in Enum.GetValues<SmsAtRunEvent>()) all.Add(state, what);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_event_leads_where_the_table_says(SmsAtRunState state, SmsAtRunEvent what)
    {
        var expected = SmsAtRunLife.Table.Next(state, what);
        var place = new Place();
        var moved = place.Reach(state, what);
        place.Cause(what);
        Assert.True(expected is null || place.Module.Turn.WaitUntil(() => moved.Count > 0, Patience), $"nothing happened to {state}");
        if (expected is { } next) Assert.Equal((state, what, next), moved[0]);
        else Assert.DoesNotContain(moved, m => m.From == state && m.Event == what);
        Assert.Empty(place.Module.Log.Errors);
        Assert.Equal(place.Service.IsOn ? Owner.SmsAtRun : Owner.LocalPort, place.Module.Module.Running!.Instance(3).User.Owner);
    }

    /// <summary>A module and a phone that may send it commands.</summary>
    private sealed class Place
    {
        private readonly Phone _phone;
        private readonly Conversation _local;

        public Place()
        {
            Module.Start();
            _phone = new(Module, Number);
            _local = new(Module);
            _local.Type($"AT#SMSATWL=0,1,0,\"{Number}\"");
        }

        public SimulatedModule Module { get; } = new();

        public SmsAtRunService Service => Module.Module.Running!.SmsAtRun;

        /// <summary>Brings the service there by a request that ends in the way that the event to come wants.</summary>
        /// <returns>What moves it from then on.</returns>
        public List<(SmsAtRunState From, SmsAtRunEvent Event, SmsAtRunState To)> Reach(SmsAtRunState state, SmsAtRunEvent next)
        {
            if (state != SmsAtRunState.Off) _local.Type("AT#SMSATRUN=1");
            if (state is not (SmsAtRunState.Off or SmsAtRunState.Idle)) _phone.Write(Request(state, next));
            // A search of networks takes its time, and so does the network for an answer.
            if (state == SmsAtRunState.RunningLast)
            {
                Assert.True(Module.Turn.WaitUntil(() => Service.State == SmsAtRunState.Running, Patience));
                _local.Type("AT#SMSATRUN=0");
            }
            Assert.True(Module.Turn.WaitUntil(() => Service.State == state, Patience), $"{state} was not reached, but {Service.State}");
            var moved = new List<(SmsAtRunState, SmsAtRunEvent, SmsAtRunState)>();
            Service.Moved += (from, what, to) => moved.Add((from, what, to));
            return moved;
        }

        public void Cause(SmsAtRunEvent what)
        {
            switch (what)
            {
                case SmsAtRunEvent.SwitchedOn:
                    _local.Type("AT#SMSATRUN=1");
                    break;
                case SmsAtRunEvent.SwitchedOff:
                    _local.Type("AT#SMSATRUN=0");
                    break;
                case SmsAtRunEvent.RequestRun:
                    _phone.Write("AT+CSQ");
                    break;
            }
            Module.Turn.Wait(TimeSpan.FromSeconds(0.5));
        }

        // What a request does by itself is caused by the request: the slow part comes first, so that there is a state to be in.
        private static string Request(SmsAtRunState state, SmsAtRunEvent next) => (state, next) switch
        {
            (SmsAtRunState.Blocked, _) => "ATQ1",
            (SmsAtRunState.AnsweringLast, _) => "AT#SMSATRUN=0",
            (SmsAtRunState.Answering, _) => "AT+CSQ",
            (_, SmsAtRunEvent.NoAnswer) => "HAT+COPS=?",
            (_, SmsAtRunEvent.ExchangeBlocked) => "AT+COPS=?;Q1",
            _ => "AT+COPS=?",
        };
    }
}
