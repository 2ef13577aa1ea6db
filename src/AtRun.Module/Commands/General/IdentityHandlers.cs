using AtRun.Module.Products;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

/// <summary>What the module is: a bare line, or one behind the name of a # command (AT reference 80000ST10025a p46-47, p81-82, p282-283).</summary>
internal abstract class IdentityHandler<T>(Func<RunningModule, string> text) : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        if (Command.Name[0] == '#') call.Out.Line($"{Command.Name}: {text(call.Module)}");
        else call.Out.Line(text(call.Module));
        return Ok;
    }
}

[AtHandler]
internal sealed class GmiHandler() : IdentityHandler<Gmi>(_ => Product.Manufacturer);

[AtHandler]
internal sealed class GmmHandler() : IdentityHandler<Gmm>(m => m.Product.Name);

[AtHandler]
internal sealed class GmrHandler() : IdentityHandler<Gmr>(m => m.Update.Software);

[AtHandler]
internal sealed class GsnHandler() : IdentityHandler<Gsn>(m => m.Imei);

[AtHandler]
internal sealed class CgmiHandler() : IdentityHandler<Cgmi>(_ => Product.Manufacturer);

[AtHandler]
internal sealed class CgmmHandler() : IdentityHandler<Cgmm>(m => m.Product.Name);

[AtHandler]
internal sealed class CgmrHandler() : IdentityHandler<Cgmr>(m => m.Update.Software);

[AtHandler]
internal sealed class CgsnHandler() : IdentityHandler<Cgsn>(m => m.Imei);

[AtHandler]
internal sealed class PrefixedCgmiHandler() : IdentityHandler<PrefixedCgmi>(_ => Product.Manufacturer);

[AtHandler]
internal sealed class PrefixedCgmmHandler() : IdentityHandler<PrefixedCgmm>(m => m.Product.Name);

[AtHandler]
internal sealed class PrefixedCgmrHandler() : IdentityHandler<PrefixedCgmr>(m => m.Update.Software);

[AtHandler]
internal sealed class PrefixedCgsnHandler() : IdentityHandler<PrefixedCgsn>(m => m.Imei);

[AtHandler]
internal sealed class GcapHandler : Handler<Gcap>
{
    /// <summary>V.250 §6.1.9; AT reference 80000ST10025a p47 for the names.</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Out.Line("+GCAP: +CGSM,+FCLASS,+DS,+MS");
        return Ok;
    }
}
