using AtRun.Client.Conformance;
using Xunit;

namespace AtRun.Tests.Client.Conformance;

/// <summary>The examination of a module, on simulated ones.</summary>
public sealed class ConformTests
{
    // A test form that depends on the product, the SIM or another setting: TestVaries on the declaration.
    [Fact]
    public void Our_own_module_conforms()
    {
        var report = new ExaminedModule().Examine();
        Assert.Equal("", string.Join(Environment.NewLine, report.Checks.Where(c => c.State == CheckState.Failed).Select(c => $"{c.Name} line {c.Line}: {c.Typed}: {c.Reason}")));
        Assert.Null(report.Stopped);
        Assert.Empty(report.NotRestored);
    }
}
