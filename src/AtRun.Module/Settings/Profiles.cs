using System.Globalization;
using System.Text;
using AtRun.Module.Instances;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Module.Settings;

/// <summary>The two user profiles and the factory profile of an instance (AT reference 80000ST10025a p25-28).</summary>
/// <remarks>
/// A profile has a base and an extended section; the declarations say which setting belongs to which. A stored one is the
/// body of a command line that would bring it about, such as <c>E0S3=10+CREG=2</c>: what differs from the factory values.
/// A profile that was never stored is the factory's. Settings with <see cref="Saved.Nvm"/> are in no profile (DEC-9).
/// </remarks>
public static class Profiles
{
    /// <summary>User profiles: 0 and 1.</summary>
    public const int Count = 2;

    private static readonly Saved[] SetsOfModule = [Saved.GpsSet, Saved.LedSet];

    /// <summary>At power-on: what each instance chose, and what commands of their own stored. Of values that all share the choice of instance 1 holds.</summary>
    internal static void LoadAtPowerOn(RunningModule module)
    {
        foreach (var instance in module.Instances.Reverse()) LoadAtPowerOn(instance);
        foreach (var set in SetsOfModule)
            if (module.Nvm.GetText(KeyOf(set)) is { } body) Apply(module.Volatile, body, set);
    }

    /// <summary>The base section of the profile chosen by &amp;Y, the extended one of the profile chosen by &amp;P.</summary>
    private static void LoadAtPowerOn(AtInstance instance)
    {
        var chosen = ChosenAtPowerOn(instance);
        Load(instance, Saved.Base, chosen.Base);
        Load(instance, Saved.Extended, chosen.Extended);
        LoadSet(instance, Saved.SocketSet);
        LoadSet(instance, Saved.MailSet);
        instance.ApplyFormat();
    }

    /// <summary>&amp;W: both sections, durable when the task is complete.</summary>
    public static async ValueTask Store(AtInstance instance, int profile)
    {
        await Store(instance, KeyOf(instance, profile), IsInProfiles);
        await Store(instance.Module.Volatile, instance.Module.Nvm, KeyOfShared(profile), c => c.Facts.Saved == Saved.Shared);
    }

    /// <summary>Values that a command of their own stores and no profile touches, as #SKTSAV does; durable when the task is complete.</summary>
    public static ValueTask StoreSet(AtInstance instance, Saved set) => Store(instance, KeyOf(instance, set), c => c.Facts.Saved == set);

    /// <summary>The same for values of the whole module, as $GPSSAV does.</summary>
    public static ValueTask StoreSet(RunningModule module, Saved set) => Store(module.Volatile, module.Nvm, KeyOf(set), c => c.Facts.Saved == set);

    /// <summary>Z, #Z: one section out of a user profile.</summary>
    public static void Load(AtInstance instance, Saved section, int profile)
    {
        LoadFactory(instance, section);
        var module = instance.Module;
        if (module.Nvm.GetText(KeyOf(instance, profile)) is { } body) Apply(instance.Settings, body, section);
        if (section == Saved.Extended && module.Nvm.GetText(KeyOfShared(profile)) is { } shared) Apply(module.Volatile, shared, Saved.Shared);
        module.OnProfileLoaded();
    }

    /// <summary>&amp;F: one section back to the factory values.</summary>
    public static void LoadFactory(AtInstance instance, Saved section)
    {
        instance.Settings.Reset(c => c.Facts.Saved == section);
        if (section == Saved.Extended) instance.Module.Volatile.Reset(c => c.Facts.Saved == Saved.Shared);
    }

    /// <summary>Which profiles power-on loads.</summary>
    public static (int Base, int Extended) ChosenAtPowerOn(AtInstance instance)
    {
        if (instance.Module.Nvm.GetText(ChoiceKeyOf(instance)) is not { } text) return (0, 0);
        var numbers = text.Split(',');
        return numbers.Length == 2 && Number(numbers[0]) is { } basic && Number(numbers[1]) is { } extended ? (basic, extended) : (0, 0);

        static int? Number(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < Count ? n : null;
    }

    /// <summary>&amp;Y chooses the base section alone, &amp;P both (null: as it was).</summary>
    /// <remarks>The manual counts &amp;Y among the base section, but power-on must know it before it reads a profile: kept beside them, at once.</remarks>
    public static ValueTask ChooseAtPowerOn(AtInstance instance, int basic, int? extended) =>
        instance.Module.Nvm.SetText(ChoiceKeyOf(instance), $"{basic},{extended ?? ChosenAtPowerOn(instance).Extended}");

    /// <summary>Settings -> the body of a command line: basic commands and S parameters first, then extended ones between semicolons.</summary>
    internal static string Body(IEnumerable<(AtCommand Command, object Value)> settings)
    {
        var body = new OctetBuffer();
        var extended = false;
        foreach (var (command, value) in settings.OrderBy(s => !s.Command.IsBasic))
        {
            if (extended) body.Add((byte)';');
            extended = !command.IsBasic;
            body.AddText(command.Name);
            if (extended || command.IsRegister) body.Add((byte)'=');
            command.FormatObject(value, body);
        }
        return body.ToString();
    }

    /// <summary>What <see cref="Body"/> wrote -> settings. What this software does not know, or no longer takes, is passed over.</summary>
    internal static void Apply(SettingValues settings, string body, Saved section)
    {
        ReadOnlySpan<byte> line = Encoding.Latin1.GetBytes(body);
        for (var position = 0; CommandLine.TryNext(line, ref position, out var syntax);)
        {
            if (syntax.Form != Form.Write || CommandTable.Find(syntax.Name) is not { } command || command.Facts.Saved != section) continue;
            var values = new ParameterReader(syntax.Parameters);
            if (command.TryBindObject(ref values, command.Default(), out var value)) settings.Set(command, value);
        }
    }

    private static ValueTask Store(AtInstance instance, string key, Func<AtCommand, bool> which) => Store(instance.Settings, instance.Module.Nvm, key, which);

    private static ValueTask Store(SettingValues settings, NvmSettings nvm, string key, Func<AtCommand, bool> which)
    {
        var body = Body(settings.Changed().Where(s => which(s.Command) && !s.Value.Equals(settings.FactoryOf(s.Command, s.Command.KeyOf(s.Value)))));
        if (body.Length > 0) return nvm.SetText(key, body);
        return nvm.GetText(key) is null ? default : nvm.SetText(key, null);
    }

    private static void LoadSet(AtInstance instance, Saved set)
    {
        if (instance.Module.Nvm.GetText(KeyOf(instance, set)) is { } body) Apply(instance.Settings, body, set);
    }

    private static bool IsInProfiles(AtCommand command) => command.Facts.Saved is Saved.Base or Saved.Extended;

    private static string KeyOf(AtInstance instance, int profile) => $"profile/{profile}/{instance.Number}";

    private static string KeyOf(AtInstance instance, Saved set) => $"set/{set}/{instance.Number}";

    private static string KeyOf(Saved set) => $"set/{set}";

    private static string KeyOfShared(int profile) => $"profile/{profile}/shared";

    private static string ChoiceKeyOf(AtInstance instance) => $"profile/power-on/{instance.Number}";
}
