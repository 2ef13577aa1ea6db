using AtRun.Module.Worlds;
using Wasmtime;

namespace AtRun.Runtimes.Apps;

/// <content>What the app calls: functions of the module, on its turn; those of tasks and locks, here.</content>
internal sealed partial class WasmApp
{
    private const string Namespace = "env";

    private void Import(Linker linker, Wasmtime.Module module)
    {
        var known = _machine.Functions.ToDictionary(f => f.Name, StringComparer.Ordinal);
        var own = OwnFunctions();
        var missing = new List<string>();
        foreach (var import in module.Imports)
        {
            if (import is not FunctionImport wanted || import.ModuleName != Namespace)
            {
                missing.Add($"{import.ModuleName}.{import.Name}");
                continue;
            }
            var (width, returns, call) = own.TryGetValue(import.Name, out var here) ? (here.Width, here.Returns, Own(here.Call))
                : known.TryGetValue(import.Name, out var function) ? (function.Parameters.Sum(p => p.Width), function.Failure is not null, Turn(function))
                : (-1, false, null!);
            if (width < 0) missing.Add(import.Name);
            else if (wanted.Parameters.Count != width || wanted.Results.Count != (returns ? 1 : 0) || wanted.Parameters.Concat(wanted.Results).Any(k => k != ValueKind.Int32))
                missing.Add($"{import.Name} with these parameters");
            else linker.DefineFunction(Namespace, import.Name, call, [.. wanted.Parameters], [.. wanted.Results]);
        }
        if (missing.Count > 0) throw new AppFault($"it imports what this module does not have: {string.Join(", ", missing)}");
    }

    private Function.UntypedCallbackDelegate Own(Func<int[], int> call) => (_, values, results) =>
    {
        var arguments = new int[values.Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = values[i].AsInt32();
        Guarded(() =>
        {
            EndBurst();
            var result = call(arguments);
            BeginBurst();
            return result;
        }, results);
    };

    private Function.UntypedCallbackDelegate Turn(AppFunction function) => (_, values, results) =>
    {
        var arguments = new int[values.Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = values[i].AsInt32();
        Guarded(() =>
        {
            EndBurst();
            var result = CallModule(function, arguments);
            BeginBurst();
            return result;
        }, results);
    };

    // An exception of ours passes the app's frames as a trap: what it said is kept beside.
    private void Guarded(Func<int> call, Span<ValueBox> results)
    {
        int result;
        try
        {
            result = call();
        }
        catch (AppFault fault)
        {
            _fault ??= fault.Message;
            throw;
        }
        catch (WasmtimeException trap)
        {
            // In a task or callback that ran while this one waited.
            _fault ??= Describe(trap);
            throw;
        }
        if (results.Length > 0) results[0] = result;
    }

    private int CallModule(AppFunction function, int[] values)
    {
        NoteSize();
        if (Marshal(function, values) is not { } arguments) return function.Failure ?? 0;
        var left = _store.Fuel;
        if (left <= _limits.PerCall) throw new AppFault($"it computed {_limits.Instructions} instructions without waiting");
        Rest();
        var call = new TurnCall(this, function, arguments);
        _turn.Post(static c => ((TurnCall)c!).Run(), call);
        if (function.Waits) RunWhile(() => !call.IsDone);
        else WaitFor(_ => call.IsDone, Timeout.InfiniteTimeSpan);
        if (_ended) throw new AppFault("ended");
        _store.Fuel = function.Waits ? _limits.Instructions : left - _limits.PerCall;
        if (call.Fault is { } fault) throw new AppFault($"the module failed in {function.Name}: {fault.Message}");
        Return(function, values, call.Answer);
        return call.Answer.Value;
    }

    /// <summary>What the app passes; null: a pointer is none.</summary>
    private AppArguments? Marshal(AppFunction function, int[] values)
    {
        var count = function.Parameters.Count;
        var (arguments, read) = (new int[count], new byte[]?[count]);
        for (int i = 0, at = 0; i < count; at += function.Parameters[i++].Width)
        {
            var (kind, size) = function.Parameters[i];
            arguments[i] = values[at];
            var address = (uint)values[at];
            switch (kind)
            {
                case AppParameterKind.Text when address != 0:
                    if ((read[i] = TextAt(address)) is null) return null;
                    break;
                case AppParameterKind.Octets:
                    arguments[i] = values[at + 1];
                    if (address == 0 && values[at + 1] == 0) break;
                    if (address == 0 || !IsInside(address, values[at + 1])) return null;
                    read[i] = _memory.GetSpan(address, values[at + 1]).ToArray();
                    break;
                case AppParameterKind.Structure or AppParameterKind.Both when address != 0:
                    if (!IsInside(address, size)) return null;
                    read[i] = _memory.GetSpan(address, size).ToArray();
                    break;
                case AppParameterKind.Room:
                    arguments[i] = values[at + 1];
                    if (address == 0 || !IsInside(address, values[at + 1])) return null;
                    break;
                case AppParameterKind.Place when address != 0:
                    if (!IsInside(address, size)) return null;
                    break;
            }
        }
        return new(arguments, read);
    }

    private void Return(AppFunction function, int[] values, AppAnswer answer)
    {
        if (answer.Written is null) return;
        for (int i = 0, at = 0, next = 0; i < function.Parameters.Count && next < answer.Written.Length; at += function.Parameters[i++].Width)
        {
            var (kind, size) = function.Parameters[i];
            if (kind is not (AppParameterKind.Room or AppParameterKind.Place or AppParameterKind.Both)) continue;
            var octets = answer.Written[next++];
            var room = Math.Min(octets.Length, kind == AppParameterKind.Room ? values[at + 1] : size);
            // The room was there when it was called, and memory never shrinks.
            if (values[at] != 0) octets.AsSpan(0, room).CopyTo(_memory.GetSpan((uint)values[at], room));
        }
    }

    private bool IsInside(uint address, int length) => length >= 0 && address + (long)length <= _memory.GetLength();

    private byte[]? TextAt(uint address)
    {
        var room = _memory.GetLength() - address;
        if (room <= 0) return null;
        var octets = _memory.GetSpan(address, (int)Math.Min(room, AppParameter.MaxText + 1));
        var end = octets.IndexOf((byte)0);
        return end < 0 ? null : octets[..end].ToArray();
    }

    /// <summary>A call that the turn serves while the app waits.</summary>
    private sealed class TurnCall(WasmApp app, AppFunction function, AppArguments arguments)
    {
        private volatile bool _done;

        public bool IsDone => _done;

        public AppAnswer Answer { get; private set; }

        public Exception? Fault { get; private set; }

        public async void Run()
        {
            if (app._ended) return;
            try
            {
                Answer = await function.Run(arguments);
            }
            catch (OperationCanceledException)
            {
                Answer = function.Failure ?? 0;
            }
            catch (Exception fault)
            {
                Fault = fault;
            }
            _done = true;
            app.Wake();
        }
    }
}
