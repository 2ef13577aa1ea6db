using System.Text;
using AtRun.Module.Services.Updates;
using AtRun.Protocol.AtRunServices;
using AtRun.Tests.Module;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Updating;

/// <summary>What goes wrong with an update leaves the software and SMSATRUN as they were (INS-4, INS-5); who may begin one.</summary>
public sealed class UpdateFaultTests
{
    [Fact]
    public void Power_lost_in_the_middle_of_the_download()
    {
        var place = new UpdatePlace();
        place.Reach(UpdateState.Downloading);
        place.Serve(UpdatePlace.Head(UpdatePlace.Software.Length) + UpdatePlace.Software[..^1]);
        Assert.Equal(UpdateState.Downloading, place.Service.State);
        Assert.Equal(UpdatePlace.Old, UpdatePlace.SoftwareAfterPowerLoss(place.Module.Flash.Durable()));
    }

    [Fact]
    public void Power_lost_in_the_middle_of_the_writing()
    {
        var place = new UpdatePlace();
        place.Reach(UpdateState.Downloading);
        place.Module.Flash.Hold = true;
        place.Serve(UpdatePlace.Head(UpdatePlace.Software.Length) + UpdatePlace.Software);
        Assert.Equal(1, place.Module.Flash.Pending);
        place.Module.Turn.Wait(TimeSpan.FromSeconds(10));
        Assert.Equal(UpdateState.Downloading, place.Service.State);
        Assert.Equal(UpdatePlace.Old, UpdatePlace.SoftwareAfterPowerLoss(place.Module.Flash.Durable()));
        // The same write done, and then the power lost, before the restart: the new one runs.
        place.Module.Turn.Do(() => place.Module.Flash.Release());
        Assert.Equal(UpdateState.Restarting, place.Service.State);
        Assert.Equal(UpdatePlace.New, UpdatePlace.SoftwareAfterPowerLoss(place.Module.Flash.Durable()));
    }

    [Fact]
    public void A_memory_that_fails()
    {
        var place = new UpdatePlace();
        place.Reach(UpdateState.Downloading);
        place.Module.Flash.Fault = new IOException("worn out");
        place.Serve(UpdatePlace.Head(UpdatePlace.Software.Length) + UpdatePlace.Software);
        place.Module.Flash.Fault = null;
        place.AssertNothingChanged();
        Assert.Contains("worn out", Assert.Single(place.Module.Log.Errors), StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> Nonsense => new()
    {
        { "a wrong sum", Encoding.Latin1.GetBytes($"{UpdatePlace.New} 12 00000000\r\n{UpdatePlace.Software}") },
        { "1 GB", Encoding.Latin1.GetBytes($"{UpdatePlace.New} {1 << 30} 00000000\r\n") },
        { "no software", Encoding.Latin1.GetBytes($"{UpdatePlace.New} 0 00000000\r\n") },
        { "more than a number holds", Encoding.Latin1.GetBytes($"{UpdatePlace.New} 99999999999999999999 00000000\r\n") },
        { "garbage without a line", [.. Enumerable.Range(0, 70_000).Select(i => (byte)(i % 9 + 0x80))] },
        { "garbage with lines", [.. Enumerable.Range(0, 70_000).Select(i => (byte)i)] },
        { "zeros", new byte[70_000] },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void A_server_that_talks_nonsense(string what, byte[] octets)
    {
        Assert.NotEmpty(what);
        var place = new UpdatePlace();
        place.Reach(UpdateState.Downloading);
        place.Serve(octets);
        Assert.True(place.Talk!.IsOver, "the connection is kept");
        place.AssertNothingChanged();
        Assert.Empty(place.Module.Log.Errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12.00.005 12 1FA3")]
    [InlineData("12.00.005 12 1FA3E8E7\r\nnew")]
    public void A_server_that_falls_silent(string before)
    {
        var place = new UpdatePlace();
        place.Reach(UpdateState.Downloading);
        place.Serve(before);
        place.Module.Turn.Wait(TimeSpan.FromSeconds(59));
        Assert.Equal(UpdateState.Downloading, place.Service.State);
        place.Module.Turn.Wait(TimeSpan.FromSeconds(2));
        Assert.True(place.Talk!.IsOver, "the connection is kept");
        place.AssertNothingChanged();
    }

    // Security: without #OTASNAP there is no number that is believed, not even an empty one.
    [Theory]
    [InlineData(UpdateSmsKind.Registered)]
    [InlineData(UpdateSmsKind.Provision)]
    [InlineData(UpdateSmsKind.Notify)]
    [InlineData(UpdateSmsKind.Offer)]
    [InlineData(UpdateSmsKind.Order)]
    public void Nobody_is_believed_before_the_owner_says_whom(UpdateSmsKind kind)
    {
        var at = Conversation.Begin();
        at.Type("AT#OTASUAN=,1;+CNMI=1,1");
        var update = at.Module.Module.Running!.Update;
        var moved = 0;
        update.Moved += (_, _, _) => moved++;
        var stored = 0;
        foreach (var sender in (string[])["+393492000300", "0", "12345"])
        {
            new Phone(at.Module, sender).Write(new UpdateSms(kind, kind == UpdateSmsKind.Provision ? sender : UpdatePlace.New, new(System.Net.IPAddress.Loopback, 4000), TimeSpan.FromMinutes(1)).ToOctets());
            at.Module.Turn.Wait(TimeSpan.FromSeconds(5));
            Assert.Equal($"+CMTI: \"SM\",{++stored}", at.Said());
        }
        Assert.Equal(0, moved);
        Assert.Equal(UpdateState.Idle, update.State);
        Assert.Equal("#OTASNAP: \"\" OK", at.Type("AT#OTASNAP?"));
    }
}
