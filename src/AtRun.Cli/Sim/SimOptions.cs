using System.CommandLine;
using System.Globalization;
using System.Net;
using AtRun.Host;
using AtRun.Host.Smpp;
using AtRun.Module.Products;
using AtRun.Runtimes.Apps;

namespace AtRun.Cli.Sim;

/// <summary>The options of <c>atrun sim</c> and what they say.</summary>
internal sealed class SimOptions
{
    private const string NoPort = "none";

    /// <summary>Modules that have a serial port.</summary>
    private const int WithPorts = 16;
    private const string DefineContext = "AT+CGDCONT=1,\"IP\",\"internet\"";

    private readonly Option<int> _modules = new("--modules") { Description = "number of modules", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _product = new("--product") { Description = "product that the modules are; 'list' prints them", HelpName = "NAME", DefaultValueFactory = _ => ProductTable.Default.Name };
    private readonly Option<string?> _init = new("--init") { Description = "AT commands run once at first power-on on instance 1; '-' reads standard input, # begins a comment", HelpName = "FILE" };
    private readonly Option<string?> _state = new("--state") { Description = "folder of the modules' non-volatile memory (default: in memory only, nothing survives)", HelpName = "DIR" };
    private readonly Option<string?> _port = new("--port") { Description = "module 1's main serial port: PATH or pty:PATH (a pseudo terminal), tcp://HOST:PORT (raw), rfc2217://HOST:PORT (with its lines), or 'none'; the others have -2, -3… added, or the next TCP ports (default: $XDG_RUNTIME_DIR or /tmp, atrun-1/ttyAT0, atrun-2/ttyAT0…)", HelpName = "PATH|URL" };
    private readonly Option<string?> _port2 = new("--port2") { Description = "module 1's second serial port, where the product has one", HelpName = "PATH|URL" };
    private readonly Option<string?> _pool = new("--apn-pool") { Description = "addresses handed to PDP contexts, real ones of this machine (default: 127.10.0.0/16)", HelpName = "CIDR" };
    private readonly Option<string?> _smpp = new("--smpp") { Description = "SMPP 3.4 interface of the message centre; 'none' for none (default: 127.0.0.1:2775; system id atrun, password atrun)", HelpName = "HOST:PORT" };
    private readonly Option<string?> _dns = new("--dns") { Description = "server of names that the network tells the modules (default: none, they ask as this machine is set up)", HelpName = "HOST[:PORT]" };
    private readonly ActivationKeyOption _activationKey = new("lets the owner switch SMSATRUN on by message (default: no message does)");
    private readonly Option<bool> _advanced = new("--cmux-advanced") { Description = "the multiplexer has its advanced option as well: AT+CMUX=1 (default: the basic one alone, as the manual has it)" };
    private readonly Option<string> _operator = new("--operator") { Description = "name of the home network", HelpName = "NAME", DefaultValueFactory = _ => new SimulatorOptions().Operator };
    private readonly Option<int> _seed = new("--seed") { Description = "makes every random choice reproducible", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _speed = new("--speed") { Description = "simulated seconds per real second", HelpName = "X", DefaultValueFactory = _ => 1 };
    private readonly ScriptOptions _scripts = new();
    private readonly Option<string?> _record = new("--record") { Description = "flight recorder: every octet of every session as JSON lines, without passwords and PINs", HelpName = "FILE" };

    // Also of 'sim ctl', which is below this verb.
    private readonly Option<string?> _control = new("--control")
    {
        Description = "control socket of the simulation, for 'atrun sim ctl'; 'none' for none (default: $XDG_RUNTIME_DIR or /tmp, atrun-1/control)",
        HelpName = "PATH",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _modules, _product, _init, _state, _port, _port2, _pool, _dns, _smpp, _advanced, _operator, _seed, _speed, _control, _record })
            command.Options.Add(option);
        _activationKey.AddTo(command);
        _scripts.AddTo(command);
        _modules.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--modules: a number from 1.");
        });
        _speed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and < double.PositiveInfinity)) result.AddError("--speed: a number above 0.");
        });
    }

    public double Speed(Invocation invocation) => invocation.Get(_speed);

    public bool WantsProducts(Invocation invocation) => invocation.Get(_product) == "list";

    /// <exception cref="CliException">One of them makes no sense.</exception>
    public SimulatorOptions Read(Invocation invocation)
    {
        var product = Product(invocation.Get(_product)!);
        return new()
        {
            Modules = invocation.Get(_modules),
            Product = product,
            Init = invocation.Get(_init) is { } init ? WithContext(Commands(init, invocation), invocation) : [],
            State = invocation.Get(_state),
            Ports = [SerialPort("--port", invocation.Get(_port) ?? DefaultPort(invocation.Variable, "atrun-1")), SecondPort(invocation.Get(_port2), product)],
            OtherPorts = OtherPorts(invocation.Get(_port), invocation.Get(_modules), invocation.Variable),
            Owner = new() { ActivationKey = _activationKey.Read(invocation), AdvancedMultiplexer = invocation.Get(_advanced) },
            Apps = new WasmtimeApps(),
            Scripts = _scripts.Read(invocation, product),
            Addresses = invocation.Get(_pool) is { } pool ? Pool(pool) : new SimulatorOptions().Addresses,
            NameServer = invocation.Get(_dns) is { } dns ? NameServer(dns) : null,
            Smpp = invocation.Get(_smpp) is { } smpp ? Endpoint(smpp) : SmppFaceOptions.DefaultEndpoint,
            SmppRequired = invocation.Get(_smpp) is not null,
            Operator = invocation.Get(_operator)!,
            Seed = invocation.Get(_seed),
            Control = ControlPath(invocation),
            ControlRequired = invocation.Get(_control) is not null,
            Record = invocation.Get(_record),
        };
    }

    /// <summary>Where the control socket is; null: nowhere.</summary>
    public string? ControlPath(Invocation invocation) => Port(invocation.Get(_control) ?? DefaultPath(invocation.Variable, "atrun-1", "control"));

    /// <summary>Where a main serial port is found when nobody says otherwise.</summary>
    public static string DefaultPort(Func<string, string?> variable, string folder) => DefaultPath(variable, folder, "ttyAT0");

    private static string DefaultPath(Func<string, string?> variable, string folder, string name) =>
        Path.Combine(variable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime ? runtime : "/tmp", folder, name);

    private static Product Product(string name)
    {
        if (ProductTable.Find(name) is { } product) return product;
        var near = Nearest.To(name, ProductTable.All.Select(p => p.Name));
        var hint = near.Count > 0 ? $"Near: {string.Join(", ", near)}." : "'--product list' prints all.";
        throw new CliException(ExitCode.Usage, $"--product: there is no {name}. {hint}");
    }

    /// <summary>The commands of an init file: one a line; what begins with # is for the reader.</summary>
    private static IReadOnlyList<string> Commands(string file, Invocation invocation)
    {
        try
        {
            var text = file == "-" ? invocation.In.ReadToEnd() : File.ReadAllText(file);
            return [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#')];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Usage, $"--init: {e.Message}");
        }
    }

    /// <summary>
    /// The set-ups in the manuals (Telit 80000NT10029a §3.1) begin on a module whose context is defined already; here the network sees to that,
    /// unless the file does.
    /// </summary>
    private static IReadOnlyList<string> WithContext(IReadOnlyList<string> commands, Invocation invocation)
    {
        if (commands.Any(c => c.Contains("+CGDCONT", StringComparison.OrdinalIgnoreCase))) return commands;
        invocation.Say($"atrun: --init defines no context: {DefineContext} comes first");
        return [DefineContext, .. commands];
    }

    private static string? Port(string path) => path == NoPort ? null : path;

    private static string? SerialPort(string option, string text) => text == NoPort ? null : Place(option, text).ToString();

    private static PortPlace Place(string option, string text)
    {
        try
        {
            return PortPlace.Parse(text);
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCode.Usage, $"{option}: {e.Message}");
        }
    }

    private static string? SecondPort(string? path, Product product) => path is null || product.Ports > 1
        ? path is null ? null : SerialPort("--port2", path)
        : throw new CliException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"--port2: {product.Name} has {product.Ports} serial port."));

    private static IReadOnlyList<string> OtherPorts(string? first, int modules, Func<string, string?> variable) => first == NoPort
        ? []
        : [.. Enumerable.Range(2, Math.Clamp(modules - 1, 0, WithPorts - 1)).Select(module => first is null ? DefaultPort(variable, $"atrun-{module}") : Place("--port", first).Of(module).ToString())];

    private static IPEndPoint? Endpoint(string text)
    {
        if (text == NoPort) return null;
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon];
        if (host == "localhost") host = "127.0.0.1";
        return IPAddress.TryParse(host, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new(address, port)
            : throw new CliException(ExitCode.Usage, $"--smpp: {text} is neither an IPv4 address and a port such as 127.0.0.1:2775 nor 'none'.");
    }

    private static IPEndPoint NameServer(string text)
    {
        var (host, port) = text.LastIndexOf(':') is >= 0 and var colon ? (text[..colon], text[(colon + 1)..]) : (text, "53");
        return IPAddress.TryParse(host == "localhost" ? "127.0.0.1" : host, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new(address, number)
            : throw new CliException(ExitCode.Usage, $"--dns: {text} is no IPv4 address such as 127.0.0.1 or, with a port, 127.0.0.1:5353.");
    }

    private static IPNetwork Pool(string text) =>
        IPNetwork.TryParse(text, out var network) && network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? network
            : throw new CliException(ExitCode.Usage, $"--apn-pool: {text} is no IPv4 network such as 127.10.0.0/16.");
}
