using AtRun.Protocol.Lines;

namespace AtRun.Protocol.Commands;

/// <summary>What a command's declaration says apart from its parameters; written by the generator from the attributes.</summary>
public sealed record CommandFacts
{
    public required string Name { get; init; }

    /// <summary>Another spelling of it that is understood as well.</summary>
    public string? Also { get; init; }

    public required string Help { get; init; }
    public required string Source { get; init; }
    public required string Chapter { get; init; }
    public required Forms Forms { get; init; }

    /// <summary>Null for an action.</summary>
    public Saved? Saved { get; init; }

    public bool NeedsPin { get; init; }
    public bool NewStyleOnly { get; init; }

    /// <inheritdoc cref="AtDeclarationAttribute.OldStyleOnly"/>
    public bool OldStyleOnly { get; init; }

    /// <summary>Exists under that interface style.</summary>
    public bool IsOf(bool oldStyle) => oldStyle ? !NewStyleOnly : !OldStyleOnly;
    public bool Abortable { get; init; }
    public bool Prompts { get; init; }
    public bool TestVaries { get; init; }
    public Families Families { get; init; } = Families.All;
    public int DelayBySms { get; init; }
    public int DelayByTcp { get; init; }
    public Forms DelayFor { get; init; } = Forms.Execute | Forms.Write;
    public int TimeLimit { get; init; }
    public IReadOnlyList<RemotelyAttribute> Remotely { get; init; } = [];
}

/// <summary>A command: the row that interpreter, help, preflight, documentation and tests read.</summary>
public abstract class AtCommand(CommandFacts facts, IReadOnlyList<AtParameter> parameters)
{
    public CommandFacts Facts { get; } = facts;
    public string Name => Facts.Name;
    public IReadOnlyList<AtParameter> Parameters { get; } = parameters;

    /// <summary>Place in <see cref="CommandTable.All"/>.</summary>
    public int Index { get; internal set; }

    /// <summary>Holds values.</summary>
    public bool IsSetting => Facts.Saved is not null;

    /// <summary>The parameter that selects a row, where the setting has several; else null.</summary>
    public IntParameter? Key { get; } = parameters.OfType<IntParameter>().FirstOrDefault(p => p.IsKey);

    /// <summary>The factory values; of the row <paramref name="key"/> where there are several.</summary>
    public abstract object Default(int key = 0);

    /// <summary>The row that a record of this command belongs to; 0 where there is one only.</summary>
    public abstract int KeyOf(object record);

    /// <summary>Applies the values given to <paramref name="current"/>; what is omitted or empty keeps its value (AT reference 80000ST10025a p13-14).</summary>
    public abstract bool TryBindObject(ref ParameterReader values, object current, out object bound);

    /// <summary>Writes all values, comma separated.</summary>
    public abstract void FormatObject(object record, OctetBuffer to);

    /// <summary>Writes what the test form prints behind the name.</summary>
    public void FormatDomains(OctetBuffer to)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (i > 0) to.Add((byte)',');
            to.AddText(Parameters[i].Domain);
        }
    }

    /// <summary>The syntax of the write form, e.g. <c>AT#SGACT=&lt;cid&gt;,&lt;stat&gt;[,&lt;userId&gt;[,&lt;pwd&gt;]]</c>.</summary>
    public string Syntax
    {
        get
        {
            if (Parameters.Count == 0) return "AT" + Name;
            if (IsBasic) return $"AT{Name}<{Parameters[0].Name}>";
            var text = new System.Text.StringBuilder("AT").Append(Name).Append('=');
            var open = 0;
            for (var i = 0; i < Parameters.Count; i++)
            {
                if (!Parameters[i].Mandatory)
                {
                    text.Append('[');
                    open++;
                }
                if (i > 0) text.Append(',');
                text.Append('<').Append(Parameters[i].Name).Append('>');
            }
            return text.Append(']', open).ToString();
        }
    }

    /// <summary>A basic command or an S parameter (V.250 §5.3), not an extended one.</summary>
    public bool IsBasic { get; } = facts.Name[0] is not ('+' or '#' or '$' or '@' or '*');

    /// <summary>An S parameter (V.250 §5.3.2).</summary>
    public bool IsRegister { get; } = facts.Name.Length > 1 && facts.Name[0] == 'S' && char.IsAsciiDigit(facts.Name[1]);

    /// <summary>Not a command but some of the values of one, kept in a scope of their own: <c>#NAME:VALUE</c>. Nobody can type it; it stands in profiles.</summary>
    public bool IsPart { get; } = facts.Name.Contains(':');

    /// <summary>A command of the message service: what fails is told by +CMS ERROR (27.005 §3.2.5).</summary>
    public bool IsOfMessages { get; } = facts.Chapter == nameof(Sms);

    /// <summary>What running it over AT Run does, for the parameters as typed.</summary>
    public RemoteEffect EffectOf(ReadOnlySpan<char> parameters)
    {
        var effect = RemoteEffect.None;
        if (Facts.Remotely.Count == 0) return effect;
        var given = Values(parameters);
        foreach (var row in Facts.Remotely)
            if ((row.When is null || Matches(given, row.When)) && (row.Unless is null || !Matches(given, row.Unless))) effect |= row.Effect;
        return effect;

        // Place by place; a place without a value stands for any, and so does what follows.
        static bool Matches(string[] given, string pattern)
        {
            var wanted = Values(pattern);
            return given.Length >= wanted.Length && wanted.Zip(given).All(p => p.First.Length == 0 || p.First.Equals(p.Second, StringComparison.OrdinalIgnoreCase));
        }

        // Quotes and blanks are as the user likes.
        static string[] Values(ReadOnlySpan<char> text) => text.ToString().Replace("\"", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Split(',');
    }

    public override string ToString() => "AT" + Name;
}

/// <summary>A command whose values are a <typeparamref name="T"/>.</summary>
public abstract class AtCommand<T>(CommandFacts facts, IReadOnlyList<AtParameter> parameters) : AtCommand(facts, parameters)
    where T : class, IAtRecord<T>, new()
{
    private readonly T _factory = new();

    public abstract bool TryBind(ref ParameterReader values, T current, out T bound);
    public abstract void Format(T record, OctetBuffer to);

    public sealed override object Default(int key = 0) => Key is null ? _factory : T.DefaultOf(key);

    public sealed override bool TryBindObject(ref ParameterReader values, object current, out object bound)
    {
        var done = TryBind(ref values, (T)current, out var record);
        bound = record;
        return done;
    }

    public sealed override void FormatObject(object record, OctetBuffer to) => Format((T)record, to);
}

/// <summary>A record that declares a command; the generator supplies <see cref="Command"/>.</summary>
public interface IAtRecord<T> where T : class, IAtRecord<T>, new()
{
    static abstract AtCommand<T> Command { get; }

    /// <summary>The factory values of one row of a setting that has several.</summary>
    static abstract T DefaultOf(int key);
}
