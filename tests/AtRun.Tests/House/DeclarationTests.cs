using System.Text;
using AtRun.Client.Conformance;
using AtRun.Module;
using AtRun.Module.Products;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;
using AtRun.Tests.Dialogues;
using CsCheck;
using Xunit;

namespace AtRun.Tests.House;

/// <summary>What must hold for every declared command; nothing here knows one of them.</summary>
public sealed class DeclarationTests
{
    public static TheoryData<string> Names() => new(CommandTable.All.Select(c => c.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_that_are_formatted_bind_to_the_same_values(string name)
    {
        var command = Command(name);
        Texts(command).Sample(text =>
        {
            Assert.True(TryBind(command, text, out var bound), $"AT{name}={text}");
            var written = new OctetBuffer();
            command.FormatObject(bound, written);
            Assert.True(TryBind(command, written.ToString(), out var again), $"AT{name}={written}");
            Assert.Equal(bound, again);
        }, iter: 50, seed: "0000KOIKpxW2");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_bound_holds_to_the_last_value(string name)
    {
        var command = Command(name);
        for (var i = 0; i < command.Parameters.Count; i++)
        {
            switch (command.Parameters[i])
            {
                case IntParameter number:
                    Accepts(command, i, $"{number.Min}", true);
                    Accepts(command, i, $"{number.Max}", true);
                    Accepts(command, i, $"{number.Max + 1L}", false);
                    Accepts(command, i, $"{number.Min - 1L}", false);
                    Accepts(command, i, "x", false);
                    Accepts(command, i, $"\"{number.Min}\"", false);
                    break;
                case TextParameter text:
                    Accepts(command, i, $"\"{new string('0', text.MaxLength)}\"", true);
                    Accepts(command, i, $"\"{new string('0', text.MaxLength + 1)}\"", false);
                    if (text.MinLength > 0) Accepts(command, i, $"\"{new string('0', text.MinLength - 1)}\"", false);
                    if (text.Quoted) Accepts(command, i, new string('0', Math.Max(1, text.MinLength)), false);
                    break;
            }
        }
        Assert.False(TryBind(command, string.Join(',', command.Parameters.Select(Least).Append("1")), out _), "one value too many");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mandatory_parameters_are_missed(string name)
    {
        var command = Command(name);
        if (command.Parameters.FirstOrDefault(p => p.Mandatory) is null) return;
        Assert.False(TryBind(command, "", out _));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_and_source_are_there(string name)
    {
        var command = Command(name);
        Assert.NotEmpty(command.Facts.Help);
        Assert.NotEmpty(command.Facts.Source);
        Assert.All(command.Parameters, p => Assert.NotEmpty(p.Help));
        Assert.Contains("AT" + name, command.Syntax, StringComparison.Ordinal);
    }

    /// <summary>Commands without a family are known of real modules alone: for preflight and explanations.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_module_does_it_where_some_product_has_it(string name)
    {
        var command = Command(name);
        Assert.Equal(command.Facts.Families != Families.None, HandlerTable.Of(command) is not null);
        Assert.Equal(command.Facts.Families != Families.None, ProductTable.All.Any(p => p.Has(command)));
    }

    [Fact]
    public void Every_command_is_typed_in_some_dialogue()
    {
        var typed = string.Join('\n', DialogueFiles.All().Select(f => Dialogue.Read(f).Typed())).ToUpperInvariant();
        Assert.Empty(CommandTable.All.Where(c => c.Facts.Families != Families.None && !Typed(c)).Select(c => $"no dialogue types AT{c.Name}: write one in tests/AtRun.Tests/Dialogues/{c.Facts.Chapter}"));

        bool Typed(AtCommand command) => typed.Contains(command.Name, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_factory_values_are_inside_their_domains()
    {
        foreach (var command in CommandTable.All.Where(c => c.IsSetting))
        {
            var written = new OctetBuffer();
            command.FormatObject(command.Default(command.Key?.Min ?? 0), written);
            Assert.True(TryBind(command, written.ToString(), out var bound), $"{command}={written}");
            Assert.Equal(command.Default(command.Key?.Min ?? 0), bound);
        }
    }

    private static AtCommand Command(string name) => CommandTable.Find(Encoding.Latin1.GetBytes(name))!;

    private static bool TryBind(AtCommand command, string text, out object bound)
    {
        var values = new ParameterReader(Encoding.Latin1.GetBytes(text));
        return command.TryBindObject(ref values, command.Default(command.Key?.Min ?? 0), out bound);
    }

    private static void Accepts(AtCommand command, int index, string value, bool accepted)
    {
        var text = string.Join(',', command.Parameters.Select((p, i) => i == index ? value : Least(p)));
        Assert.True(TryBind(command, text, out _) == accepted, $"AT{command.Name}={text} must be {(accepted ? "accepted" : "refused")}");
    }

    private static string Least(AtParameter parameter) => parameter switch
    {
        IntParameter number => number.Min.ToString(System.Globalization.CultureInfo.InvariantCulture),
        TextParameter text => $"\"{new string('0', text.MinLength)}\"",
        _ => "",
    };

    private static Gen<string> Texts(AtCommand command)
    {
        var parts = command.Parameters.Select(p => p switch
        {
            IntParameter { Values: { } values } => Gen.Int[0, values.Count - 1].Select(i => values[i].ToString(System.Globalization.CultureInfo.InvariantCulture)),
            IntParameter number => Gen.Int[number.Min, number.Max].Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            TextParameter { Bare: true } text => Gen.String[Gen.Char["abcXYZ019+*."], text.MinLength, Math.Min(text.MaxLength, 40)].Where(s => s.Length > 0 || text.MinLength == 0).Select(s => $"\"{s}\""),
            TextParameter text => Gen.String[Gen.Char["abcXYZ019+*.;, \\/"], text.MinLength, Math.Min(text.MaxLength, 40)].Select(s => $"\"{s}\""),
            _ => Gen.Const(""),
        }).ToArray();
        return parts.Length == 0 ? Gen.Const("") : parts.Aggregate((a, b) => Gen.Select(a, b, (x, y) => x + "," + y));
    }
}
