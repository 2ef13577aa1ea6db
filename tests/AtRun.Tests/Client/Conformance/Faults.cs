using System.Text;
using AtRun.Module;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Tests.Client.Conformance;

/// <summary>A module that does one thing wrong.</summary>
/// <param name="Name">What it does wrong.</param>
/// <param name="Command">The command that must be named as the one that does not conform.</param>
/// <param name="Instead">The handler with the fault; null: the fault is in how lines are written.</param>
/// <param name="Said">What becomes of what the module writes.</param>
internal sealed record Fault(string Name, string Command, Handler? Instead = null, Func<string, string>? Said = null)
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("lines end with LF alone", "AT", Said: text => text.Replace("\r\n", "\n", StringComparison.Ordinal)),
        new("nothing is echoed", "+CMEE", new NoEcho()),
        new("the prompt has no blank", "+CMGS", Said: text => text.Replace("\r\n> ", "\r\n>", StringComparison.Ordinal)),
        new("the number of an error is another", "+CMEE", new WrongNumber()),
        new("the range of a register begins one too early", "S12", new OffByOne()),
        new("a factory value is another", "S7", new WrongDefault()),
        new("a result code is missing", "+CSCS", new NoResult()),
        new("a new S3 is ignored", "S3", new DeafS3()),
        new("an unsolicited code comes in the middle of an answer", "+CMEE", new Interrupted()),
        new("OK comes before the effect", "+CMGF", new LateEffect()),
        new("&W stores nothing", "S7", new Forgetful()),
        new("the test form says one value too many", "+CMGF", new WrongTest()),
    ];

    public override string ToString() => Name;

    private sealed class NoEcho : Handler<Echo>
    {
        protected override ValueTask<FinalResult> Write(AtCall call, Echo value) => call.Store(value with { Value = 0 });
    }

    private sealed class WrongNumber : Handler<Cmee>
    {
        protected override FinalResult Refusal => CmeError.OperationNotAllowed;
    }

    private sealed class OffByOne : Handler<S12>
    {
        protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters) => parameters.SequenceEqual("19"u8) ? Ok : base.Take(call, parameters);
    }

    private sealed class WrongDefault : Handler<FactoryDefaults>
    {
        protected override async ValueTask<FinalResult> Write(AtCall call, FactoryDefaults value)
        {
            var result = await HandlerTable.Of(FactoryDefaults.Command)!.Run(call, Syntax(value.Sections));
            await call.Store(new S7 { Value = 50 });
            return result;
        }

        private static CommandSyntax Syntax(int sections) => new("&F"u8, Form.Write, Encoding.Latin1.GetBytes($"{sections}"));
    }

    private sealed class NoResult : Handler<Cscs>
    {
        protected override async ValueTask<FinalResult> Write(AtCall call, Cscs value)
        {
            await call.Store(value);
            return FinalResult.None;
        }
    }

    private sealed class DeafS3 : Handler<S3>
    {
        protected override ValueTask<FinalResult> Write(AtCall call, S3 value) => Ok;
    }

    private sealed class Interrupted : Handler<Cmee>
    {
        protected override ValueTask<FinalResult> Read(AtCall call)
        {
            call.Values(call.Get<Cmee>());
            call.Out.Unsolicited("+CREG: 1");
            return Ok;
        }
    }

    private sealed class LateEffect : Handler<Cmgf>
    {
        protected override ValueTask<FinalResult> Write(AtCall call, Cmgf value)
        {
            Later(call, value);
            return Ok;
        }

        private static async void Later(AtCall call, Cmgf value)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), call.Module.World.Time);
            await call.Store(value);
        }
    }

    private sealed class Forgetful : Handler<StoreProfile>
    {
        protected override ValueTask<FinalResult> Write(AtCall call, StoreProfile value) => Ok;
    }

    private sealed class WrongTest : Handler<Cmgf>
    {
        protected override ValueTask<FinalResult> Test(AtCall call)
        {
            call.Out.Line("+CMGF: (0-2)");
            return Ok;
        }
    }
}
