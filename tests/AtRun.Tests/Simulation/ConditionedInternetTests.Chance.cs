using System.Text;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Simulation;

/// <content>Whatever happens to the way, in whatever order.</content>
public sealed partial class ConditionedInternetTests
{
    /// <summary>What one side sent arrives in order: all of it once the way is clear, or a beginning of it and then the end.</summary>
    [Fact]
    public void Whatever_goes_wrong_octets_arrive_in_order_and_whole_or_the_link_ends() =>
        Gen.Select(Gen.Int[0, 11].Array[1, 60], Gen.Int[1, 100_000]).Sample((steps, seed) =>
        {
            var world = new ConditionedInternetTests();
            world.Play(steps, new Random(seed));
        }, iter: 2000);

    private void Play(int[] steps, Random random)
    {
        _inner.Cut = waiting => random.Next(waiting) + 1;
        _inner.Window = 100;
        Connect();
        var (up, down) = (new StringBuilder(), new StringBuilder());
        bool moduleClosed = false, hostClosed = false, hostReset = false;
        foreach (var step in steps)
            Do(() =>
            {
                switch (step)
                {
                    case 0 or 1 when !moduleClosed:
                        _near!.Send(Octets(up, random));
                        break;
                    case 2 or 3 when _far is not null && !hostClosed:
                        _far.Send(Octets(down, random));
                        break;
                    case 4:
                        _way.Swallow();
                        break;
                    case 5:
                        _way.Slow(random.Next(1, 2000), TimeSpan.FromMilliseconds(random.Next(300)));
                        break;
                    case 6:
                        _way.Restore();
                        break;
                    case 7:
                        _near!.Paused = !_near.Paused;
                        break;
                    case 8 or 9:
                        _turn.Time.Advance(TimeSpan.FromMilliseconds(random.Next(2000)));
                        break;
                    case 10 when random.Next(4) == 0:
                        _near!.Close();
                        moduleClosed = true;
                        break;
                    case 11 when _far is not null && !hostClosed && random.Next(4) == 0:
                        hostClosed = true;
                        if (hostReset = random.Next(2) == 0) _far.Reset();
                        else _far.Close();
                        break;
                }
            });
        Do(() => _near!.Paused = false);
        Do(_way.Restore);
        _turn.Wait(TimeSpan.FromSeconds(1));

        var (heard, told) = (_host.Heard.Replace("(drained)", "", StringComparison.Ordinal), _module.Heard.Replace("(drained)", "", StringComparison.Ordinal));
        Assert.StartsWith(heard.Split('(')[0], up.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(told.Split('(')[0], down.ToString(), StringComparison.Ordinal);
        if (!moduleClosed && !hostReset) Assert.Equal(down + (hostClosed ? "(Finished)" : ""), told);
        if (!hostClosed) Assert.Equal(up + (moduleClosed ? "(Finished)" : ""), heard);
        Assert.InRange(told.Count(c => c == '('), !moduleClosed && hostClosed ? 1 : 0, 1);
        Assert.Equal(0, hostClosed ? 0 : _near!.Unsent);
    }

    private static byte[] Octets(StringBuilder all, Random random)
    {
        var octets = new byte[random.Next(1, 300)];
        for (var i = 0; i < octets.Length; i++) octets[i] = (byte)random.Next('a', 'z' + 1);
        all.Append(Encoding.Latin1.GetString(octets));
        return octets;
    }
}
