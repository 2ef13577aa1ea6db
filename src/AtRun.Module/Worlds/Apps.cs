namespace AtRun.Module.Worlds;

/// <summary>What runs AppZone apps for a module: WebAssembly on a thread of its own.</summary>
public interface IAppRuntime
{
    /// <summary>Begins to load and run an app. It asks for everything by <paramref name="machine"/>, on the turn that calls this, and never before this has returned.</summary>
    IRunningApp Start(AppStart start, IAppMachine machine);
}

/// <summary>An app to be run.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="Code">A WebAssembly module, as it was downloaded.</param>
/// <param name="Arguments">For M2M_main, behind the name.</param>
/// <param name="Memory">Octets that it may have.</param>
public sealed record AppStart(string Name, ReadOnlyMemory<byte> Code, IReadOnlyList<string> Arguments, int Memory);

/// <summary>An app that runs, as the module sees it. Disposed of, it is gone within a bounded time and asks for nothing more.</summary>
public interface IRunningApp : IDisposable
{
    /// <summary>Calls a function of the app when nothing else of the same kind runs there; what it returns is lost. False: too many calls wait, and this one is none of them.</summary>
    bool Call(AppCallback callback);

    /// <summary>Octets of memory that it has now.</summary>
    int Memory { get; }
}

/// <summary>A call into an app.</summary>
/// <param name="Kind">Where it runs.</param>
/// <param name="Export">Name of the exported function; it is no error if the app has none. Null: <paramref name="Pointer"/> counts.</param>
/// <param name="Pointer">Function pointer: index in the app's table.</param>
/// <param name="Arguments">Integers, and octets that are passed as a pointer to a copy with a zero behind it.</param>
public sealed record AppCallback(AppTask Kind, string? Export, int Pointer, params IReadOnlyList<AppValue> Arguments)
{
    /// <summary>On the turn, when the app has taken it: the call is over, or the app has no such function.</summary>
    public Action? Done { get; init; }
}

/// <summary>The module's own tasks, which call the app.</summary>
public enum AppTask
{
    /// <summary>Answers to commands, events of the network, the serial port.</summary>
    Modem = 0,
    Timer = -1,
}

/// <summary>An argument of a call into an app.</summary>
public readonly record struct AppValue(int Integer, byte[]? Octets)
{
    public static implicit operator AppValue(int integer) => new(integer, null);

    public static implicit operator AppValue(byte[] octets) => new(0, octets);
}

/// <summary>The module as a running app sees it.</summary>
public interface IAppMachine
{
    /// <summary>What it may call.</summary>
    IReadOnlyList<AppFunction> Functions { get; }

    /// <summary>The app is loaded and everything that it imports is there: M2M_main runs next.</summary>
    void Loaded();

    /// <summary>The app could not be loaded, or was ended for that reason; told once, and nothing after it.</summary>
    void Ended(string reason);
}

/// <summary>A function that an app may import: its name, its parameters, what it does on the turn.</summary>
/// <param name="Name">As the app imports it, from the module "env".</param>
/// <param name="Failure">What it returns when a pointer is none of the app's memory; null: it returns nothing.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Run">Does it, on the turn.</param>
public sealed record AppFunction(string Name, int? Failure, IReadOnlyList<AppParameter> Parameters, Func<AppArguments, ValueTask<AppAnswer>> Run)
{
    /// <summary>It may take long, and the app's other tasks and callbacks run meanwhile.</summary>
    public bool Waits { get; init; }
}

/// <summary>How a parameter passes.</summary>
public enum AppParameterKind
{
    Integer,

    /// <summary>Pointer to a text that a zero ends, <see cref="AppParameter.MaxText"/> octets at most; null when it is 0.</summary>
    Text,

    /// <summary>Pointer and length (two parameters in C): octets that are read.</summary>
    Octets,

    /// <summary>Pointer to as many octets as <see cref="AppParameter.Size"/> says, which are read; null when it is 0.</summary>
    Structure,

    /// <summary>Pointer and length (two parameters in C): room for octets that are returned.</summary>
    Room,

    /// <summary>Pointer to where octets are returned, <see cref="AppParameter.Size"/> of them at most; nothing when it is 0.</summary>
    Place,

    /// <summary>Pointer to <see cref="AppParameter.Size"/> octets, which are read and may be returned; null when it is 0.</summary>
    Both,
}

/// <summary>A parameter of a function that apps import.</summary>
/// <param name="Kind">How it passes.</param>
/// <param name="Size">Octets; see there.</param>
public readonly record struct AppParameter(AppParameterKind Kind, int Size = 0)
{
    /// <summary>Octets of a text at most.</summary>
    public const int MaxText = 4096;

    public static AppParameter Integer => new(AppParameterKind.Integer);
    public static AppParameter Text => new(AppParameterKind.Text);
    public static AppParameter Octets => new(AppParameterKind.Octets);
    public static AppParameter Room => new(AppParameterKind.Room);

    public static AppParameter Structure(int size) => new(AppParameterKind.Structure, size);

    public static AppParameter Place(int size) => new(AppParameterKind.Place, size);

    public static AppParameter Both(int size) => new(AppParameterKind.Both, size);

    /// <summary>Parameters that it is in C.</summary>
    public int Width => Kind is AppParameterKind.Octets or AppParameterKind.Room ? 2 : 1;
}

/// <summary>What an app passes to a function.</summary>
/// <param name="Values">As many as it has parameters: the integer, the pointer of a place, the octets of a room, the length of octets.</param>
/// <param name="Read">The octets that were read, at the index of their parameter; else null.</param>
public sealed record AppArguments(int[] Values, byte[]?[] Read)
{
    public int this[int parameter] => Values[parameter];

    /// <summary>Octets that were read; none for a pointer that is 0.</summary>
    public byte[] Octets(int parameter) => Read[parameter] ?? [];

    /// <summary>A text of ISO 8859-1; null for a pointer that is 0.</summary>
    public string? Text(int parameter) => Read[parameter] is { } octets ? System.Text.Encoding.Latin1.GetString(octets) : null;
}

/// <summary>What a function returns.</summary>
/// <param name="Value">Its result; nothing where it has none.</param>
/// <param name="Written">What goes to its rooms and places, in their order.</param>
public readonly record struct AppAnswer(int Value, params byte[][]? Written)
{
    public static implicit operator AppAnswer(int value) => new(value, null);
}
