using System.Collections.Concurrent;
using System.Diagnostics;

namespace AtRun.Runtimes.Python;

/// <summary>Starts interpreters, on a thread that lasts as long as this process.</summary>
/// <remarks>
/// The system ends a child when the thread that made it is gone (prctl(2), PR_SET_PDEATHSIG), so that it must not be one of a pool; and a turn must not
/// wait while a process is made.
/// </remarks>
internal static class InterpreterStarter
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _wanted = [];

    static InterpreterStarter() => new Thread(Run) { IsBackground = true, Name = "interpreters" }.Start();

    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static Task<Process> Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _wanted.Add((start, started));
        return started.Task;
    }

    private static void Run()
    {
        foreach (var (start, started) in _wanted.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
            {
                started.SetException(e);
            }
        }
    }
}
