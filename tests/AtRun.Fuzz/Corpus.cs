using System.Text;

namespace AtRun.Fuzz;

/// <summary>Inputs to begin with, and how they are changed.</summary>
internal static class Corpus
{
    private static readonly byte[] Spice = [0, 8, 10, 13, 26, 27, 34, 44, 59, 61, 63, 127, 0xD0, 0xFA, 0xFB, 0xFF];

    /// <summary>For the readers of short messages the PDUs of the tests, for all others what is typed and said in the dialogues.</summary>
    public static List<byte[]> Load(string target) => target is "tpdu" or "reassembler" ? Pdus() : Talk();

    // Direction, hexadecimal, what it says.
    private static List<byte[]> Pdus() =>
        [.. Lines("Pdus", "*.txt").Select(line => line.Split(' ')).Where(parts => parts is ["to-mobile" or "to-centre", { Length: > 8 } hex, ..] && hex.Length % 2 == 0).Select(parts => Convert.FromHexString(parts[1]))];

    private static List<byte[]> Talk()
    {
        var lines = Lines("Dialogues", "*.at");
        var corpus = new List<byte[]>();
        foreach (var line in lines)
        {
            if (line.Split("> ", 2) is [_, var typed] && !line.StartsWith('#')) corpus.Add(Encoding.Latin1.GetBytes(typed + "\r"));
            else if (line.Split("< ", 2) is [_, var said]) corpus.Add(Encoding.Latin1.GetBytes("\r\n" + said + "\r\n"));
        }
        return corpus;
    }

    private static IEnumerable<string> Lines(string folder, string files) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder), files, SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(File.ReadLines);

    public static byte[] Mutate(List<byte[]> corpus, Random random)
    {
        var input = new List<byte>();
        for (var parts = random.Next(1, 5); parts > 0; parts--) input.AddRange(corpus[random.Next(corpus.Count)]);
        for (var changes = random.Next(0, 8); changes > 0 && input.Count > 0; changes--)
        {
            var at = random.Next(input.Count);
            switch (random.Next(6))
            {
                case 0:
                    input[at] = (byte)random.Next(256);
                    break;
                case 1:
                    input.Insert(at, Spice[random.Next(Spice.Length)]);
                    break;
                case 2:
                    input.RemoveRange(at, Math.Min(input.Count - at, random.Next(1, 6)));
                    break;
                case 3:
                    input.InsertRange(at, input.GetRange(at, Math.Min(input.Count - at, random.Next(1, 30))));
                    break;
                case 4:
                    input.InsertRange(at, Enumerable.Repeat(input[at], random.Next(1, 2000)));
                    break;
                default:
                    input.InsertRange(at, Encoding.ASCII.GetBytes(random.NextInt64().ToString(System.Globalization.CultureInfo.InvariantCulture)));
                    break;
            }
        }
        return [.. input];
    }
}
