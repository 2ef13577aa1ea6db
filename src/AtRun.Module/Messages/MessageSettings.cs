using System.Globalization;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <summary>Service centre (+CSCA) and text mode parameters (+CSMP) in use, and where +CSAS saves them.</summary>
/// <remarks>
/// AT reference 80000ST10025a p207-218. In use is what was set or restored since power-on, else what was saved in the module's own
/// memory; a centre that is neither is the one of the SIM's first profile.
/// </remarks>
public sealed class MessageSettings(RunningModule module)
{
    /// <summary>Number and type of the centre, then +CSMP: fo, vp, pid, dcs.</summary>
    private const string SavedKey = "sms/saved";

    private const int Fields = 6;

    private SmsAddress? _centre;

    /// <summary>The centre that messages go to; none: nobody said one (+CSCA).</summary>
    public SmsAddress Centre
    {
        get => _centre ?? ProfileOf(1)?.Centre ?? SmsAddress.None;
        set => _centre = value;
    }

    /// <summary>Profiles of the SIM that +CSAS can use.</summary>
    public int Profiles => Math.Min(module.Sim.IsReady ? Records.Count : 0, Csas.MaxProfile);

    private ISimRecords Records => module.Sim.Card.MessageParameters;

    internal void Start() => RestoreOwn(keepOther: true);

    /// <summary>+CSAS: in the module's own memory (0) or in a profile of the SIM. The first octet has no place on the SIM.</summary>
    public async ValueTask Save(int profile)
    {
        var values = ToSave(module.Volatile.Get<Csmp>());
        if (profile == 0)
        {
            await Write(Centre, values);
            return;
        }
        var parameters = new MessageParameters(Centre, (byte)values.Pid, (byte)values.Dcs, byte.Parse(values.Vp, CultureInfo.InvariantCulture));
        await Records.Write(profile, parameters.Write(Records.Read(profile).Span));
        var (centre, own) = Read() ?? (null, new Csmp());
        await Write(centre ?? SmsAddress.None, own with { Fo = values.Fo });
    }

    /// <summary>+CRES</summary>
    public void Restore(int profile)
    {
        if (profile == 0)
        {
            RestoreOwn(keepOther: false);
            return;
        }
        if (ProfileOf(profile) is not { } parameters) return;
        var factory = new Csmp();
        _centre = parameters.Centre;
        module.Volatile.Set(Csmp.Command, new Csmp
        {
            Fo = Read()?.Values.Fo ?? factory.Fo,
            Vp = parameters.Validity is { } validity ? validity.ToString(CultureInfo.InvariantCulture) : factory.Vp,
            Pid = parameters.ProtocolId ?? factory.Pid,
            Dcs = parameters.Coding ?? factory.Dcs,
        });
    }

    private void RestoreOwn(bool keepOther)
    {
        if (Read() is not { } saved)
        {
            if (keepOther) return;
            _centre = null;
            module.Volatile.Remove(Csmp.Command);
            return;
        }
        _centre = saved.Centre;
        module.Volatile.Set(Csmp.Command, saved.Values);
    }

    private MessageParameters? ProfileOf(int profile) => profile <= Profiles ? MessageParameters.Read(Records.Read(profile).Span) : null;

    /// <summary>The validity period is saved in its relative form alone (AT reference 80000ST10025a p212).</summary>
    private static Csmp ToSave(Csmp values) =>
        byte.TryParse(values.Vp, CultureInfo.InvariantCulture, out _)
            ? values
            : values with { Vp = new Csmp().Vp, Fo = (values.Fo & ~Csmp.ValidityBits) | Csmp.RelativeValidity };

    private (SmsAddress? Centre, Csmp Values)? Read()
    {
        if (module.Nvm.GetText(SavedKey)?.Split(',') is not { Length: Fields } fields) return null;
        if (!int.TryParse(fields[1], out var type) || !int.TryParse(fields[2], out var fo) || !int.TryParse(fields[4], out var pid) || !int.TryParse(fields[5], out var dcs)) return null;
        return (fields[0].Length > 0 ? SmsAddress.Of(fields[0], type) : null, new Csmp { Fo = fo, Vp = fields[3], Pid = pid, Dcs = dcs });
    }

    private ValueTask Write(SmsAddress centre, Csmp values) => module.Nvm.SetText(
        SavedKey, string.Create(CultureInfo.InvariantCulture, $"{centre.Digits},{centre.TypeOfAddress},{values.Fo},{values.Vp},{values.Pid},{values.Dcs}"));
}
