using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AtRun.Generators
{
    /// <summary>
    /// Writes, for each record marked [AtSetting] or [AtAction], the table row that one would otherwise type, and the list
    /// of all rows; for each class marked [AtHandler], the list of handlers. It only writes tables: no behaviour lives here.
    /// </summary>
    [Generator]
    public sealed class AtCommandGenerator : IIncrementalGenerator
    {
        private const string Ns = "AtRun.Protocol.Commands.";

        private static readonly DiagnosticDescriptor NoDomain = new("AT0001", "Parameter without a domain",
            "'{0}' needs [Range] or [OneOf] (int), [Text] (string) or an enum type, so that its test form can be written", "AtRun", DiagnosticSeverity.Error, true);

        private static readonly DiagnosticDescriptor NoHelp = new("AT0002", "No help",
            "'{0}' needs a <summary> (and a command a <remarks> with its source): it is the command's help", "AtRun", DiagnosticSeverity.Error, true);

        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var settings = Rows(context, "AtSettingAttribute");
            var actions = Rows(context, "AtActionAttribute");
            var handlers = context.SyntaxProvider.ForAttributeWithMetadataName("AtRun.Module.AtHandlerAttribute",
                static (node, _) => node is ClassDeclarationSyntax, static (c, _) => c.TargetSymbol.ToDisplayString()).Collect();

            context.RegisterSourceOutput(settings, WriteRow);
            context.RegisterSourceOutput(actions, WriteRow);
            context.RegisterSourceOutput(settings.Collect().Combine(actions.Collect()), static (spc, rows) =>
            {
                var types = rows.Left.Concat(rows.Right).Select(r => r.Type).OrderBy(t => t, StringComparer.Ordinal).ToArray();
                if (types.Length == 0) return;
                spc.AddSource("CommandTable.g.cs", "namespace AtRun.Protocol.Commands;\n\npartial class CommandTable\n{\n    private static partial AtCommand[] Declared() =>\n    [\n" +
                    string.Concat(types.Select(t => $"        global::{t}.Command,\n")) + "    ];\n}\n");
            });
            context.RegisterSourceOutput(handlers, static (spc, types) =>
            {
                if (types.Length == 0) return;
                spc.AddSource("HandlerTable.g.cs", "namespace AtRun.Module;\n\npartial class HandlerTable\n{\n    private static partial Handler[] Declared() =>\n    [\n" +
                    string.Concat(types.OrderBy(t => t, StringComparer.Ordinal).Select(t => $"        new global::{t}(),\n")) + "    ];\n}\n");
            });
        }

        private static IncrementalValuesProvider<Row> Rows(IncrementalGeneratorInitializationContext context, string attribute) =>
            context.SyntaxProvider.ForAttributeWithMetadataName(Ns + attribute, static (node, _) => node is RecordDeclarationSyntax, static (c, ct) => Read(c, ct));

        private static void WriteRow(SourceProductionContext spc, Row row)
        {
            if (row.Undomained is { } p) spc.ReportDiagnostic(Diagnostic.Create(NoDomain, Location.None, p));
            else if (row.Unhelped is { } h) spc.ReportDiagnostic(Diagnostic.Create(NoHelp, Location.None, h));
            else spc.AddSource(row.Type + ".g.cs", row.Source);
        }

        // The model is a few strings: equal text means nothing to do, which is all the incremental cache needs.
        private sealed record Row(string Type, string Source, string? Undomained, string? Unhelped);

        private static Row Read(GeneratorAttributeSyntaxContext c, CancellationToken ct)
        {
            var type = (INamedTypeSymbol)c.TargetSymbol;
            var full = type.ToDisplayString();
            var declaration = c.Attributes[0];
            var name = (string)declaration.ConstructorArguments[0].Value!;
            var (help, source) = Doc(type, ct);
            if (help.Length == 0 || source.Length == 0) return new Row(full, "", null, full);

            var parameters = new List<Parameter>();
            foreach (var p in type.GetMembers().OfType<IPropertySymbol>().Where(p => p.SetMethod is { IsInitOnly: true } && !p.IsStatic))
            {
                var parameter = Parameter.Of(p, Doc(p, ct).Summary);
                if (parameter is null) return new Row(full, "", full + "." + p.Name, null);
                if (parameter.Help.Length == 0) return new Row(full, "", null, full + "." + p.Name);
                parameters.Add(parameter);
            }
            return new Row(full, Source(type, name, help, source, declaration, parameters), null, null);
        }

        private static string Source(INamedTypeSymbol type, string name, string help, string source, AttributeData declaration, List<Parameter> parameters)
        {
            var t = type.Name;
            var ns = type.ContainingNamespace.ToDisplayString();
            var setting = declaration.AttributeClass!.Name == "AtSettingAttribute";
            var keyed = parameters.Any(p => p.IsKey);
            var b = new StringBuilder("#nullable enable\nusing AtRun.Protocol.Lines;\n\n");
            b.Append($"namespace {ns};\n\npartial record {t} : IAtRecord<{t}>\n{{\n");
            b.Append($"    public static AtCommand<{t}> Command {{ get; }} = new Row();\n\n");
            if (!type.GetMembers("DefaultOf").Any())
                b.Append($"    public static {t} DefaultOf(int key) => new(){(keyed ? $" {{ {parameters.First(p => p.IsKey).Name} = key }}" : "")};\n\n");
            b.Append($"    private sealed class Row() : AtCommand<{t}>(Declared, [{string.Join(", ", parameters.Select((_, i) => "P" + i))}])\n    {{\n");
            b.Append("        private static readonly CommandFacts Declared = new()\n        {\n");
            b.Append($"            Name = {Quote(name)},\n            Help = {Quote(help)},\n            Source = {Quote(source)},\n            Chapter = {Quote(ns.Substring(ns.LastIndexOf('.') + 1))},\n");
            if (!setting) b.Append($"            Forms = (Forms){declaration.ConstructorArguments[1].Value},\n");
            else if (declaration.NamedArguments.All(n => n.Key != "Forms")) b.Append("            Forms = Forms.Setting,\n");
            if (setting) b.Append($"            Saved = (Saved){declaration.ConstructorArguments[1].Value},\n");
            foreach (var named in declaration.NamedArguments)
                b.Append($"            {named.Key} = {Literal(named.Value)},\n");
            var remotely = type.GetAttributes().Where(a => a.AttributeClass?.Name == "RemotelyAttribute")
                .Select(a => $"new((RemoteEffect){a.ConstructorArguments[0].Value}, {TextOrNull(a.ConstructorArguments[1])}, {TextOrNull(a.ConstructorArguments[2])})").ToList();
            if (declaration.NamedArguments.Any(n => n.Key == "Prompts" && n.Value.Value is true)) remotely.Add("new(RemoteEffect.NeedsPrompt)");
            if (remotely.Count > 0) b.Append($"            Remotely = [{string.Join(", ", remotely)}],\n");
            b.Append("        };\n\n");
            for (var i = 0; i < parameters.Count; i++)
                b.Append($"        private static readonly {parameters[i].RowType} P{i} = new({parameters[i].Arguments});\n");

            b.Append($"\n        public override int KeyOf(object record) => {(keyed ? $"(({t})record).{parameters.First(p => p.IsKey).Name}" : "0")};\n\n");
            b.Append($"        public override bool TryBind(ref ParameterReader values, {t} current, out {t} bound)\n        {{\n            bound = current;\n");
            for (var i = 0; i < parameters.Count; i++)
                b.Append($"            var v{i} = {parameters[i].Cast("current." + parameters[i].Name)};\n            if (!P{i}.Bind(ref values, ref v{i})) return false;\n");
            b.Append("            if (!values.Finish()) return false;\n");
            if (parameters.Count > 0)
                b.Append($"            bound = new() {{ {string.Join(", ", parameters.Select((p, i) => $"{p.Name} = {p.CastBack("v" + i)}"))} }};\n");
            b.Append("            return true;\n        }\n\n");
            b.Append($"        public override void Format({t} record, OctetBuffer to)\n        {{\n");
            for (var i = 0; i < parameters.Count; i++)
            {
                if (i > 0) b.Append("            to.Add((byte)',');\n");
                b.Append("            ").Append(parameters[i].FormatCall(i)).Append('\n');
            }
            return b.Append("        }\n    }\n}\n").ToString();
        }

        private sealed record Parameter(string Name, string Help, string RowType, string Arguments, bool IsKey, string? EnumType)
        {
            public static Parameter? Of(IPropertySymbol p, string help)
            {
                var label = char.ToLowerInvariant(p.Name[0]) + p.Name.Substring(1);
                var key = Has(p, "KeyAttribute");
                var tail = (Attribute(p, "DomainAttribute") is { } d ? $", domain: {Quote((string)d.ConstructorArguments[0].Value!)}" : "") +
                    (Has(p, "MandatoryAttribute") || key ? ", mandatory: true" : "") + (key ? ", isKey: true" : "");
                var head = $"{Quote(label)}, {Quote(help)}, ";
                if (p.Type.TypeKind == TypeKind.Enum)
                {
                    var values = p.Type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Select(f => Convert.ToInt32(f.ConstantValue, CultureInfo.InvariantCulture)).OrderBy(v => v).ToArray();
                    var dense = values.Length > 1 && values[values.Length - 1] - values[0] == values.Length - 1;
                    var domain = dense ? $"{values[0]}, {values[values.Length - 1]}" : $"[{string.Join(", ", values)}]";
                    return new Parameter(p.Name, help, "IntParameter", head + domain + tail, key, p.Type.ToDisplayString());
                }
                if (p.Type.SpecialType == SpecialType.System_Int32 && Attribute(p, "RangeAttribute") is { } r)
                    return new Parameter(p.Name, help, "IntParameter", $"{head}{r.ConstructorArguments[0].Value}, {r.ConstructorArguments[1].Value}{tail}", key, null);
                if (p.Type.SpecialType == SpecialType.System_Int32 && Attribute(p, "OneOfAttribute") is { } o)
                    return new Parameter(p.Name, help, "IntParameter", $"{head}[{string.Join(", ", o.ConstructorArguments[0].Values.Select(v => v.Value))}]{tail}", key, null);
                if (p.Type.SpecialType == SpecialType.System_String && Attribute(p, "TextAttribute") is { } x)
                    return new Parameter(p.Name, help, "TextParameter", $"{head}{x.ConstructorArguments[0].Value}, {x.ConstructorArguments[1].Value}{tail}" +
                        string.Concat(x.NamedArguments.Select(n => $", {char.ToLowerInvariant(n.Key[0]) + n.Key.Substring(1)}: {Literal(n.Value)}")) +
                        (Attribute(p, "SecretAttribute") is { } secret ? $", secret: new() {{ {string.Join(", ", secret.NamedArguments.Select(n => $"{n.Key} = {Literal(n.Value)}"))} }}" : ""), key, null);
                return null;
            }

            public string Cast(string value) => EnumType is null ? value : "(int)" + value;

            public string CastBack(string value) => EnumType is null ? value : $"(global::{EnumType}){value}";

            public string FormatCall(int i) => RowType == "TextParameter" ? $"P{i}.Format(record.{Name}, to);" : $"to.AddNumber({Cast("record." + Name)});";

            private static bool Has(ISymbol s, string attribute) => Attribute(s, attribute) is not null;

            private static AttributeData? Attribute(ISymbol s, string name) => s.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == name);
        }

        private static string TextOrNull(TypedConstant value) => value.Value is string text ? Quote(text) : "null";

    private static string Literal(TypedConstant value) => value.Kind == TypedConstantKind.Enum
            ? $"(global::{value.Type!.ToDisplayString()}){value.Value}"
            : value.Value is bool b ? (b ? "true" : "false") : value.Value is string s ? Quote(s) : Convert.ToString(value.Value, CultureInfo.InvariantCulture)!;

        private static (string Summary, string Remarks) Doc(ISymbol s, CancellationToken ct)
        {
            var xml = s.GetDocumentationCommentXml(cancellationToken: ct);
            if (string.IsNullOrEmpty(xml)) return ("", "");
            var root = XElement.Parse(xml!);
            return (Flat(root.Element("summary")), Flat(root.Element("remarks")));
        }

        private static string Flat(XElement? e) => e is null ? "" : string.Join(" ", e.Value.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

        private static string Quote(string s) => SymbolDisplay.FormatLiteral(s, true);
    }
}

namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit { }
}
