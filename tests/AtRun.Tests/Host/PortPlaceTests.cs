using AtRun.Host;
using Xunit;

namespace AtRun.Tests.Host;

public sealed class PortPlaceTests
{
    [Theory]
    [InlineData("/tmp/ttyAT0", "/tmp/ttyAT0")]
    [InlineData("pty:/tmp/ttyAT0", "/tmp/ttyAT0")]
    [InlineData("tcp://:5000", "tcp://127.0.0.1:5000")]
    [InlineData("tcp://localhost:5000?rfc2217", "rfc2217://127.0.0.1:5000")]
    [InlineData("rfc2217://127.0.0.2:5000/", "rfc2217://127.0.0.2:5000")]
    public void Is_read_as_operators_write_it(string text, string place) => Assert.Equal(place, PortPlace.Parse(text).ToString());

    [Theory]
    [InlineData("tcp://127.0.0.1")]
    [InlineData("tcp://somewhere:5000")]
    [InlineData("rfc2217://127.0.0.1:70000")]
    public void An_address_that_is_none(string text) => Assert.Throws<FormatException>(() => PortPlace.Parse(text));

    [Theory]
    [InlineData("/tmp/ttyAT0", "/tmp/ttyAT0-2")]
    [InlineData("tcp://:5000", "tcp://127.0.0.1:5001")]
    [InlineData("tcp://:0", "tcp://127.0.0.1:0")]
    public void Each_module_has_its_own(string first, string second) => Assert.Equal(second, PortPlace.Parse(first).Of(2).ToString());
}
