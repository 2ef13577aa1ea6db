using System.Text;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Module.Settings;

/// <summary>The values that settings have in a new module: those of their declarations, but for what a product has otherwise.</summary>
public sealed class FactoryValues
{
    private readonly (AtCommand Command, object Value)[] _own;

    private FactoryValues((AtCommand, object)[] own) => _own = own;

    /// <summary>Those of the declarations.</summary>
    public static FactoryValues Usual { get; } = new([]);

    /// <summary>Settings that this product has otherwise.</summary>
    public IEnumerable<AtCommand> Own => _own.Select(o => o.Command);

    /// <summary>The body of a command line -> the values that it would set, e.g. <c>S38=20+CREG=2;#SMSMODE=1</c>.</summary>
    /// <exception cref="ArgumentException">It is none: a mistake in the table of products.</exception>
    public static FactoryValues Parse(string body)
    {
        if (body.Length == 0) return Usual;
        var own = new List<(AtCommand, object)>();
        ReadOnlySpan<byte> line = Encoding.Latin1.GetBytes(body);
        for (var position = 0; CommandLine.TryNext(line, ref position, out var syntax);)
        {
            var values = new ParameterReader(syntax.Parameters);
            if (syntax.Form != Form.Write || CommandTable.Find(syntax.Name) is not { IsSetting: true, Key: null } command || !command.TryBindObject(ref values, command.Default(), out var value))
                throw new ArgumentException($"no factory values: {body}", nameof(body));
            own.Add((command, value));
        }
        return new([.. own]);
    }

    /// <summary>The value of a setting; of one of its rows, where it has several.</summary>
    public object Of(AtCommand command, int key = 0)
    {
        foreach (var (own, value) in _own)
            if (own == command) return value;
        return command.Default(key);
    }
}
