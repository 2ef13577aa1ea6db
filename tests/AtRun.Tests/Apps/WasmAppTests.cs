using System.Diagnostics;
using AtRun.Module.Worlds;
using AtRun.Runtimes.Apps;
using Xunit;

namespace AtRun.Tests.Apps;

/// <summary>What an app may do to the machine that runs it, and what it may not.</summary>
public sealed class WasmAppTests : IDisposable
{
    private const string Main = "(func (export \"M2M_main\") (param i32 i32) ";

    private static readonly AppLimits Tight = new() { Instructions = 2_000_000, PerCall = 1000 };

    private readonly AppBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void AnAppRunsAndIsGivenItsArguments()
    {
        _bench.Run(Main + "(call $say (local.get 0)) (drop (call $hear (local.get 1))) (drop (call $hear (i32.add (local.get 1) (i32.const 32)))))", arguments: "first");
        _bench.Until(() => _bench.Heard.Count == 2);
        Assert.True(_bench.IsLoaded);
        Assert.Equal([2], _bench.Said);
        Assert.Equal(["app.wasm", "first"], _bench.Heard);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0061736D")]
    [InlineData("0061736D01000000FF")]
    [InlineData("7F454C4602010100")]
    public void WhatIsNoWebAssemblyIsRefusedWithTheReason(string octets)
    {
        Assert.StartsWith("it is no WebAssembly module: ", _bench.RunCode(Convert.FromHexString(octets)).End(), StringComparison.Ordinal);
        Assert.False(_bench.IsLoaded);
    }

    [Theory]
    [InlineData("(import \"env\" \"m2m_nothing\" (func))", "it imports what this module does not have: m2m_nothing")]
    [InlineData("(import \"wasi_snapshot_preview1\" \"fd_write\" (func)) (import \"env\" \"say\" (func (param i64)))", "it imports what this module does not have: wasi_snapshot_preview1.fd_write, say with these parameters")]
    [InlineData("(import \"env\" \"memory\" (memory 1))", "it imports what this module does not have: env.memory")]
    [InlineData("(func (export \"M2M_main\"))", "it exports no memory")]
    [InlineData("(memory (export \"memory\") 1)", "it exports no M2M_main")]
    [InlineData("(memory (export \"memory\") 1) (func (export \"M2M_main\") (param i64))", "M2M_main does not have the parameters that it is called with")]
    [InlineData("(memory (export \"memory\") 1 1) (func (export \"M2M_main\"))", "failed to grow memory by `1`")]
    [InlineData("(memory (export \"memory\") 17) (func (export \"M2M_main\"))", "memory minimum size of 17 pages exceeds memory limits")]
    public void WhatItNeedsAndIsNotThereIsNamed(string module, string reason) =>
        Assert.Equal(reason, _bench.RunCode(Wasmtime.Module.ConvertText($"(module {module})")).End());

    [Theory]
    [InlineData("(loop (br 0))", "it computed 2000000 instructions without waiting")]
    [InlineData("(drop (i32.load (i32.const 100000000)))", "it used an address outside its memory")]
    [InlineData("unreachable", "wasm trap: wasm `unreachable` instruction executed")]
    [InlineData("(drop (i32.div_u (i32.const 1) (i32.const 0)))", "wasm trap: integer divide by zero")]
    public void WhatIsWrongInItEndsItAndIsNamedWithItsPlace(string body, string reason) =>
        Assert.Equal($"{reason} in culprit", _bench.Run($"(func $culprit {body}) {Main}(call $culprit))", Tight).End());

    [Fact]
    public void CallsToTheModuleCountAsInstructions() =>
        Assert.Equal("it computed 2000000 instructions without waiting", _bench.Run(Main + "(loop (call $say (i32.const 1)) (br 0)))", Tight).End());

    [Fact]
    public void RecursionEndsAtItsStack() =>
        Assert.Equal("its call stack is full in deep", _bench.Run("(func $deep (param i64) (call $deep (local.get 0)) (call $say (i32.const 1)))" + Main + "(call $deep (i64.const 1)))").End());

    [Fact]
    public void MemoryStaysWithinItsLimit()
    {
        _bench.Run(Main + "(local $n i32) (loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) (call $say (memory.size)))");
        _bench.Until(() => _bench.Said.Count == 1);
        Assert.Equal([16], _bench.Said);
        Assert.Equal(1 << 20, _bench.App.Memory);
    }

    [Theory]
    [InlineData("(call $fill (i32.const 0) (i32.const 4))", -7)]
    [InlineData("(call $fill (i32.const 131060) (i32.const 13))", -7)]
    [InlineData("(call $fill (i32.const 131060) (i32.const 12))", 12)]
    [InlineData("(call $fill (i32.const -4) (i32.const 8))", -7)]
    [InlineData("(call $fill (i32.const 16) (i32.const -1))", -7)]
    [InlineData("(call $read (i32.const -1) (i32.const 2147483647))", -7)]
    [InlineData("(call $read (i32.const 0) (i32.const 0))", 0)]
    [InlineData("(call $hear (i32.const -1))", -1)]
    [InlineData("(call $hear (i32.const 131072))", -1)]
    public void APointerThatIsNoneIsAnErrorOfTheCall(string call, int result)
    {
        _bench.Run($"{Main}(call $say {call}))");
        _bench.Until(() => _bench.Said.Count == 1);
        Assert.Equal([result], _bench.Said);
        Assert.Null(_bench.Reason);
    }

    [Fact]
    public void ATextWithoutEndIsNone()
    {
        _bench.Run($"{Main}(memory.fill (i32.const 0) (i32.const 65) (i32.const 65536)) (call $say (call $hear (i32.const 8))))");
        _bench.Until(() => _bench.Said.Count == 1);
        Assert.Equal([-1], _bench.Said);
    }

    [Fact]
    public void WhileOneTaskSleepsOthersRun()
    {
        _bench.Run(Main + """
            (drop (call $send (i32.const 1) (i32.const 10) (i32.const 0) (i32.const 0)))
            (drop (call $send (i32.const 1) (i32.const 20) (i32.const 0) (i32.const 0)))
            (drop (call $send (call $create (i32.const 0) (i32.const 5) (i32.const 0) (i32.const 1)) (i32.const 30) (i32.const 0) (i32.const 0))))
            (func $slow (export "M2M_msgProc1") (param i32 i32 i32) (result i32)
              (call $say (local.get 0)) (call $sleep (i32.const 1000)) (call $say (i32.add (local.get 0) (i32.const 1))) (i32.const 0))
            (func $other (param i32 i32 i32) (result i32) (call $say (local.get 0)) (i32.const 0))
            (table (export "__indirect_function_table") 2 funcref) (elem (i32.const 1) $other)
            """);
        // The second message of the task that sleeps waits for it.
        _bench.Until(() => _bench.Said.Count == 2 && _bench.Asleep == 1);
        _bench.Wake();
        _bench.Until(() => _bench.Said.Count == 4);
        Assert.Equal([10, 30, 11, 20], _bench.Said);
    }

    [Fact]
    public void CallbacksComeWhileItSleepsAndNotTwiceAtATime()
    {
        _bench.Run(Main + """
            (drop (call $send (i32.const 1) (i32.const 1) (i32.const 0) (i32.const 0))))
            (func (export "M2M_msgProc1") (param i32 i32 i32) (result i32) (call $sleep (i32.const 1)) (call $say (i32.const 2)) (i32.const 0))
            (func (export "M2M_onReceiveResultCmd") (param i32 i32 i32) (result i32)
              (drop (call $hear (local.get 0))) (call $sleep (i32.const 1)) (call $say (local.get 2)) (i32.const 1))
            """);
        _bench.Until(() => _bench.IsLoaded);
        foreach (var text in new[] { "one", "two" })
            Assert.True(_bench.App.Call(new(AppTask.Modem, "M2M_onReceiveResultCmd", 0, System.Text.Encoding.ASCII.GetBytes(text), text.Length, 5)));
        // The task and the first callback sleep; the second callback waits for the first.
        _bench.Until(() => _bench.Asleep == 2);
        Assert.Equal(["one"], _bench.Heard);
        _bench.Wake();
        _bench.Until(() => _bench.Asleep == 1 && _bench.Heard.Count == 2);
        _bench.Wake();
        _bench.Until(() => _bench.Said.Count(s => s == 5) == 2);
        Assert.Equal(["one", "two"], _bench.Heard);
    }

    [Fact]
    public void CallsThatNobodyTakesAreBounded()
    {
        _bench.Run(Main + "(call $sleep (i32.const 1)) (call $say (i32.const 1)))");
        _bench.Until(() => _bench.IsLoaded);
        // The app that sleeps takes them as they come: those of a task that is in the middle of one wait.
        using var stopped = new AppBench().Run(Main + "(loop (br 0)))", new() { Instructions = ulong.MaxValue / 2, Longest = TimeSpan.FromMinutes(1) });
        var taken = Enumerable.Range(0, 5000).Count(_ => stopped.App.Call(new(AppTask.Timer, null, 1, 0)));
        Assert.Equal(1000, taken);
    }

    [Theory]
    [InlineData("(loop (br 0))")]
    [InlineData("(call $sleep (i32.const 1))")]
    [InlineData("(loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br 0))")]
    [InlineData("(drop (call $lock (call $lock_init (i32.const 1))))")]
    public void TakenAwayItIsGoneAtOnce(string body)
    {
        _bench.Run($"{Main}{body})", new() { Instructions = ulong.MaxValue / 2 });
        _bench.Until(() => _bench.IsLoaded);
        var began = Stopwatch.GetTimestamp();
        _bench.App.Dispose();
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
        Assert.False(_bench.App.Call(new(AppTask.Timer, null, 1, 0)));
        Assert.Null(_bench.Reason);
    }

    [Fact]
    public void ItDoesNotComputeForLonger()
    {
        var reason = _bench.Run(Main + "(loop (br 0)))", new() { Instructions = ulong.MaxValue / 2, Longest = TimeSpan.FromMilliseconds(100) }).End();
        Assert.Equal("it computed for more than 0.1 s without waiting", reason);
    }

    [Fact]
    public void ALockThatCannotBecomeFreeEndsIt()
    {
        var reason = _bench.Run(Main + """
            (global.set $l (call $lock_init (i32.const 0)))
            (drop (call $send (i32.const 1) (i32.const 1) (i32.const 0) (i32.const 0)))
            (drop (call $send (call $create (i32.const 0) (i32.const 5) (i32.const 0) (i32.const 1)) (i32.const 2) (i32.const 0) (i32.const 0))))
            (global $l (mut i32) (i32.const 0))
            (func (export "M2M_msgProc1") (param i32 i32 i32) (result i32) (drop (call $lock (global.get $l))) (call $sleep (i32.const 1)) (i32.const 0))
            (func $other (param i32 i32 i32) (result i32) (drop (call $lock (global.get $l))) (i32.const 0))
            (table (export "__indirect_function_table") 2 funcref) (elem (i32.const 1) $other)
            """).End();
        Assert.Equal("task 2 waits for a lock that task 1 has, which cannot go on before it", reason);
    }

    [Fact]
    public void ASignalIsWaitedFor()
    {
        _bench.Run(Main + """
            (global.set $l (call $lock_init (i32.const 1)))
            (drop (call $send (i32.const 1) (i32.const 1) (i32.const 0) (i32.const 0))))
            (global $l (mut i32) (i32.const 0))
            (func (export "M2M_msgProc1") (param i32 i32 i32) (result i32) (drop (call $lock (global.get $l))) (call $say (i32.const 2)) (i32.const 0))
            (func (export "M2M_onNetEvent") (param i32 i32 i32) (call $say (i32.const 1)) (drop (call $unlock (global.get $l))))
            """);
        _bench.Until(() => _bench.IsLoaded);
        _bench.App.Call(new(AppTask.Modem, "M2M_onNetEvent", 0, 1, 0, 0));
        _bench.Until(() => _bench.Said.Count == 2);
        Assert.Equal([1, 2], _bench.Said);
    }

    [Fact]
    public void APointerToNoFunctionEndsIt()
    {
        _bench.Run(Main + ")");
        _bench.Until(() => _bench.IsLoaded);
        _bench.App.Call(new(AppTask.Timer, null, 77, 0));
        Assert.StartsWith("77 is no pointer to a function", _bench.End(), StringComparison.Ordinal);
    }

    [Fact]
    public void SleepsNestAsDeepAsThereAreTasks()
    {
        _bench.Run(Main + """
            (local $i i32)
            (loop
              (drop (call $send (call $create (i32.const 0) (i32.const 5) (i32.const 0) (i32.const 1)) (i32.const 1) (i32.const 0) (i32.const 0)))
              (br_if 0 (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 40)))))
            (func $other (param i32 i32 i32) (result i32) (call $say (local.get 0)) (call $sleep (i32.const 1)) (call $say (i32.const 2)) (i32.const 0))
            (table (export "__indirect_function_table") 2 funcref) (elem (i32.const 1) $other)
            """);
        _bench.Until(() => _bench.Asleep == 31);
        _bench.Wake();
        _bench.Until(() => _bench.Said.Count == 62);
        Assert.All(_bench.Said.Take(31), s => Assert.Equal(1, s));
    }
}
