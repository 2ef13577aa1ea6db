using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace AtRun.Peers;

/// <summary>Other programs.</summary>
internal static class Peer
{
    /// <summary>Evidence that is missing after this long is not coming.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public const int SigInt = 2, SigTerm = 15, SigCont = 18, SigStop = 19;

    // bin/<configuration>/net10.0 here.
    private static readonly DirectoryInfo _here = new(AppContext.BaseDirectory.TrimEnd('/'));

    /// <summary>The folder of the whole source.</summary>
    public static string Root { get; } = _here.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <summary>The command line as it was built with this test.</summary>
    public static string AtRun { get; } = Path.Combine(Root, "src", "AtRun.Cli", "bin", _here.Parent!.Name, _here.Name, "atrun");

    /// <summary>Skips the test where a program is missing.</summary>
    public static void Needs(params string[] programs)
    {
        foreach (var program in programs) Assert.SkipUnless(IsInstalled(program), $"{program} is not installed");
    }

    /// <summary>Runs a program to its end.</summary>
    public static (int Exit, string Output, string Error) Run(string program, IEnumerable<string> arguments, string input = "")
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(Deadline))
        {
            process.Kill();
            Assert.Fail($"{program} did not end. It said: {output.Result}{error.Result}");
        }
        return (process.ExitCode, output.Result, error.Result);
    }

    public static Process Start(string program, IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Octets as they are.
            StandardOutputEncoding = Encoding.Latin1,
            StandardInputEncoding = Encoding.Latin1,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static void Signal(Process process, int signal) => Assert.Equal(0, kill(process.Id, signal));

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
