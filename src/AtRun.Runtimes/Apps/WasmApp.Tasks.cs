using System.Diagnostics;
using AtRun.Module.Worlds;

namespace AtRun.Runtimes.Apps;

/// <content>The app's tasks and the module's, which take turns on its thread; locks.</content>
internal sealed partial class WasmApp
{
    /// <summary>Tasks that an app may have; the first is there from the beginning (Telit AppZone samples).</summary>
    private const int MostTasks = 32;

    /// <summary>Calls of the module's own tasks that may wait.</summary>
    private const int MostCallbacks = 1000;

    private const int MostLocks = 100;

    // M2M_API_RESULT
    private const int Failed = 0, Success = 1, Invalid = -1;

    private readonly object _gate = new();
    private readonly SortedDictionary<int, TaskState> _tasks = new()
    {
        [(int)AppTask.Modem] = new(0, MostCallbacks, -2),
        [(int)AppTask.Timer] = new(0, MostCallbacks, -1),
        [1] = new(0, MailboxSizes[2], 1),
    };
    private readonly Dictionary<int, LockState> _locks = [];
    private readonly Stack<int> _running = new();
    private int _lastLock;

    // M2M_OS_TASK_MBOX_S, _M and _L: messages.
    private static ReadOnlySpan<int> MailboxSizes => [10, 50, 100];

    private sealed class TaskState(int pointer, int room, int priority)
    {
        /// <summary>0: the export M2M_msgProcN.</summary>
        public int Pointer => pointer;

        /// <summary>Messages that may wait.</summary>
        public int Room => room;

        /// <summary>The lowest number runs first.</summary>
        public int Priority { get; set; } = priority;

        public int Preemption { get; set; } = priority;

        public bool IsRunning { get; set; }

        public Queue<AppCallback> Waiting { get; } = [];
    }

    private sealed class LockState
    {
        /// <summary>The task that has it; null: it is free.</summary>
        public int? Owner { get; set; }

        /// <summary>For signals between tasks: anybody may unlock it.</summary>
        public bool IsSignal { get; init; }
    }

    public bool Call(AppCallback callback)
    {
        lock (_gate)
        {
            var task = _tasks[(int)callback.Kind];
            if (_ended || task.Waiting.Count >= task.Room) return false;
            task.Waiting.Enqueue(callback);
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    private void Wake()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }

    /// <summary>Waits until it is so, the app is ended, or the time is over. Nothing of the app runs meanwhile.</summary>
    private void WaitFor(Func<WasmApp, bool> so, TimeSpan limit)
    {
        var began = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (!_ended && !so(this))
            {
                if (limit == Timeout.InfiniteTimeSpan) Monitor.Wait(_gate);
                else
                {
                    var left = limit - Stopwatch.GetElapsedTime(began);
                    if (left <= TimeSpan.Zero) return;
                    Monitor.Wait(_gate, left);
                }
            }
        }
    }

    /// <summary>Runs what waits to be run until that is not so any more.</summary>
    private void RunWhile(Func<bool> so)
    {
        while (!_ended && so())
        {
            WaitFor(app => !so() || app.Next() is not null, Timeout.InfiniteTimeSpan);
            if (!_ended && so() && Next() is { } next) RunOne(next);
        }
    }

    private void RunNext()
    {
        Rest();
        WaitFor(static app => app.Next() is not null, Timeout.InfiniteTimeSpan);
        if (!_ended && Next() is { } next) RunOne(next);
    }

    /// <summary>The most urgent task that has something to do and does not wait in the middle of something else.</summary>
    private int? Next()
    {
        lock (_gate)
        {
            int? found = null;
            foreach (var (id, task) in _tasks)
                if (!task.IsRunning && task.Waiting.Count > 0 && (found is not { } best || task.Priority < _tasks[best].Priority)) found = id;
            return found;
        }
    }

    private void RunOne(int id)
    {
        AppCallback call;
        TaskState task;
        lock (_gate)
        {
            task = _tasks[id];
            call = task.Waiting.Dequeue();
            task.IsRunning = true;
        }
        _running.Push(id);
        var name = call.Export ?? $"callback {call.Pointer}";
        var function = call.Export is { } export ? _instance.GetFunction(export) : Pointed(call.Pointer);
        if (function is not null) Begin(function, name, [.. call.Arguments]);
        else if (id > 0) throw new AppFault($"it has no {name}");
        _running.Pop();
        task.IsRunning = false;
        if (call.Done is { } done) ToTurn(_ => done());
    }

    private readonly record struct OwnFunction(int Width, bool Returns, Func<int[], int> Call);

    private Dictionary<string, OwnFunction> OwnFunctions() => new(StringComparer.Ordinal)
    {
        ["m2m_os_create_task"] = new(4, true, a => CreateTask(a[1], a[2], a[3])),
        ["m2m_os_destroy_task"] = new(1, true, a => DestroyTask((sbyte)a[0])),
        ["m2m_os_send_message_to_task"] = new(4, true, a => SendMessage((sbyte)a[0], a[1], a[2], a[3])),
        ["m2m_os_task_get_enqueued_msg"] = new(1, true, a => TaskOf((sbyte)a[0]) is { } task ? task.Waiting.Count : Invalid),
        ["m2m_os_get_current_task_id"] = new(0, true, _ => Current),
        ["m2m_os_cooperate_task"] = new(0, false, _ => Cooperate()),
        ["m2m_os_change_task_priority"] = new(3, true, a => Change(a, static t => t.Priority, static (t, v) => t.Priority = v)),
        ["m2m_os_change_task_preemption"] = new(3, true, a => Change(a, static t => t.Preemption, static (t, v) => t.Preemption = v)),
        ["m2m_os_lock_init"] = new(1, true, a => CreateLock(a[0] != 0)),
        ["m2m_os_lock_lock"] = new(1, true, a => Take(a[0])),
        ["m2m_os_lock_unlock"] = new(1, true, a => Unlock(a[0])),
        ["m2m_os_lock_destroy"] = new(1, true, a => _locks.Remove(a[0]) ? Success : Invalid),
    };

    private int Current => _running.TryPeek(out var id) && id > 0 ? id : 0;

    private TaskState? TaskOf(int id) => id > 0 ? _tasks.GetValueOrDefault(id) : null;

    private int CreateTask(int priority, int mailbox, int pointer)
    {
        if (priority is < 1 or > MostTasks || mailbox < 0 || mailbox >= MailboxSizes.Length || pointer <= 0) return Invalid;
        lock (_gate)
            for (var id = 2; id <= MostTasks; id++)
                if (_tasks.TryAdd(id, new(pointer, MailboxSizes[mailbox], (byte)priority))) return id;
        return Failed;
    }

    // A task that is in the middle of something cannot be taken away from under itself.
    private int DestroyTask(int id)
    {
        lock (_gate) return id > 1 && TaskOf(id) is { IsRunning: false } ? _tasks.Remove(id) ? Success : Failed : Invalid;
    }

    private int SendMessage(int id, int type, int first, int second)
    {
        lock (_gate)
        {
            if (TaskOf(id) is not { } task) return Invalid;
            if (task.Waiting.Count >= task.Room) return Failed;
            task.Waiting.Enqueue(new((AppTask)id, task.Pointer == 0 ? $"M2M_msgProc{id}" : null, task.Pointer, type, first, second));
            return Success;
        }
    }

    private int Cooperate()
    {
        while (!_ended && Next() is { } next) RunOne(next);
        return 0;
    }

    private int Change(int[] arguments, Func<TaskState, int> get, Action<TaskState, int> set)
    {
        if (TaskOf((sbyte)arguments[0]) is not { } task || (ushort)arguments[1] is < 1 or > MostTasks) return Invalid;
        if (arguments[2] != 0)
        {
            if (!IsInside((uint)arguments[2], sizeof(ushort))) return Invalid;
            _memory.WriteInt16((uint)arguments[2], (short)get(task));
        }
        set(task, (ushort)arguments[1]);
        return Success;
    }

    private int CreateLock(bool signal)
    {
        if (_locks.Count == MostLocks) return 0;
        _locks.Add(++_lastLock, new() { IsSignal = signal, Owner = signal ? Current : null });
        return _lastLock;
    }

    private int Take(int handle)
    {
        if (!_locks.TryGetValue(handle, out var found)) return Invalid;
        if (!found.IsSignal && found.Owner is { } owner && _running.Contains(owner))
            throw new AppFault($"task {Current} waits for a lock that task {owner} has, which cannot go on before it");
        RunWhile(() => found.Owner is not null && _locks.ContainsKey(handle));
        if (_ended) throw new AppFault("ended");
        _store.Fuel = _limits.Instructions;
        found.Owner = Current;
        return Success;
    }

    private int Unlock(int handle)
    {
        if (!_locks.TryGetValue(handle, out var found)) return Invalid;
        found.Owner = null;
        return Success;
    }
}
