using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Responses;

namespace AtRun.Client;

/// <summary>The module answered a typed call with an error, or with values that its declaration does not allow.</summary>
public sealed class CommandFailedException(AtResponse response, string message) : AtRunException(message)
{
    public AtResponse Response { get; } = response;
}

/// <summary>Settings read and written as the records that declare them.</summary>
public static class TypedCommands
{
    /// <summary>The values of a setting.</summary>
    /// <exception cref="CommandFailedException">An error, or an answer that is not the values.</exception>
    public static async Task<T> Read<T>(this ICommandSession session, TimeSpan? timeout = null, CancellationToken stop = default) where T : class, IAtRecord<T>, new()
    {
        var rows = await session.ReadAll<T>(timeout, stop);
        return rows.Rows is [var one, ..] ? one : throw new CommandFailedException(rows.Response, $"{rows.Response.Command}: there are no values in the answer.");
    }

    /// <summary>The rows of a setting that has several.</summary>
    /// <exception cref="CommandFailedException">An error, or an answer that is not the values.</exception>
    public static async Task<(IReadOnlyList<T> Rows, AtResponse Response)> ReadAll<T>(this ICommandSession session, TimeSpan? timeout = null, CancellationToken stop = default)
        where T : class, IAtRecord<T>, new()
    {
        var command = T.Command;
        var response = Succeeded(await session.Execute($"AT{command.Name}?", timeout, stop));
        var rows = new List<T>();
        foreach (var line in response.Lines)
            rows.Add(RowOf(command, line) ?? throw new CommandFailedException(response, $"{response.Command}: '{line}' is not {command.Syntax}."));
        return (rows, response);
    }

    /// <summary>Writes all values of a setting, or runs an action with them.</summary>
    /// <exception cref="CommandFailedException">The module answered with an error.</exception>
    public static async Task<AtResponse> Write<T>(this ICommandSession session, T record, TimeSpan? timeout = null, CancellationToken stop = default)
        where T : class, IAtRecord<T>, new()
    {
        var line = new OctetBuffer();
        line.AddText("AT");
        line.AddText(T.Command.Name);
        if (!T.Command.IsBasic || T.Command.IsRegister) line.Add((byte)'=');
        T.Command.Format(record, line);
        return Succeeded(await session.Execute(line.ToString(), timeout, stop));
    }

    // "+CMEE: 1"; a register answers with its number alone (V.250 §5.3.2).
    private static T? RowOf<T>(AtCommand<T> command, string line) where T : class, IAtRecord<T>, new()
    {
        Span<char> name = stackalloc char[ResponsePrefix.MaxLength];
        var length = ResponsePrefix.Read(line, name, out var valuesAt);
        if (command.IsBasic) valuesAt = 0;
        else if (!name[..length].Equals(command.Name, StringComparison.OrdinalIgnoreCase)) return null;
        var reader = new ParameterReader(Encoding.Latin1.GetBytes(line[valuesAt..]));
        return command.TryBind(ref reader, new T(), out var record) ? record : null;
    }

    private static AtResponse Succeeded(AtResponse response) =>
        response.IsSuccess ? response : throw new CommandFailedException(response, $"{response.Command}: {response.Result}");
}
