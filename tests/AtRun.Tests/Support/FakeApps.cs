using AtRun.Module.Worlds;

namespace AtRun.Tests.Support;

/// <summary>Apps that do nothing but be there: whatever begins as WebAssembly does runs, with two pages of memory.</summary>
public sealed class FakeApps : IAppRuntime
{
    public IRunningApp Start(AppStart start, IAppMachine machine)
    {
        var app = new FakeApp();
        SynchronizationContext.Current!.Post(_ =>
        {
            if (app.IsGone) return;
            if (start.Code.Span.StartsWith("\0asm"u8)) machine.Loaded();
            else machine.Ended("it is no WebAssembly module");
        }, null);
        return app;
    }

    private sealed class FakeApp : IRunningApp
    {
        public bool IsGone { get; private set; }

        public int Memory => 2 * 65536;

        public bool Call(AppCallback callback) => !IsGone;

        public void Dispose() => IsGone = true;
    }
}
