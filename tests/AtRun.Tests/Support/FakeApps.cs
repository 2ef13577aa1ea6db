using System.Text;
using AtRun.Module.Worlds;

namespace AtRun.Tests.Support;

/// <summary>Apps that do nothing but be there: whatever begins as WebAssembly does runs, with two pages of memory. A test calls the module for them.</summary>
public sealed class FakeApps : IAppRuntime
{
    /// <summary>All that were started, in order.</summary>
    public List<FakeApp> Runs { get; } = [];

    public IRunningApp Start(AppStart start, IAppMachine machine)
    {
        var app = new FakeApp(machine);
        Runs.Add(app);
        SynchronizationContext.Current!.Post(_ =>
        {
            if (app.IsGone) return;
            if (start.Code.Span.StartsWith("\0asm"u8)) machine.Loaded();
            else machine.Ended("it is no WebAssembly module");
        }, null);
        return app;
    }

    /// <summary>An app, and what it was told.</summary>
    public sealed class FakeApp(IAppMachine machine) : IRunningApp
    {
        private readonly StringBuilder _heard = new();

        public bool IsGone { get; private set; }

        /// <summary>It never comes to an end of what it is called for.</summary>
        public bool IsSlow { get; set; }

        public int Memory => 2 * 65536;

        /// <summary>What instances said to its ports since this was asked last.</summary>
        public string Heard()
        {
            var text = _heard.ToString();
            _heard.Clear();
            return text;
        }

        /// <summary>Calls a function of the module, on its turn.</summary>
        /// <param name="name">As an app imports it.</param>
        /// <param name="arguments">Integers, texts and octets, as many as the function has parameters here; a place or room is an integer.</param>
        public ValueTask<AppAnswer> Ask(string name, params object[] arguments)
        {
            var read = Array.ConvertAll(arguments, a => a switch { string text => Encoding.Latin1.GetBytes(text), byte[] octets => octets, _ => null });
            return machine.Functions.Single(f => f.Name == name).Run(new(Array.ConvertAll(arguments, a => a is int value ? value : 0), read));
        }

        public bool Call(AppCallback callback)
        {
            if (IsGone) return false;
            if (callback.Export == "M2M_onReceiveResultCmd") _heard.Append(Encoding.Latin1.GetString(callback.Arguments[0].Octets!));
            if (callback.Done is { } done && !IsSlow) SynchronizationContext.Current!.Post(static d => ((Action)d!)(), done);
            return true;
        }

        public void Dispose() => IsGone = true;
    }
}
