using System.Reflection;
using Xunit;

namespace AtRun.Tests.House;

/// <summary>What each project may use, and nothing else (docs/architecture.md).</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("AtRun.Protocol", "")]
    [InlineData("AtRun.Transport", "AtRun.Protocol")]
    [InlineData("AtRun.Module", "AtRun.Protocol Microsoft.Extensions.Logging.Abstractions")]
    [InlineData("AtRun.Runtimes", "AtRun.Module Wasmtime.Dotnet")]
    [InlineData("AtRun.Simulation", "AtRun.Protocol AtRun.Module")]
    [InlineData("AtRun.Client", "AtRun.Protocol AtRun.Transport")]
    [InlineData("AtRun.Host", "AtRun.Protocol AtRun.Module AtRun.Simulation AtRun.Transport DnsClient Microsoft.Data.Sqlite Microsoft.Extensions.Logging.Abstractions")]
    [InlineData("atrun", "AtRun.Protocol AtRun.Client AtRun.Host AtRun.Module AtRun.Runtimes AtRun.Simulation AtRun.Transport Microsoft.Extensions.Logging.Abstractions System.CommandLine")]
    public void Uses_only_what_the_plan_allows(string project, string allowed)
    {
        var used = Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!).Where(n => !IsFramework(n));
        Assert.Empty(used.Except(allowed.Split(' ')));
    }

    // System.CommandLine is a package; everything else that is called System is the framework.
    private static bool IsFramework(string name) =>
        name is "netstandard" or "mscorlib" || (name.StartsWith("System", StringComparison.Ordinal) && name != "System.CommandLine") || name.StartsWith("Microsoft.Win32", StringComparison.Ordinal);
}
