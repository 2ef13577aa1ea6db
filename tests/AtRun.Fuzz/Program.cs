using System.Diagnostics;
using System.Globalization;
using AtRun.Fuzz;

// AtRun.Fuzz [TARGET [SECONDS [SEED]]]: throws octets at a reader until the time is over. An input that breaks it is printed in
// hexadecimal with the seed, and the exit code is 1. Without a target: the list, and one second of each.
// AtRun.Fuzz week [modules=N] [days=N] [seed=N] [runs=N]: many modules for a simulated time with faults.

if (args is ["week", .. var options]) return WeekRun.Run(options);
var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.TickCount;
var names = args.Length > 0 ? [args[0]] : Targets.All.Keys.ToArray();
var failed = false;
foreach (var name in names)
{
    if (!Targets.All.TryGetValue(name, out var make))
    {
        Console.Error.WriteLine($"no target {name}; there are {string.Join(", ", Targets.All.Keys)}");
        return 2;
    }
    var corpus = Corpus.Load(name);
    var random = new Random(seed);
    var target = make();
    var clock = Stopwatch.StartNew();
    var tries = 0L;
    byte[] input = [];
    try
    {
        for (; clock.Elapsed.TotalSeconds < seconds; tries++)
        {
            input = Corpus.Mutate(corpus, random);
            target(input, random);
        }
        Console.WriteLine($"{name}: {tries} inputs in {clock.Elapsed.TotalSeconds:F0} s, no fault (seed {seed}), {GC.GetTotalMemory(true) / 1024} KiB held");
    }
    catch (Exception fault)
    {
        failed = true;
        Console.WriteLine($"{name}: input {tries} of seed {seed} broke it:{Environment.NewLine}{Convert.ToHexString(input)}{Environment.NewLine}{fault}");
    }
}
return failed ? 1 : 0;
