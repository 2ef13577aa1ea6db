using AtRun.Runtimes.Python;
using Xunit;

namespace AtRun.Tests.Runtimes;

/// <summary>Which interpreters run scripts.</summary>
public sealed class PythonInterpreterTests
{
    [Theory]
    [InlineData("atrun-python 2.7.18 cpython 1 1 /usr/bin/python2.7\n", "/usr/bin/python2.7", false)]
    [InlineData("a word of the site first\natrun-python 3.11.2 cpython 1 1 /usr/bin/my python3\r\n", "/usr/bin/my python3", true)]
    [InlineData("atrun-python 2.7.18 cpython 0 1 /opt/python\n", "/opt/python", false)]
    public void Serves(string said, string program, bool translates)
    {
        var found = PythonInterpreter.Parse(said, out _);
        Assert.Equal((program, translates), (found?.Path, found?.Translates));
    }

    [Theory]
    [InlineData("", "it is no Python interpreter.")]
    [InlineData("bash: no such file", "it is no Python interpreter.")]
    [InlineData("atrun-python 2.7 cpython 1 1 ", "it is no Python interpreter.")]
    [InlineData("atrun-python 3.13.0 cpython 0 1 /usr/bin/python3.13", "Python 3.13.0 has no lib2to3 (Debian: python3-lib2to3; from 3.13 on there is none).")]
    [InlineData("atrun-python 2.6.6 cpython 1 1 /usr/bin/python2.6", "Python 2.6.6 does not serve: 2.7 does, and 3 with lib2to3.")]
    [InlineData("atrun-python 2.7.18 cpython 1 0 /usr/bin/python2.7", "it has not ctypes and resource, by which scripts are confined.")]
    [InlineData("atrun-python 2.7.3 jython 1 1 /usr/bin/jython", "it is jython, which cannot be confined; CPython serves.")]
    public void Does_not_serve(string said, string why)
    {
        Assert.Null(PythonInterpreter.Parse(said, out var told));
        Assert.Equal(why, told);
    }
}
