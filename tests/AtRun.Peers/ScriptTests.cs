using Xunit;

namespace AtRun.Peers;

/// <summary>Scripts by the interpreters that are installed.</summary>
public sealed class ScriptTests
{
    public static TheoryData<int> Majors => ScriptBench.Majors;

    [Theory, MemberData(nameof(Majors))]
    public void ValuesPassBothWays(int major)
    {
        var (reason, printed) = ScriptBench.Run(major, """
            import MDM, SPI
            for v in MDM.echo(None, -3, 2147483648, 'a\0\xff\r', (1, ('b',)), ''): print repr(v)
            o = SPI.new(1, 2, 3)
            print o.readwrite('\x80'), len(MDM.receive(5))
            try: MDM.refuse()
            except ValueError, e: print 'refused:', e
            try: MDM.send('AT')
            except TypeError, e: print e
            try: MDM.sendbyte(1.5, 0)
            except TypeError, e: print e
            """.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Null(reason);
        Assert.Equal("None\n-3\n2147483648\n'a\\x00\\xff\\r'\n(1, ('b',))\n''\n(77, '\\x80') 6\nrefused: not so\nsend() takes exactly 2 arguments (1 given)\nan integer or a string is required, not float\n", printed);
    }

    [Theory, MemberData(nameof(Majors))]
    public void ScriptsOfThatTimeRunUnchanged(int major)
    {
        var (reason, printed) = ScriptBench.Run(major, "Error = 'Error'\r\ndef f(x):\r\n\tif x <> 0:\r\n\t    raise Error, 'bad %d' % x\r\n        return x\r\n" + """
            try: f(3)
            except Error, e: print 'caught', e
            try: raise ValueError, 'm'
            except (KeyError, ValueError), v: pass
            print `v`[:13], 0777, 1L, {1: 2}.has_key(1), apply(f, (0,)), v
            class Old:
                def __init__(self, n): self.n = n
                def __div__(self, other): return 'divided'
            a = 9; a /= 2
            l = [9]; l[0] /= -2
            o = Old(7); o.n /= 2
            print 7 / 2, -7 / 2, 7 % -3, a, l, o.n, o / 1
            print map(None, [1, 2], [3]), range(3), filter(None, [0, 1]), None < 0 < 'a'
            d = {'b': 1, 'a': 2}
            k = d.keys(); k.sort(lambda x, y: cmp(y, x)); print k
            exec 'z = 5 / 2'
            print z, eval('`z` + str(1 <> 2)')
            print 'no end',
            print
            print "%s %r" % ('x', 'y'), oct(8), hex(255), chr(65), ord('A')
            def g(a, (b, c)): return a + b + c
            print g(1, (2, 3))
            """.Replace("\n", "\r\n", StringComparison.Ordinal), language: "1.5.2+");
        Assert.Null(reason);
        Assert.Equal("caught bad 3\nValueError('m 511 1 True 0 m\n3 -4 -2 4 [-5] 3 divided\n[(1, 3), (2, None)] [0, 1, 2] [1] True\n['b', 'a']\n2 '2'True\nno end\nx 'y' 010 0xff A 65\n6\n".Replace("'2'True", "2True", StringComparison.Ordinal), printed);
    }

    [Theory, MemberData(nameof(Majors))]
    public void AnExceptionIsPrintedWithItsPlace(int major)
    {
        var (reason, printed) = ScriptBench.Run(major, "import other\r\ndef f():\r\n  return other.g(1)\r\nf()\r\n", files: ("other.py", "def g(x):\n  return x / 0\n"));
        Assert.Matches("^other.py, line 2: ZeroDivisionError: .*zero", reason);
        Assert.StartsWith("Traceback (innermost last):\n  File \"First.py\", line 4, in <module>\n    f()\n  File \"First.py\", line 3, in f\n    return other.g(1)\n  File \"other.py\", line 2, in g\n    return x / 0\nZeroDivisionError: ", printed);
        Assert.Equal("First.py, line 1: boom: 4", ScriptBench.Run(major, "raise 'boom', 4").Reason);
        Assert.Equal("SystemExit: 3", ScriptBench.Run(major, "import sys\nsys.exit(3)").Reason);
        Assert.Null(ScriptBench.Run(major, "import sys\nsys.exit()").Reason);
    }

    [Theory, MemberData(nameof(Majors))]
    public void NamesMayBeSaidToBeGlobalLate(int major)
    {
        var (reason, printed) = ScriptBench.Run(major, "x = 1\nglobal x\ndef f():\n  print x,\n  global x\n  x = x + 1\nf(); f()\nprint x\n");
        Assert.Null(reason);
        Assert.Equal("1 2 3\n", printed);
    }

    [Theory, MemberData(nameof(Majors))]
    public void WhatIsNoScriptSaysWhere(int major)
    {
        Assert.Matches("^First.py, line 2, column \\d+: ", ScriptBench.Run(major, "x = 1\nif x\n  pass\n").Reason);
        Assert.Equal("First.py, line 2: this is no text: it holds an octet 0", ScriptBench.Run(major, "\n\x7f" + "ELF\0").Reason);
        Assert.Matches("^First.py, line 1", ScriptBench.Run(major, "\u00ff\u00fe\u0080garbage\r\n").Reason);
        Assert.Matches("^First.py", ScriptBench.Run(major, "x = " + new string('(', 5000) + new string(')', 5000)).Reason);
    }

    [Theory, MemberData(nameof(Majors))]
    public void FilesAreThoseOfTheStore(int major)
    {
        var (reason, printed) = ScriptBench.Run(major, """
            f = open('log', 'w'); f.write('one\n'); f.write('two\xff'); f.close()
            f = open('log', 'a'); f.write('\nthree'); f.close()
            print open('log', 'rb').readlines()[0:1], open('log').readline(2)
            for l in open('log'): print len(l),
            rename('log', 'log2'); flashflush(); f = open('log2')
            for act in ("open('log')", "unlink('log')", "rename('log', 'x')", "open('a/b', 'w')", "open('x', 'q')", "f.write('x')"):
                try: eval(act); print 'done'
                except (IOError, OSError), e: print e.args[0],
            f.close(); held = []
            try:
                for i in range(20): held.append(open('log2'))
            except IOError, e: print i, e.args[0]
            del held[:]; unlink('log2')
            open('left', 'w').write('by its end')
            """);
        Assert.Null(reason);
        Assert.Equal("['one\\n'] on\n4 5 5 2 2 2 28 22 9 16 24\n", printed);
    }

    [Theory, MemberData(nameof(Majors))]
    public void ImportsAreThoseOfTheProduct(int major)
    {
        const string Script = """
            def has(name):
                try: __import__(name); return name
                except ImportError, e: reasons.append(str(e))
            reasons = []
            print has('os'), has('socket'), has('ctypes'), has('posix'), has('subprocess'), has('time') or '-', has('struct') or '-', has('sys'), has('md5'), has('binascii'), has('marshal'), has('imp'), has('__main__'), has('helper')
            print reasons[0]
            import MDM, MDM
            from MDM import send
            import helper
            print helper.half(5), helper is __import__('helper')
            """;
        var (reason, printed) = ScriptBench.Run(major, Script, null, "1.5.2+", ("helper.py", "def half(x): return x / 2\n"));
        Assert.Null(reason);
        Assert.Equal("None None None None None - - sys md5 binascii marshal imp __main__ helper\nNo module named os\n2 True\n", printed);
        (reason, printed) = ScriptBench.Run(major, Script, null, "2.7.2", ("helper.py", "def half(x): return x / 2\n"));
        Assert.Null(reason);
        Assert.Equal("None None None None None time struct sys md5 binascii marshal imp __main__ helper\nNo module named os\n2 True\n", printed);
        (reason, printed) = ScriptBench.Run(major, """
            import time, math, struct, re, string, md5, types, cStringIO, base64
            print time.time() == 1300000000, time.ctime(), time.strftime('%Y-%m-%d'), time.localtime()[0]
            time.sleep(0.5)
            print struct.calcsize('>HB'), string.upper('a'), md5.new('a').hexdigest(), re.match('a+', 'aab').group(), type('') == types.StringType, base64.encodestring('abc'),
            """);
        Assert.Null(reason);
        Assert.Equal("True Sun Mar 13 07:06:40 2011 2011-03-13 2011\n3 A 0cc175b9c0f1b6a831c399e269772661 aa True YWJj\n", printed);
    }

    [Theory, MemberData(nameof(Majors))]
    public void OutputGoesWhereTheScriptSendsIt(int major)
    {
        var (reason, printed) = ScriptBench.Run(major, """
            import sys
            real = sys.stdout
            class To:
                def write(self, s): real.write('<' + s + '>')
            sys.stdout = sys.stderr = To()
            print 'hello'
            print nothing
            """);
        Assert.Equal("First.py, line 7: NameError: name 'nothing' is not defined", reason);
        Assert.StartsWith("<hello><\n><Traceback (innermost last):\n>", printed);
    }

    /// <summary>Downloaded over a module's port, started there, and seen by what it leaves in the store.</summary>
    [Theory, MemberData(nameof(Majors))]
    public void AScriptDrivesItsModule(int major)
    {
        const string Script = "import MDM, GPIO, SER\r\nMDM.send('AT+CGMI\\r', 0)\r\nheard = MDM.receive(5)\r\nset = GPIO.setIOdir(1, 1, 1)\r\nf = open('seen', 'w')\r\nf.write(`heard`); f.write(' %d %d' % (set, GPIO.getIOvalue(1)))\r\nf.close()\r\nSER.send('seen\\r\\n')\r\n";
        var interpreter = ScriptBench.Interpreter(major);
        using var sim = new RunningSim(null, null, "--python", interpreter.Path);
        using var line = new SerialLine(sim.Port);
        line.Type($"AT#WSCRIPT=\"first.py\",{Script.Length}\r");
        Assert.NotNull(line.Until(">>>"));
        line.Type(Script);
        Assert.NotNull(line.Until("OK\r\n"));
        line.Command("AT#ESCRIPT=\"first.py\"");
        line.Command("AT#EXECSCR");
        Assert.NotNull(line.Until("seen\r\n"));
        // The port is the module's again when the script has come to its end.
        Thread.Sleep(TimeSpan.FromSeconds(1));
        var seen = line.Command("AT#RSCRIPT=\"seen\"");
        Assert.Contains("<<<'\\r\\nTelit\\r\\n\\r\\nOK\\r\\n' 1 1", seen);
    }
}
