using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

[AtHandler]
internal sealed class S1Handler : Handler<S1>
{
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        RegisterValues.Line(call, call.Module.Calls.Rings);
        return Ok;
    }
}

/// <summary><c>ATS=40</c>, <c>AT=40</c>, <c>AT?</c>: the register named last; ERROR where none was, or none that is there.</summary>
[AtHandler]
internal sealed class SelectedRegisterHandler : Handler<SelectedRegister>
{
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters) => Pass(call, Form.Write, parameters);

    protected override ValueTask<FinalResult> Read(AtCall call) => Pass(call, Form.Read, default);

    private static ValueTask<FinalResult> Pass(AtCall call, Form form, ReadOnlySpan<byte> parameters) =>
        call.Instance.SelectedRegister is { } register && HandlerTable.Of(register) is { } handler
            ? handler.Run(new AtCall(call.Instance, register), new CommandSyntax(default, form, parameters))
            : Error;
}

internal static class RegisterValues
{
    /// <summary>Three digits (AT reference 80000ST10025a p70).</summary>
    public static void Line(AtCall call, int value)
    {
        call.Out.BeginLine();
        call.Out.Number(value, "D3");
        call.Out.EndLine();
    }
}
