using AtRun.Module.Instances;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Results;

namespace AtRun.Module;

/// <summary>One run of a command: who asked, where its lines go, what it may reach.</summary>
public readonly record struct AtCall(AtInstance Instance, AtCommand Command)
{
    public RunningModule Module => Instance.Module;

    /// <summary>Writes the information text.</summary>
    public ResponseWriter Out => Instance.Writer;

    /// <summary>Cancelled when the terminal aborts the command, its session ends or the module goes down.</summary>
    public CancellationToken Stop => Instance.Stop;

    /// <summary>The interface style is 0 or 1 (#SELINT).</summary>
    public bool OldStyle => Instance.Writer.Format.OldStyle;

    public T Get<T>(int key = 0) where T : class, IAtRecord<T>, new() => (T)Get(T.Command, key);

    /// <summary>The values of a setting as this instance sees them.</summary>
    public object Get(AtCommand command, int key = 0) => command.Facts.Saved switch
    {
        Saved.Nvm => Module.Nvm.Get(command, key),
        Saved.Base or Saved.Extended or Saved.SocketSet or Saved.MailSet => Instance.Settings.Get(command, key),
        _ => Module.Volatile.Get(command, key),
    };

    public ValueTask<FinalResult> Store<T>(T value) where T : class, IAtRecord<T>, new() => Store(T.Command, value);

    /// <summary>Stores the values in the scope of their setting. OK means: stored, in non-volatile memory where that is the scope.</summary>
    public ValueTask<FinalResult> Store(AtCommand command, object value)
    {
        switch (command.Facts.Saved)
        {
            case Saved.Nvm:
                var stored = Module.Nvm.Set(command, value);
                return stored.IsCompletedSuccessfully ? new(FinalResult.Ok) : Wait(stored);
            case Saved.Base or Saved.Extended or Saved.SocketSet or Saved.MailSet:
                Instance.Settings.Set(command, value);
                return new(FinalResult.Ok);
            default:
                Module.Volatile.Set(command, value);
                return new(FinalResult.Ok);
        }

        static async ValueTask<FinalResult> Wait(ValueTask stored)
        {
            await stored;
            return FinalResult.Ok;
        }
    }

    /// <summary>One line <c>NAME: values</c>.</summary>
    public void Values(object record) => Values(Command, record);

    /// <inheritdoc cref="Values(object)"/>
    public void Values(AtCommand command, object record)
    {
        Out.BeginLine();
        Out.Text(command.Name);
        Out.Octets(": "u8);
        command.FormatObject(record, Out.Output);
        Out.EndLine();
    }

    /// <summary>The line of an S parameter: three digits (AT reference 80000ST10025a p70).</summary>
    public void Registers(AtCommand register)
    {
        var value = new Protocol.OctetBuffer(8);
        register.FormatObject(Get(register), value);
        Out.BeginLine();
        for (var i = value.Count; i < 3; i++) Out.Octets("0"u8);
        Out.Octets(value.Written);
        Out.EndLine();
    }
}
