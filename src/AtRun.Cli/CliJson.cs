using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AtRun.Cli.Bench;
using AtRun.Cli.Bridge;
using AtRun.Cli.Conform;
using AtRun.Cli.Demo;
using AtRun.Cli.Exec;
using AtRun.Cli.Explaining;
using AtRun.Cli.Listen;
using AtRun.Cli.Messages;
using AtRun.Cli.Put;
using AtRun.Cli.Reference;
using AtRun.Cli.Sim;
using AtRun.Cli.Verbs;

namespace AtRun.Cli;

/// <summary>What <c>--json</c> prints: names in camel case, what is null left out.</summary>
[JsonSerializable(typeof(ExecResult))]
[JsonSerializable(typeof(CommandEntry))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(SimEvent))]
[JsonSerializable(typeof(ProductEntry))]
[JsonSerializable(typeof(ListenEvent))]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(ListenBenchReport))]
[JsonSerializable(typeof(SmsBenchReport))]
[JsonSerializable(typeof(BridgeEvent))]
[JsonSerializable(typeof(PutResult))]
[JsonSerializable(typeof(MuxEvent))]
[JsonSerializable(typeof(DemoCheck))]
[JsonSerializable(typeof(EncodedMessage))]
[JsonSerializable(typeof(ExplainedMessage))]
[JsonSerializable(typeof(MadePassword))]
[JsonSerializable(typeof(ConformResult))]
[JsonSerializable(typeof(ListedDialogue))]
[JsonSerializable(typeof(PlannedDialogue))]
// Results are never read back: half the code is enough.
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>For a terminal and for other programs, not for a web page: <c>+</c>, <c>&lt;</c> and <c>&gt;</c> stay as they are.</summary>
    public static CliJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
