using AtRun.Module.Instances;

namespace AtRun.Module.Settings;

/// <summary>The two user profiles and the factory profile of an instance (AT reference 80000ST10025a p25-28).</summary>
public static class Profiles
{
    /// <summary>At power-on: the base section of the profile chosen by &amp;Y, base and extended of the one chosen by &amp;P.</summary>
    internal static void LoadAtPowerOn(AtInstance instance) => instance.ApplyFormat();
}
