using AtRun.Transport;
using Xunit;

namespace AtRun.Tests.Transport;

/// <summary>Lock files of modem programs (FHS 3.0 §5.9).</summary>
public sealed class PortLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atrun").FullName;

    private string Lock => Path.Combine(_folder, "LCK..ttyUSB7");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_names_the_device_and_its_owner_and_goes_with_him()
    {
        using (PortLock.Take(_folder, "/dev/ttyUSB7"))
        {
            Assert.Equal($"{Environment.ProcessId,10}\n", File.ReadAllText(Lock));
            Assert.Contains("in use by process", Assert.Throws<IOException>(() => PortLock.Take(_folder, "/dev/ttyUSB7")).Message);
        }
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("      4194304\n")]
    [InlineData("4194304")]
    [InlineData("")]
    [InlineData("nobody")]
    public void One_that_is_left_behind_is_removed(string content)
    {
        File.WriteAllText(Lock, content);
        using var taken = PortLock.Take(_folder, "/dev/ttyUSB7");
        Assert.NotNull(taken);
        Assert.Equal($"{Environment.ProcessId,10}\n", File.ReadAllText(Lock));
    }

    [Fact]
    public void One_of_a_program_that_runs_is_honoured_in_each_form()
    {
        foreach (var content in (byte[][])["1\n"u8.ToArray(), "         1 mgetty root\n"u8.ToArray(), BitConverter.GetBytes(1)])
        {
            File.WriteAllBytes(Lock, content);
            Assert.Contains("process 1 ", Assert.Throws<IOException>(() => PortLock.Take(_folder, "/dev/ttyUSB7")).Message);
        }
    }

    [Fact]
    public void What_somebody_put_in_its_way_is_not_followed()
    {
        var victim = Path.Combine(_folder, "victim");
        File.WriteAllText(victim, "precious");
        File.CreateSymbolicLink($"{Lock}.{Environment.ProcessId}", victim);
        using (PortLock.Take(_folder, "/dev/ttyUSB7")) Assert.Null(File.ResolveLinkTarget(Lock, false));
        Assert.Equal("precious", File.ReadAllText(victim));
    }

    [Fact]
    public void What_counts_is_the_device_behind_a_link()
    {
        var link = Path.Combine(_folder, "modem");
        File.CreateSymbolicLink(link, "/dev/pts/77");
        using var taken = PortLock.Take(_folder, link);
        Assert.Equal(Path.Combine(_folder, "LCK..pts_77"), taken!.Path);
        Assert.Null(PortLock.Take(Path.Combine(_folder, "missing"), "/dev/ttyUSB7"));
    }

    [Fact]
    public void A_port_has_one_as_long_as_it_is_open()
    {
        using var thread = new LoopThread();
        var path = Path.Combine(_folder, "tty");
        var terminal = thread.Do(() => PseudoTerminal.Open(thread.Loop, path, _ => new Ear()));
        var port = thread.Do(() => SerialPort.Open(thread.Loop, path, 115200, _ => new Ear(), locks: _folder));
        var file = Path.Combine(_folder, $"LCK..pts_{Path.GetFileName(terminal.Device)}");
        Assert.True(File.Exists(file));
        Assert.Null(thread.Do(() => port.ModemLines));
        thread.Do(port.Close);
        Assert.False(File.Exists(file));
        // Another program's.
        File.WriteAllText(file, "1\n");
        Assert.Throws<IOException>(() => thread.Do(() => SerialPort.Open(thread.Loop, path, 115200, _ => new Ear(), locks: _folder)));
        Assert.Equal("1\n", File.ReadAllText(file));
        thread.Do(terminal.Close);
    }
}
