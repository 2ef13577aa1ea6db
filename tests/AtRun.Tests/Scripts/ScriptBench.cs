using System.Text;
using AtRun.Module;
using AtRun.Module.Instances;
using AtRun.Module.Scripts;
using AtRun.Protocol.Commands.Scripts;
using AtRun.Tests.Support;

namespace AtRun.Tests.Scripts;

/// <summary>A module with a script, and what is seen of it.</summary>
internal sealed class ScriptBench
{
    private readonly StringBuilder[] _said = [new(), new(), new(), new()];
    private readonly StringBuilder _printed = new();

    /// <param name="script">Statements of <see cref="FakeScripts"/>.</param>
    /// <param name="setUp">Of <see cref="SimulatedModule"/>.</param>
    public ScriptBench(string script, params string[] setUp)
    {
        Bench = new SimulatedModule(setUp);
        for (var i = 1; i <= RunningModule.InstanceCount; i++)
        {
            var said = _said[i];
            Bench.Said[i] = octets => said.Append(Encoding.Latin1.GetString(octets));
        }
        Bench.Module.PoweredOn += running => running.Script.Printed += octets => _printed.Append(Encoding.Latin1.GetString(octets));
        Bench.Start();
        Store("a.py", script);
        Bench.Turn.Do(() => _ = Running.Nvm.Set(new EScript { Name = "a.py" }).AsTask());
        foreach (var said in _said) said.Clear();
    }

    public SimulatedModule Bench { get; }

    public RunningModule Running => Bench.Module.Running!;

    public ScriptService Service => Running.Script;

    public FakeScripts.Run Script => Bench.Scripts.Runs[^1];

    public List<string> Warnings => Bench.Log.Warnings;

    /// <summary>A script that was started has begun.</summary>
    public static ScriptBench Started(string script, params string[] setUp)
    {
        var bench = new ScriptBench(script, setUp);
        bench.Start();
        return bench;
    }

    /// <summary>Starts the script as #EXECSCR does.</summary>
    public bool Start()
    {
        var runs = false;
        Bench.Turn.Do(async () => runs = await Service.Run(by: null));
        return runs;
    }

    public void Store(string name, string content) => Bench.Turn.Do(() => _ = Running.Scripts.Write(name, Encoding.Latin1.GetBytes(content)).AsTask());

    public void Wait(double seconds) => Bench.Turn.Wait(TimeSpan.FromSeconds(seconds));

    public void Type(int instance, string line) => Bench.Turn.Do(() => Bench.Type(instance, Encoding.Latin1.GetBytes(line)));

    public void Do(Action what) => Bench.Turn.Do(what);

    public Owner OwnerOf(int instance) => Running.Instance(instance).User.Owner;

    /// <summary>What was said on a port since this was asked last.</summary>
    public string Said(int instance) => Taken(_said[instance]);

    /// <summary>What was printed since this was asked last.</summary>
    public string Printed() => Taken(_printed);

    private static string Taken(StringBuilder from)
    {
        var text = from.ToString();
        from.Clear();
        return text;
    }
}
