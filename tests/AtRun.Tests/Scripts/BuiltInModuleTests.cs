using AtRun.Module.Products;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Links;
using Xunit;

namespace AtRun.Tests.Scripts;

/// <summary>Built-in modules but MDM (Telit 80000ST10020a §3.4-§3.10).</summary>
public sealed class BuiltInModuleTests
{
    [Theory]
    [InlineData("GE865-QUAD", "MDM,MDM2,SER,SER2,GPIO,MOD,IIC,SPI", "1.5.2+")]
    [InlineData("GE864-GPS", "MDM,MDM2,SER,GPIO,MOD,IIC,SPI,GPS", "1.5.2+")]
    [InlineData("GL865-QUAD V3", "MDM,MDM2,SER,SER2,USB0,GPIO,MOD,IIC,SPI", "2.7.2")]
    [InlineData("HE910", "MDM,MDM2,SER,USB0,GPIO,MOD,IIC,SPI,GPS", "2.7.2")]
    public void A_product_has_its_own(string product, string modules, string language)
    {
        var bench = ScriptBench.Started("MOD.sleep(10)", $"product {product}");
        Assert.Equal(modules, string.Join(',', bench.Script.Started.Modules.Select(m => m.Name)));
        Assert.Equal(language, bench.Script.Started.Language);
        Assert.Equal(["init", "readwrite", "sendbyte", "send", "dev_read", "dev_write", "dev_gen_read", "dev_gen_write"], bench.Script.Started.Modules.Single(m => m.Name == "IIC").Methods.Select(m => m.Name));
        Assert.Empty(bench.Script.Started.Modules.Single(m => m.Name == "MDM").Methods);
    }

    [Fact]
    public void SER_has_the_main_port()
    {
        var bench = ScriptBench.Started("""
            import SER
            print SER.set_speed('115200')
            print SER.set_speed('9600', '8E1')
            print SER.set_speed('9600', '9N1')
            print SER.set_speed('12345')
            print SER.set_speed('fast')
            print SER.send('hello')
            print SER.sendbyte(0)
            SER.setDCD(0)
            SER.setRI(1)
            print SER.getRTS()
            print SER.getDTR()
            print SER.receive(10)
            print SER.receivebyte(10)
            print SER.readbyte()
            print SER.read()
            print SER.receive(5)
            """);
        Assert.Equal("1\n1\n-1\n-1\n-1\n1\n1\n1\n1\n", bench.Printed());
        Assert.Equal("hello\0", bench.Said(1));
        Assert.Equal(PortLines.Dsr | PortLines.Cts | PortLines.Ri, bench.Bench.LinesOf(1));
        bench.Type(1, "AT\r\n");
        bench.Wait(0.1);
        Assert.Equal("AT\r\n\n", bench.Printed());
        bench.Type(1, "xyz");
        bench.Wait(0.6);
        Assert.Equal("120\n121\nz\n\n", bench.Printed());
        bench.Wait(0.1);
        bench.Type(1, "AT\r");
        Assert.Equal("\r\nOK\r\n", bench.Said(1));
    }

    [Fact]
    public void What_SER_does_not_read_stays_at_the_link()
    {
        var bench = ScriptBench.Started("import SER\nMOD.sleep(10)\nSER.read()\nSER.read()\nMOD.sleep(10)");
        bench.Type(1, new string('x', 5000));
        Assert.True(bench.Bench.PortOf(1).Link!.Paused);
        bench.Wait(1.1);
        Assert.False(bench.Bench.PortOf(1).Link!.Paused);
    }

    [Fact]
    public void GPIO_is_what_the_commands_see()
    {
        var bench = new ScriptBench("""
            import GPIO
            print GPIO.getIOdir(1)
            print GPIO.getIOvalue(1)
            print GPIO.setIOdir(1, 1, 1)
            print GPIO.getIOvalue(1)
            print GPIO.setIOvalue(1, 0)
            print GPIO.getIOvalue(1)
            print GPIO.getIOdir(1)
            print GPIO.getIOvalue(2)
            print GPIO.setIOdir(3, 0, 3)
            print GPIO.getIOvalue(3)
            print GPIO.setIOdir(5, 0, 2)
            print GPIO.setIOdir(1, 0, 2)
            print GPIO.setIOdir(1, 2, 1)
            print GPIO.setIOvalue(99, 1)
            print GPIO.getIOvalue(0)
            print GPIO.getADC(1)
            print GPIO.getADC(9)
            print GPIO.setDAC(1, 512)
            print GPIO.setDAC(1, 1024)
            print GPIO.setVAUX(1, 1)
            print GPIO.setVAUX(2, 1)
            print GPIO.getAXE()
            print GPIO.setSLED(3, 10, 90)
            print GPIO.setSLED(3, 0, 90)
            print GPIO.setSLED(2, 0, 0)
            print GPIO.getCBC()
            """, "product GE865-QUAD");
        bench.Do(() =>
        {
            bench.Bench.Drive(2, false);
            bench.Bench.Module.Board.Apply(1, 1234);
        });
        bench.Start();
        Assert.Equal("0 1 1 1 1 0 1 0 1 0 1 -1 -1 -1 -1 1234 -1 1 -1 1 -1 0 1 -1 1 (0, 3800)", bench.Printed().TrimEnd().Replace('\n', ' '));
        Assert.Equal((512, true), (bench.Running.Outputs.Converter, bench.Running.Outputs.Auxiliary));
        Assert.Equal((2, 10, 90), bench.Running.Volatile.Get<Sled>() is var led ? (led.Mode, led.OnDuration, led.OffDuration) : default);
    }

    [Fact]
    public void MOD_counts_seconds_by_the_clock_and_sleeps()
    {
        var bench = new ScriptBench("import MOD\nprint MOD.secCounter()\nMOD.sleep(15)\nprint MOD.secCounter()\nprint language.time()\nlanguage.sleep(2500000)\nprint language.time()");
        bench.Type(1, "AT+CCLK=\"10/01/02,03:04:05+08\"\r");
        bench.Said(1);
        bench.Start();
        Assert.Equal("315716645\n", bench.Printed());
        bench.Wait(1.5);
        Assert.Equal("315716646\n1262401446500000\n", bench.Printed());
        bench.Wait(2.5);
        Assert.Equal("1262401449000000\n", bench.Printed());
    }

    [Fact]
    public void The_watchdog_restarts_the_module_unless_it_is_told()
    {
        var bench = ScriptBench.Started("import MOD\nMOD.watchdogEnable(5)\nMOD.sleep(40)\nMOD.watchdogReset()\nMOD.sleep(40)\nMOD.watchdogDisable()\nMOD.sleep(100)\nMOD.watchdogEnable(2147483647)\nMOD.watchdogEnable(3)\nMOD.watchdogEnable(0)");
        var running = bench.Running;
        bench.Wait(18.5);
        Assert.True(running.IsOn);
        // The script has ended by its error: nobody tells the watchdog any more.
        Assert.Null(running.Script.InUse);
        bench.Wait(3);
        Assert.False(running.IsOn);
        Assert.Contains("Reboot: the watchdog of the script", bench.Warnings);
    }

    [Fact]
    public void Power_saving_ends_with_its_time_or_with_an_event()
    {
        var bench = ScriptBench.Started("""
            import MDM
            MDM.send('AT+CREG=1\r', 0)
            MDM.receive(5)
            MOD.powerSaving(10)
            print MOD.powerSavingExitCause()
            MOD.powerSaving(-1)
            print MOD.powerSavingExitCause()
            MOD.powerSaving(100)
            print MOD.powerSavingExitCause()
            """);
        bench.Wait(9.9);
        Assert.Equal("", bench.Printed());
        Assert.False(bench.Bench.LinesOf(2).HasFlag(PortLines.Cts));
        bench.Wait(0.2);
        Assert.Equal("1\n", bench.Printed());
        bench.Wait(100);
        bench.Do(bench.Bench.RadioNetwork.Drop);
        bench.Wait(1);
        Assert.Equal("0\n", bench.Printed());
        bench.Do(() => bench.Bench.PortOf(1).LinesChanged(PortLines.Dtr));
        bench.Do(() => bench.Bench.PortOf(1).LinesChanged(PortLines.OfTerminal));
        Assert.Equal("0\n", bench.Printed());
        Assert.True(bench.Bench.LinesOf(2).HasFlag(PortLines.Cts));
    }

    [Fact]
    public void Base64_comes_in_lines_and_not_too_long()
    {
        var bench = ScriptBench.Started($"import MOD\nprint MOD.encBase64('{new string('a', 60)}')\nprint MOD.encBase64('{new string('a', 11693)}')\nprint MOD.encBase64('')");
        Assert.Equal(Convert.ToBase64String("a"u8.ToArray().Length == 1 ? [.. Enumerable.Repeat((byte)'a', 57)] : []) + "\r\nYWFh\r\n\n\n\n", bench.Printed());
    }

    [Fact]
    public void IIC_reaches_the_devices_of_the_board()
    {
        var bench = ScriptBench.Started("""
            import IIC
            bus = IIC.new(3, 4, 80)
            print bus.init()
            print bus.readwrite('\x08Telit', 0)
            print bus.readwrite('\x08', 5)
            bus.readwrite('\x0A', 0)
            print bus.readwrite('', 2)
            print bus.dev_write(80, '\x10xyz')
            print bus.dev_gen_read(80, 17, 2)
            print bus.dev_gen_write(80, 32, 'abc')
            print bus.dev_read(80, 1)
            bus.readwrite('\x20', 0)
            print bus.dev_read(80, 3)
            print bus.sendbyte(160)
            print bus.send('\xa0\x30Z')
            print bus.readwrite('\x30', 1)
            other = IIC.new(3, 4, 81)
            print other.readwrite('\x00', 1)
            print other.readwrite('', 1)
            print other.dev_read(81, 1)
            print other.sendbyte(162)
            wrong = IIC.new(3, 3, 80)
            print wrong.init()
            print wrong.readwrite('\x00', 1)
            bus.readwrite('', 255)
            """);
        Assert.StartsWith("1\n\nTelit\nli\n1\nyz\n1\n\u00ff\nabc\n1\n1\nZ\n", bench.Printed().Replace("\0", "\u00ff", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(bench.Warnings, w => w.Contains("ValueError", StringComparison.Ordinal));
    }

    [Fact]
    public void IIC_without_a_device_is_not_acknowledged()
    {
        var bench = new ScriptBench("""
            import IIC
            bus = IIC.new(3, 4, 81)
            print bus.readwrite('\x00', 1)
            print bus.readwrite('', 1)
            print bus.dev_read(81, 1)
            print bus.dev_write(81, 'xy')
            print bus.sendbyte(162)
            wrong = IIC.new(3, 3, 80)
            print wrong.init()
            print wrong.readwrite('\x00', 1)
            """);
        bench.Bench.Module.Board.I2c.Put(81, null);
        bench.Start();
        Assert.Equal("-1\n-1\n\n-1\n-1\n-1\n-1\n", bench.Printed());
    }

    [Fact]
    public void SPI_reads_the_level_of_its_pin()
    {
        var bench = new ScriptBench("""
            import SPI
            bus = SPI.new(3, 4, 5, 6)
            print bus.init(0, 0, 0, 0)
            print bus.init(0, 0, 0, 1)
            print bus.init(2, 0)
            print bus.readwrite('abc')
            print bus.readwrite('abc', 2)
            print bus.send('abc', 0)
            print bus.send('abc', 1)
            print bus.sendbyte(1)
            print bus.readbyte()
            print bus.read(1, 0)
            wrong = SPI.new(3, 4, 99)
            print wrong.init(0, 0)
            print wrong.readwrite('a', 1)
            """);
        bench.Start();
        Assert.Equal("1\n-1\n-1\n\n\0\0\n1\n-1\n1\n0\n\0\n-1\n-1\n", bench.Printed());
        bench.Do(() => bench.Bench.Drive(5, true));
        bench.Start();
        Assert.Contains("\u00ff\u00ff\n1\n-1\n1\n255\n", bench.Printed(), StringComparison.Ordinal);
    }

    [Fact]
    public void GPS_is_the_receiver()
    {
        var bench = new ScriptBench("""
            import GPS
            print GPS.getPowerOnOff()
            print GPS.getPosition()
            print GPS.getActualPosition()
            print GPS.getLastGGA()
            print GPS.getAntennaVoltage()
            print GPS.getAntennaCurrent()
            print GPS.powerSavingMode(2, 15)
            print GPS.powerSavingMode(2, 1)
            print GPS.powerSavingMode(0, 0)
            print GPS.powerSavingWakeUp()
            GPS.powerOnOff(0)
            print GPS.getPowerOnOff()
            print GPS.resetMode(1)
            """, "product GE864-GPS");
        bench.Do(() => bench.Bench.Sky.Stand(45.7135, -13.738, 100));
        bench.Type(1, "AT$GPSD=2\r");
        bench.Wait(60);
        bench.Start();
        var printed = bench.Printed().Split('\n');
        Assert.Equal(("1", "(457135000, 'N', 137380000, 'W')"), (printed[0], printed[1]));
        Assert.Matches("^[0-9]{6}\\.[0-9]{3},4542\\.8100N,01344\\.2800W,", printed[2]);
        Assert.StartsWith("$GPGGA,", printed[3], StringComparison.Ordinal);
        Assert.Equal(["1", "-1", "1", "1", "0", "-1"], printed[^7..^1]);
    }

    [Fact]
    public void Files_are_those_of_the_store()
    {
        var bench = ScriptBench.Started("""
            print language.write('data', 'one')
            print language.read('data')
            print language.read('none')
            print language.rename('data', 'other')
            print language.rename('data', 'other')
            print language.list()
            print language.unlink('other')
            print language.unlink('other')
            print language.write('a name that is too long', 'x')
            print language.write('../up', 'x')
            """);
        Assert.Equal("1\none\nNone\n1\n-1\n('a.py', 'other')\n1\n-1\n-1\n-1\n", bench.Printed());
    }

    [Fact]
    public void Objects_are_not_made_without_end() =>
        Assert.Contains(ScriptBench.Started("import IIC\n" + string.Concat(Enumerable.Repeat("bus = IIC.new(1, 2)\n", 65))).Warnings, w => w.Contains("MemoryError", StringComparison.Ordinal));

    [Fact]
    public void Every_product_that_runs_scripts_can_make_its_modules()
    {
        foreach (var product in ProductTable.All.Where(p => p.HasPython)) Assert.NotEmpty(ScriptBench.Started("import MDM", $"product {product.Name}").Script.Started.Modules);
    }
}
