using System.Text;
using AtRun.Client.Conformance;
using AtRun.Module;
using AtRun.Tests.Support;
using Xunit;

namespace AtRun.Tests.Client.Conformance;

/// <summary>A module with a fault does not pass: each of them is found, and the command is named.</summary>
public sealed class FaultTests
{
    public static TheoryData<string> Names() => new(Fault.All.Select(f => f.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fault_is_found(string name)
    {
        var fault = Fault.All.Single(f => f.Name == name);
        var module = new ExaminedModule(new SimulatedModule(options: new ModuleOptions { Instead = fault.Instead is { } handler ? [handler] : [] }))
        {
            Said = octets => Encoding.Latin1.GetBytes(fault.Said?.Invoke(Encoding.Latin1.GetString(octets)) ?? Encoding.Latin1.GetString(octets)),
        };
        var report = module.Examine();
        var failed = report.Checks.Where(c => c.State == CheckState.Failed).Select(c => $"{c.Name}: {c.Typed}: {c.Reason}").ToArray();
        Assert.True(failed.Any(f => f.Contains(fault.Command, StringComparison.Ordinal)), $"not found; what failed: {string.Join(Environment.NewLine, failed)}");
        Assert.Null(report.Stopped);
    }
}
