using AtRun.Protocol.Sms;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.Sms;

public sealed class SegmentTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Expiry = TimeSpan.FromHours(24);

    [Theory]
    [InlineData(SmsAlphabet.Gsm7, false, 160, 153)]
    [InlineData(SmsAlphabet.Gsm7, true, 160, 152)]
    [InlineData(SmsAlphabet.Octets, false, 140, 134)]
    [InlineData(SmsAlphabet.Octets, true, 140, 133)]
    [InlineData(SmsAlphabet.Ucs2, false, 70, 67)]
    [InlineData(SmsAlphabet.Ucs2, true, 70, 66)]
    public void As_much_as_fits(SmsAlphabet alphabet, bool wide, int one, int each)
    {
        Assert.Equal([one], Lengths(one));
        Assert.Equal([each, one + 1 - each], Lengths(one + 1));
        Assert.Equal([each, each], Lengths(2 * each));
        Assert.Equal([each, each, 1], Lengths(2 * each + 1));
        Assert.Equal(255, Segmenter.Split(new string('a', 300 * each), alphabet, 1, 255, out var taken, wide).Count);
        Assert.Equal(255 * each, taken);
        Assert.Equal([0], Lengths(0));

        IEnumerable<int> Lengths(int length) => Segmenter.Split(new string('a', length), alphabet, 1, 255, out _, wide).Select(part => part.Text.Length);
    }

    [Fact]
    public void One_part_alone_has_no_header()
    {
        var part = Assert.Single(Segmenter.Split(new string('a', 200), SmsAlphabet.Gsm7, 1, 1, out var taken));
        Assert.Equal(160, taken);
        Assert.False(part.HasHeader);
    }

    [Fact]
    public void Nothing_is_torn()
    {
        // The escape would be the 153rd septet, the high surrogate the 67th character.
        Assert.Equal([159, 109], Segmenter.Split(new string('a', 152) + "€" + new string('a', 100), SmsAlphabet.Gsm7, 1, 255, out _).Select(p => p.Length));
        Assert.Equal([66, 12], Segmenter.Split(new string('a', 66) + "😀" + new string('a', 10), SmsAlphabet.Ucs2, 1, 255, out _).Select(p => p.Text.Length));
    }

    [Theory]
    [InlineData(SmsAlphabet.Gsm7, "añ\u0001Я€", "añ??€")]
    [InlineData(SmsAlphabet.Octets, "aÿЯ€", "aÿ??")]
    public void What_the_alphabet_has_not_is_a_question_mark(SmsAlphabet alphabet, string text, string expected) =>
        Assert.Equal(expected, Assert.Single(Segmenter.Split(text, alphabet, 1, 255, out _)).Text);

    [Fact]
    public void Any_text_in_any_order_with_doubles_is_put_together_again() =>
        (from alphabet in Gen.Enum<SmsAlphabet>()
         from texts in SmsGen.Text(alphabet, 1500).Array[1, 4]
         from wide in Gen.Bool
         from seed in Gen.Int
         from doubles in Gen.Int[0, 5]
         select (alphabet, texts, wide, seed, doubles)).Sample(sent =>
        {
            var random = new Random(sent.seed);
            var reassembler = new Reassembler(Expiry);
            // Two senders use each reference.
            var parts = sent.texts.SelectMany((text, i) => Segmenter.Split(text, sent.alphabet, i / 2 + 300, 255, out _, sent.wide).Select(data => Deliver(data, i % 2 == 0 ? "1" : "2"))).ToList();
            for (var i = 0; i < sent.doubles; i++) parts.Add(parts[random.Next(parts.Count)]);
            // A message that is not concatenated has no double: nothing says that it is one.
            var single = parts.Where(p => p.UserData.Part is null).ToList();
            var whole = parts.Where(p => p.UserData.Part is not null).OrderBy(_ => random.Next()).Select(part => reassembler.Take(part, Start)).Where(o => o.Message is not null).Select(o => Text(o.Message!)).ToList();
            Assert.All(single, part => Assert.Same(part, Assert.Single(reassembler.Take(part, Start).Message!)));
            var longOnes = sent.texts.Where(text => Segmenter.Split(text, sent.alphabet, 0, 255, out _, sent.wide).Count > 1);
            Assert.Equal(longOnes.Order(StringComparer.Ordinal), whole.Order(StringComparer.Ordinal));
            Assert.Equal(0, reassembler.Waiting);
            Assert.Empty(reassembler.Expire(Start + Expiry));
        }, iter: 500);

    [Fact]
    public void What_misses_a_part_expires_with_the_parts_that_are_there()
    {
        var reassembler = new Reassembler(Expiry);
        var parts = Parts(3, 7);
        Assert.Null(reassembler.Take(parts[0], Start).Message);
        Assert.Null(reassembler.Take(parts[2], Start.AddHours(1)).Message);
        Assert.Equal(1, reassembler.Waiting);
        Assert.Empty(reassembler.Expire(Start.AddHours(25).AddTicks(-1)));
        Assert.Equal([[parts[0], null, parts[2]]], reassembler.Expire(Start.AddHours(25)));
        Assert.Equal(0, reassembler.Waiting);
        // Too late: it waits for the others again.
        Assert.Null(reassembler.Take(parts[1], Start.AddHours(25)).Message);
        Assert.Equal(1, reassembler.Waiting);
    }

    [Fact]
    public void A_part_whose_total_differs_is_of_another_message()
    {
        var reassembler = new Reassembler(Expiry);
        var (three, two) = (Parts(3, 7), Parts(2, 7));
        reassembler.Take(three[0], Start);
        reassembler.Take(two[1], Start);
        Assert.Equal(2, reassembler.Waiting);
        Assert.Equal(two, reassembler.Take(two[0], Start).Message);
        reassembler.Take(three[1], Start);
        Assert.Equal(three, reassembler.Take(three[2], Start).Message);
    }

    [Fact]
    public void The_same_reference_in_8_and_16_bits_is_not_the_same()
    {
        var reassembler = new Reassembler(Expiry);
        reassembler.Take(Parts(2, 7)[0], Start);
        Assert.Null(reassembler.Take(Parts(2, 7, wide: true)[1], Start).Message);
        Assert.Equal(2, reassembler.Waiting);
    }

    [Fact]
    public void A_part_that_is_there_already_with_other_text_begins_anew()
    {
        var reassembler = new Reassembler(Expiry);
        var (old, fresh) = (Parts(2, 7, text: 'o'), Parts(2, 7, text: 'n'));
        reassembler.Take(old[0], Start);
        Assert.Equal([[old[0], null]], reassembler.Take(fresh[0], Start).Expired);
        Assert.Equal(fresh, reassembler.Take(fresh[1], Start).Message);
    }

    [Fact]
    public void A_part_that_comes_again_after_the_whole_is_dropped_and_a_new_message_is_not()
    {
        var reassembler = new Reassembler(Expiry);
        var parts = Parts(2, 7);
        foreach (var part in parts) reassembler.Take(part, Start);
        Assert.Equal(0, reassembler.Waiting);
        Assert.Null(reassembler.Take(parts[1], Start).Message);
        Assert.Equal(0, reassembler.Waiting);
        // The same text once more, later: a message of its own.
        var later = parts.Select(part => part with { Time = SmsTimestamp.Of(Start.AddMinutes(5)) }).ToArray();
        Assert.Null(reassembler.Take(later[0], Start).Message);
        Assert.Equal(later, reassembler.Take(later[1], Start).Message);
    }

    [Fact]
    public void Beyond_the_room_the_oldest_is_given_up()
    {
        var reassembler = new Reassembler(Expiry, maxParts: 4);
        var messages = Enumerable.Range(0, 5).Select(reference => Parts(2, reference)).ToArray();
        for (var i = 0; i < 4; i++) Assert.Empty(reassembler.Take(messages[i][0], Start.AddSeconds(i)).Expired);
        Assert.Equal([[messages[0][0], null]], reassembler.Take(messages[4][0], Start.AddSeconds(5)).Expired);
        Assert.Equal(4, reassembler.Waiting);
        // A message that is complete goes without a word.
        Assert.NotNull(reassembler.Take(messages[1][1], Start.AddSeconds(6)).Message);
        Assert.Equal(2, reassembler.Waiting);
    }

    [Fact]
    public void Memory_is_bounded_whatever_comes()
    {
        var random = new Random(1);
        var reassembler = new Reassembler(Expiry, maxParts: 50);
        for (var i = 0; i < 20_000; i++)
        {
            var total = random.Next(2, 256);
            var part = Deliver(Data(new(random.Next(65536), total, random.Next(1, total + 1), true), 'a'), random.Next(3).ToString());
            reassembler.Take(part, Start.AddSeconds(i));
            Assert.InRange(reassembler.Waiting, 0, 50);
        }
    }

    private static SmsDeliver[] Parts(int total, int reference, bool wide = false, char text = 'a') =>
        [.. Enumerable.Range(1, total).Select(number => Deliver(Data(new(reference, total, number, wide), text), "393468686711"))];

    private static UserData Data(Concatenation part, char text)
    {
        Assert.True(UserData.TryMake(new string(text, 10) + part.Number, SmsAlphabet.Gsm7, Segmenter.HeaderOf(part), out var data));
        return data;
    }

    private static SmsDeliver Deliver(UserData data, string sender) => new() { Originator = new(sender, TypeOfNumber.International), Time = SmsTimestamp.Of(Start), UserData = data };

    private static string Text(IReadOnlyList<SmsDeliver> message) => string.Concat(message.Select(part => part.UserData.Text));
}
