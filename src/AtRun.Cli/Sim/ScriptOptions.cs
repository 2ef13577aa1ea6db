using System.CommandLine;
using System.Globalization;
using AtRun.Module.Products;
using AtRun.Module.Worlds;
using AtRun.Runtimes.Python;

namespace AtRun.Cli.Sim;

/// <summary>What runs the scripts of the modules.</summary>
internal sealed class ScriptOptions
{
    private const string None = "none";

    private readonly Option<string?> _python = new("--python") { Description = "interpreter of the modules' scripts, or 'none' (default: python2.7, else python3 with lib2to3, as they are found)", HelpName = "PATH" };
    private readonly Option<int> _memory = new("--python-memory") { Description = "MiB that a script may take beside its interpreter", HelpName = "N", DefaultValueFactory = _ => (int)(new PythonOptions().Memory >> 20) };
    private readonly Option<int> _time = new("--python-time") { Description = "seconds of processor time that a script may take without asking anything of its module", HelpName = "N", DefaultValueFactory = _ => new PythonOptions().ProcessorTime };
    private readonly Option<bool> _unconfined = new("--python-unconfined") { Description = "runs scripts where nothing confines them: they may do what you may" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _python, _memory, _time, _unconfined }) command.Options.Add(option);
        foreach (var (option, most) in new[] { (_memory, 4096), (_time, 86400) })
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() is var number && (number < 1 || number > most)) result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name}: a number from 1 to {most}."));
            });
    }

    /// <summary>Null: nothing runs scripts here, or the product has none.</summary>
    /// <exception cref="CliException">The interpreter that is named does not serve.</exception>
    public IScriptRuntime? Read(Invocation invocation, Product product)
    {
        var named = invocation.Get(_python);
        if (!product.HasPython || named == None) return null;
        var options = new PythonOptions { Memory = (long)invocation.Get(_memory) << 20, ProcessorTime = invocation.Get(_time), Unconfined = invocation.Get(_unconfined) };
        if (named is null) return Find(invocation.Variable, options);
        return PythonInterpreter.Probe(named, out var why) is { } interpreter
            ? new PythonRuntime(interpreter, options)
            : throw new CliException(ExitCode.Usage, $"--python {named}: {why}");
    }

    /// <summary>With the interpreter that is found; null: there is none.</summary>
    public static IScriptRuntime? Find(Func<string, string?> variable, PythonOptions options) =>
        PythonInterpreter.Find(variable("PATH") ?? "") is { } found ? new PythonRuntime(found, options) : null;
}
