using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using AtRun.Module.Worlds;

namespace AtRun.Runtimes.Python;

/// <summary>A script that runs. Everything here happens on the turn that made it.</summary>
internal sealed class PythonScript : IDisposable
{
    /// <summary>Of <c>channel.py</c>.</summary>
    private enum Said : long
    {
        Call = 0,
        Imported = 1,
        Print = 2,
        Ended = 3,
        Ready = 4,
    }

    private const int Value = 0, Exception = 1;

    /// <summary>What an interpreter says beside the channel, octets kept.</summary>
    private const int MostErrors = 2000;

    /// <summary>Longest that an interpreter takes until it is ready for the script.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>Longest from the end of the channel to that of the process.</summary>
    private static readonly TimeSpan _end = TimeSpan.FromSeconds(5);

    private readonly PythonRuntime _runtime;
    private readonly ScriptStart _start;
    private readonly IScriptMachine _machine;
    private readonly FrameReader _frames = new();
    private readonly List<byte> _errors = [];
    private Process? _process;
    private bool _over;

    public PythonScript(PythonRuntime runtime, ScriptStart start, IScriptMachine machine)
    {
        (_runtime, _start, _machine) = (runtime, start, machine);
        Run();
    }

    public void Dispose()
    {
        _over = true;
        Kill();
    }

    // A fault of ours is thrown on the turn, as any other is.
    private async void Run()
    {
        try
        {
            _process = await InterpreterStarter.Start(_runtime.Process());
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            End($"{_runtime.Interpreter.Path} cannot be started: {e.Message}");
            return;
        }
        using var process = _process;
        try
        {
            if (!_over) End(await Serve(process));
        }
        finally
        {
            _over = true;
            Kill();
            _process = null;
        }
    }

    /// <summary>To the end of the script; the reason.</summary>
    private async Task<string?> Serve(Process process)
    {
        var silence = ReadErrors(process.StandardError.BaseStream);
        var tooLate = false;
        using var patience = new Timer(_ =>
        {
            tooLate = true;
            process.Kill();
        }, null, _patience, Timeout.InfiniteTimeSpan);
        var (from, to) = (process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        var piece = new byte[4096];
        try
        {
            await to.WriteAsync(_runtime.Opening(_start));
            while (!_over)
            {
                while (!_over && _frames.TryNext(out var frame))
                {
                    if (!IsFrame(frame, out var said)) return "it sent into its channel what the launcher does not send";
                    if (said == Said.Ended) return frame.Items[1].Kind == ScriptValueKind.None ? null : OneLine(frame.Items[1].Octets.Span);
                    if (said == Said.Ready) patience.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    else if (said == Said.Imported) _machine.Imported(Text(frame.Items[1]));
                    else if (said == Said.Print) _machine.Print(frame.Items[1].Octets.Span);
                    else if (await Answer(frame, silence) is { } answer && !_over) await to.WriteAsync(ScriptCodec.Frame(answer));
                }
                if (_frames.Fault is { } fault) return $"it sent into its channel {fault}";
                var count = _over ? 0 : await from.ReadAsync(piece);
                if (count == 0) break;
                _frames.Add(piece.AsSpan(0, count));
            }
        }
        catch (IOException)
        {
            // The other end of a pipe is gone: the process is.
        }
        return _over ? null : await WhyGone(process, silence, tooLate);
    }

    /// <summary>What a call comes to; null: nobody waits for it any more.</summary>
    private async Task<ScriptValue?> Answer(ScriptValue frame, Task silence)
    {
        try
        {
            var call = _machine.Call(Text(frame.Items[1]), Text(frame.Items[2]), [.. frame.Items[3].Items]).AsTask();
            if (await Task.WhenAny(call, silence) != call)
            {
                _ = call.ContinueWith(static late => late.Exception, TaskScheduler.Default);
                return null;
            }
            return ScriptValue.Of(ScriptValue.Of(Value), await call);
        }
        catch (ScriptCallException e)
        {
            return ScriptValue.Of(ScriptValue.Of(Exception), ScriptValue.Of(e.Kind), ScriptValue.Of(e.Message));
        }
        catch (OperationCanceledException)
        {
            // The module went down while the script waited.
            return null;
        }
    }

    private async Task ReadErrors(Stream from)
    {
        var piece = new byte[512];
        try
        {
            while (await from.ReadAsync(piece) is var count and > 0)
                if (_errors.Count < MostErrors) _errors.AddRange(piece.AsSpan(0, count));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process is gone.
        }
    }

    private async Task<string> WhyGone(Process process, Task silence, bool tooLate)
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(_end);
            await silence.WaitAsync(_end);
        }
        catch (TimeoutException)
        {
            return "it closed its channel";
        }
        if (tooLate) return $"the interpreter was not ready within {_patience.TotalSeconds} s";
        var said = OneLine(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString([.. _errors]).Trim().Split('\n')[^1]));
        var how = process.ExitCode switch
        {
            128 + 9 => "the interpreter was killed",
            128 + 24 => $"it used {_runtime.Options.ProcessorTime} s of processor time without asking anything of the module",
            > 128 and var code => $"the interpreter was ended by signal {code - 128}",
            var code => $"the interpreter ended with code {code}",
        };
        return said.Length == 0 ? how : $"{how}: {said}";
    }

    private void End(string? reason)
    {
        if (_over) return;
        _over = true;
        Kill();
        _machine.Ended(reason);
    }

    private void Kill()
    {
        if (_process is not { } process) return;
        try
        {
            // What is confined has no children.
            process.Kill(entireProcessTree: _runtime.Options.Unconfined);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It is gone.
        }
    }

    private static bool IsFrame(ScriptValue frame, out Said said)
    {
        var items = frame.Items;
        said = items.Count > 0 && items[0].Kind == ScriptValueKind.Integer ? (Said)items[0].Integer : (Said)(-1);
        return said switch
        {
            Said.Call => items.Count == 4 && IsText(items[1]) && IsText(items[2]) && items[3].Kind == ScriptValueKind.Tuple,
            Said.Imported or Said.Print => items.Count == 2 && IsText(items[1]),
            Said.Ended => items.Count == 2 && (IsText(items[1]) || items[1].Kind == ScriptValueKind.None),
            Said.Ready => items.Count == 1,
            _ => false,
        };
    }

    private static bool IsText(ScriptValue value) => value.Kind == ScriptValueKind.Octets;

    private static string Text(ScriptValue value) => Encoding.Latin1.GetString(value.Octets.Span);

    /// <summary>For the log: of one line, and without what a terminal would obey.</summary>
    private static string OneLine(ReadOnlySpan<byte> text) =>
        string.Create(Math.Min(text.Length, 400), Encoding.Latin1.GetString(text), static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });
}
