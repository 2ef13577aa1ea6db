using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Module;

/// <summary>Marks a class derived from <see cref="Handler{T}"/>; the generator lists it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AtHandlerAttribute : Attribute;

/// <summary>What the module does for a command. This class alone serves a setting that is its stored values and nothing else.</summary>
public class Handler(AtCommand command)
{
    private static readonly byte[] Zero = [(byte)'0'];

    public AtCommand Command { get; } = command;

    /// <summary>Accepted in alarm mode too (AT reference 80000ST10025a p162).</summary>
    internal virtual bool RunsInAlarmMode => false;

    /// <summary>Runs one command of a line, in the form it has there.</summary>
    internal ValueTask<FinalResult> Run(AtCall call, in CommandSyntax syntax)
    {
        var form = syntax.Form;
        // The last register accessed is the selected one (AT reference 80000ST10025a p70).
        if (Command.IsRegister) call.Instance.SelectedRegister = Command;
        if (form == Form.Execute && Command.IsBasic && Command.IsSetting && !Command.IsRegister) return Bind(call, Zero);
        if (form == Form.Read && call.OldStyle && !Command.Facts.Forms.HasFlag(Forms.Read) && Command.Facts.Forms.HasFlag(Forms.Execute)) form = Form.Execute;
        // In the old styles a command without an execution form says its values then (AT reference 80000ST10025a p451 and many others).
        if (form == Form.Execute && call.OldStyle && !Command.IsBasic && !Has(Form.Execute) && Has(Form.Read)) form = Form.Read;
        if (!Has(form)) return new(Command.IsOfMessages ? FinalResult.Error : Refusal);
        if (form is Form.Execute or Form.Write && RemoteConditions.Refuse(call)) return new(FinalResult.Error);
        return form switch
        {
            Form.Write => Bind(call, syntax.Parameters),
            Form.Read => Read(call),
            Form.Test or Form.TestExtended => Test(call),
            _ => Execute(call),
        };

        bool Has(Form wanted) => wanted switch
        {
            Form.Execute => Command.Facts.Forms.HasFlag(Forms.Execute) || Command.IsRegister,
            Form.Write => Command.Facts.Forms.HasFlag(Forms.Write),
            Form.Read => Command.Facts.Forms.HasFlag(Forms.Read),
            Form.Test => Command.Facts.Forms.HasFlag(Forms.Test) && !Command.IsBasic,
            Form.TestExtended => call.OldStyle && Command.Facts.Forms.HasFlag(Forms.Test) && !Command.IsBasic,
            _ => false,
        };
    }

    /// <summary>What a value outside its domain, or a form the command does not have, is answered with.</summary>
    /// <remarks>
    /// GSM/GPRS software user guide 1vv0300784: a + command says 4, operation not supported, one of the message service 303, which means
    /// the same; the others plain ERROR. A form or a value that is missing in the message service: plain ERROR (p95, p114 there).
    /// </remarks>
    protected virtual FinalResult Refusal => Command.Name[0] != '+' ? FinalResult.Error : Command.IsOfMessages ? CmsError.OperationNotSupported : CmeError.OperationNotSupported;

    /// <summary><c>+X</c>; an action with parameters takes their defaults.</summary>
    protected virtual ValueTask<FinalResult> Execute(AtCall call)
    {
        // "ATSn" selects the register, which any access does.
        return Command.IsRegister ? new(FinalResult.Ok) : Write(call, Command.Default());
    }

    /// <summary><c>+X=…</c>, values inside their domains.</summary>
    protected virtual ValueTask<FinalResult> Write(AtCall call, object value) => call.Store(Command, value);

    /// <summary><c>+X?</c></summary>
    protected virtual ValueTask<FinalResult> Read(AtCall call)
    {
        if (Command.IsRegister) call.Registers(Command);
        else if (Command.Key is null) call.Values(call.Get(Command));
        else
            foreach (var row in Rows(call)) call.Values(row);
        return new(FinalResult.Ok);
    }

    /// <summary>The rows that the read form prints.</summary>
    protected virtual IEnumerable<object> Rows(AtCall call) =>
        Enumerable.Range(Command.Key!.Min, Command.Key.Max - Command.Key.Min + 1).Select(row => call.Get(Command, row));

    /// <summary><c>+X=?</c></summary>
    protected virtual ValueTask<FinalResult> Test(AtCall call)
    {
        if (Command.Parameters.Count > 0)
        {
            call.Out.BeginLine();
            call.Out.Text(Command.Name);
            call.Out.Octets(": "u8);
            Command.FormatDomains(call.Out.Output);
            call.Out.EndLine();
        }
        else if (call.OldStyle) return new(FinalResult.Error);
        return new(FinalResult.Ok);
    }

    /// <summary>The values that those given are put on.</summary>
    protected virtual object Current(AtCall call, int row) => Command.IsSetting ? call.Get(Command, row) : Command.Default(row);

    /// <summary>Binds what stands behind <c>=</c> and writes it. To be replaced where values may be repeated, or are none between commas.</summary>
    protected virtual ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters)
    {
        // "AT+X=" keeps the values where all are optional (AT reference 80000ST10025a p13); a register needs its value.
        if (Command.IsRegister && parameters.IsEmpty) return new(FinalResult.Error);
        if (Command is { IsSetting: true, Key: not null } && parameters.IsEmpty && !Command.Parameters.Any(p => p.Mandatory && !p.IsKey)) return new(FinalResult.Ok);
        var values = new ParameterReader(parameters, bareToUpper: call.OldStyle);
        var row = 0;
        if (Command.Key is { } key)
        {
            var first = values;
            if (!key.Bind(ref first, ref row)) return new(Refusal);
        }
        if (Command.TryBindObject(ref values, Current(call, row), out var value)) return Write(call, value);
        return new(Command.IsOfMessages && values.Error.Fault == BindFault.Missing ? FinalResult.Error : Refusal);
    }

    private ValueTask<FinalResult> Bind(AtCall call, ReadOnlySpan<byte> parameters) =>
        Command.Facts.Remotely.Count > 0 && call.Instance.User.RefusesRemoteChanges && Command.EffectOf(default).HasFlag(RemoteEffect.RefusedRemotely)
            ? new(FinalResult.Error)
            : Take(call, parameters);
}

/// <summary>What the module does for the command that a <typeparamref name="T"/> declares. Override the forms that are not the stored values.</summary>
public abstract class Handler<T>() : Handler(T.Command) where T : class, IAtRecord<T>, new()
{
    protected sealed override ValueTask<FinalResult> Write(AtCall call, object value) => Write(call, (T)value);

    /// <inheritdoc cref="Handler.Write(AtCall, object)"/>
    protected virtual ValueTask<FinalResult> Write(AtCall call, T value) => call.Store(Command, value);

    protected static ValueTask<FinalResult> Ok => new(FinalResult.Ok);

    protected static ValueTask<FinalResult> Error => new(FinalResult.Error);

    protected static ValueTask<FinalResult> Answer(FinalResult result) => new(result);
}

/// <summary>The handler of each command, in the order of <see cref="CommandTable.All"/>.</summary>
public static partial class HandlerTable
{
    private static readonly Handler?[] ByIndex = Build();

    /// <summary>Null where a command is declared but this module side does not do it.</summary>
    public static Handler? Of(AtCommand command) => ByIndex[command.Index];

    private static Handler?[] Build()
    {
        var handlers = new Handler?[CommandTable.All.Length];
        foreach (var handler in Declared()) handlers[handler.Command.Index] = handler;
        foreach (var command in CommandTable.All)
            if (command.IsSetting) handlers[command.Index] ??= new Handler(command);
        return handlers;
    }

    /// <summary>Written by the generator: one entry for each class marked <see cref="AtHandlerAttribute"/>.</summary>
    private static partial Handler[] Declared();
}
