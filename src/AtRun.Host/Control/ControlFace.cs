using AtRun.Transport;

namespace AtRun.Host.Control;

/// <summary>The control socket of a simulation: whoever opens it may do anything to the simulation. On the loop.</summary>
/// <remarks>
/// A request is a line, <c>[module K|all] WORDS</c>, and is answered by a line of JSON (<see cref="ControlAnswer"/>), in order. The words are those of
/// <see cref="ControlTable"/>. In a simulation of several modules everything but the status says whom it concerns.
/// </remarks>
public sealed class ControlFace : IDisposable
{
    /// <summary>Connections at a time; others are closed at once.</summary>
    public const int MaxConnections = 16;

    private readonly EventLoop _loop;
    private readonly IReadOnlyList<Surroundings> _modules;
    private readonly UnixLinkListener _listener;
    private readonly HashSet<ControlSession> _sessions = [];

    /// <exception cref="System.Net.Sockets.SocketException">It cannot listen there.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made.</exception>
    public ControlFace(EventLoop loop, string path, IReadOnlyList<Surroundings> modules)
    {
        (_loop, _modules) = (loop, modules);
        _listener = loop.Listen(path, Accept);
    }

    public string Path => _listener.Path;

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var session in _sessions.ToArray()) session.Close();
    }

    internal void Gone(ControlSession session) => _sessions.Remove(session);

    /// <summary>Does what a line asks for.</summary>
    internal ControlAnswer Answer(string line)
    {
        string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        ReadOnlySpan<string> request = words;
        string? which = null;
        if (request is ["module", _, ..])
        {
            which = request[1];
            request = request[2..];
        }
        if (Find(request, out var parameters) is not { } command) return ControlAnswer.Failed(request.IsEmpty ? "nothing is asked for" : $"there is no '{Shown(string.Join(' ', request.ToArray()))}'");
        if (parameters.Length < command.Count.Least || parameters.Length > command.Count.Most) return ControlAnswer.Failed($"it is: {command.Syntax}");
        var isStatus = command.Name == ControlTable.Status;
        if (command.OfNetwork) which = "1";
        which ??= isStatus ? "all" : _modules.Count == 1 ? "1" : null;
        IReadOnlyList<Surroundings> concerned;
        if (which is null) return ControlAnswer.Failed($"which of the {_modules.Count} modules? module K or module all");
        if (which == "all") concerned = _modules;
        else if (ControlCommand.TryNumber(which, 1, _modules.Count, out var number)) concerned = [_modules[number - 1]];
        else return ControlAnswer.Failed($"a module is a number from 1 to {_modules.Count}, or all");
        if (command.Name == ControlTable.Phones) return new() { Ok = true, Phones = [.. concerned[0].Circuits.Telephones.Select(StatusReport.Of)] };
        return isStatus ? new() { Ok = true, Descriptors = _loop.Descriptors, Modules = [.. concerned.Select(StatusReport.Of)] } : Do(command, parameters, concerned);
    }

    private static ControlCommand? Find(ReadOnlySpan<string> request, out ReadOnlySpan<string> parameters)
    {
        foreach (var command in ControlTable.All)
            if (command.Matches(request) is > 0 and var words)
            {
                parameters = request[words..];
                return command;
            }
        parameters = default;
        return null;
    }

    private static ControlAnswer Do(ControlCommand command, ReadOnlySpan<string> parameters, IReadOnlyList<Surroundings> concerned)
    {
        var done = 0;
        string? why = null;
        foreach (var module in concerned)
        {
            if (command.Do(module, parameters) is { } obstacle) why ??= obstacle;
            else done++;
        }
        return done > 0 ? new() { Ok = true, Done = done } : ControlAnswer.Failed(why!);
    }

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private ControlSession? Accept(UnixLink link)
    {
        if (_sessions.Count == MaxConnections) return null;
        var session = new ControlSession(this, link);
        _sessions.Add(session);
        return session;
    }
}
