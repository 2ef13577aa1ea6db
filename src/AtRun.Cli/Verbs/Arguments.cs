using System.CommandLine;

namespace AtRun.Cli.Verbs;

/// <summary>Arguments that several verbs have.</summary>
internal static class Arguments
{
    public static Argument<string> Target() => new("TARGET")
    {
        Description = "tcp://user:password@host:port[?auth=0|1], listen://host:port[?imei=…] (the module dials), sms:+39…?via=smpp://system:password@host:port|serial:/dev/ttyX[&password=16 characters][&from=+39…][&alphabet=8bit][&hidden=1], serial:/dev/ttyX[?baud=115200][&lock=DIR|none], pty:PATH (either with ?dlc=N[&advanced=1]: a channel of the multiplexer), raw://host:port; the password may come from ATRUN_PASSWORD or ?passwordfile=FILE",
    };
}
