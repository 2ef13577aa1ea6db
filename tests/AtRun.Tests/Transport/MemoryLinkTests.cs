using AtRun.Protocol.Links;
using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Transport;

public sealed class MemoryLinkTests
{
    private readonly Queue<Action> _posted = new();

    private void RunPosted()
    {
        while (_posted.TryDequeue(out var work))
            work();
    }

    [Fact]
    public void Cuts_at_random_lose_nothing_and_are_the_same_for_the_same_seed()
    {
        (byte[] Octets, string Cuts) Transfer(int seed)
        {
            var (here, there) = MemoryLink.Pair(_posted.Enqueue, MemoryLink.CutAtRandom(seed));
            var octets = new List<byte>();
            var cuts = new List<int>();
            there.Receiver = new Ear(piece =>
            {
                octets.AddRange(piece);
                cuts.Add(piece.Length);
            });
            here.Send(new byte[5000]);
            here.Send([1, 2, 3]);
            RunPosted();
            return ([.. octets], string.Join(' ', cuts));
        }

        var (octets, cuts) = Transfer(7);
        Assert.Equal([.. new byte[5000], 1, 2, 3], octets);
        Assert.Contains(' ', cuts);
        Assert.Equal(cuts, Transfer(7).Cuts);
        Assert.NotEqual(cuts, Transfer(8).Cuts);
    }

    [Fact]
    public void What_exceeds_the_capacity_is_unsent_until_Drained_and_the_end_comes_last()
    {
        var (here, there) = MemoryLink.Pair(_posted.Enqueue, _ => 1, capacity: 10);
        var (sender, receiver) = (new Ear(), new Ear());
        (here.Receiver, there.Receiver) = (sender, receiver);
        there.Paused = true;
        here.Send(new byte[25]);
        RunPosted();
        Assert.Equal((15, 0), (here.Unsent, receiver.Count));
        there.Paused = false;
        RunPosted();
        sender.WaitDrained();
        Assert.Equal((0, 25), (here.Unsent, receiver.Count));
        here.Send([1]);
        here.Close();
        RunPosted();
        Assert.Equal(26, receiver.Count);
        Assert.Equal(LinkEnd.Finished, receiver.WaitEnd());
    }

    [Fact]
    public void A_reset_loses_what_is_under_way()
    {
        var (here, there) = MemoryLink.Pair(_posted.Enqueue);
        var ear = new Ear();
        there.Receiver = ear;
        here.Send([1]);
        here.Reset();
        RunPosted();
        Assert.Equal((LinkEnd.Reset, 0), (ear.WaitEnd(), ear.Count));
    }
}
