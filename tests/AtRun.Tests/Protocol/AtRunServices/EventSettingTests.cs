using System.Text;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.AtRunServices;

/// <summary>The arguments of #EVMONI and its read form.</summary>
public sealed class EventSettingTests
{
    private static readonly Gen<MonitoredEvent> Events = Gen.Int[0, MonitoredEvent.All.Count - 1].Select(i => MonitoredEvent.All[i]);

    [Fact]
    public void What_is_set_is_shown_and_what_is_shown_is_read_again() =>
        Events.SelectMany(what => Gen.Select(Arguments(what).Array[1, 8], lines => (what, lines))).Sample((what, lines) =>
        {
            var setting = EventSetting.Factory(what);
            foreach (var line in lines)
            {
                var values = new ParameterReader(Encoding.Latin1.GetBytes(line));
                Assert.True(EventSetting.TryBind(ref values, e => e == setting.Event ? setting : null, out var changed), line);
                setting = changed;
            }
            Assert.True(EventSetting.TryParse(what, Encoding.Latin1.GetBytes(setting.ToString()), out var again), setting.ToString());
            Assert.Equal(setting.ToString(), again.ToString());
            Assert.True(setting.WatchesAs(again));
            Assert.Equal((setting.Line, setting.Enabled), (again.Line, again.Enabled));
        });

    // Nothing throws on any octets; either there is a setting, or a fault.
    [Fact]
    public void Any_octets_are_read_or_refused() =>
        Gen.Select(Events, Gen.OneOf(Gen.Byte.Array[0, 60].Select(Encoding.Latin1.GetString), Gen.String[Gen.Char["\"\",,01259GPIOAT\\ "], 0, 40])).Sample((what, rest) =>
        {
            var octets = Encoding.Latin1.GetBytes($"\"{what.Label}\",{rest}");
            var values = new ParameterReader(octets);
            var bound = EventSetting.TryBind(ref values, EventSetting.Factory, out var setting);
            Assert.Equal(bound, values.Error.Fault == BindFault.None);
            if (bound) Assert.True(EventSetting.TryParse(what, Encoding.Latin1.GetBytes(setting.ToString()), out _), setting.ToString());
            if (EventSetting.TryParse(what, Encoding.Latin1.GetBytes(rest), out var parsed)) Assert.True(EventSetting.TryParse(what, Encoding.Latin1.GetBytes(parsed.ToString()), out _));
        });

    [Fact]
    public void A_quote_is_typed_as_three_characters()
    {
        var values = new ParameterReader("\"ROAM\",1,0,\"AT+CMGF=1;#CMGS=+39,\\22HEATER ON\\22\""u8);
        Assert.True(EventSetting.TryBind(ref values, EventSetting.Factory, out var setting));
        Assert.Equal("AT+CMGF=1;#CMGS=+39,\"HEATER ON\"", setting.Line);
        Assert.Equal("1,\"AT+CMGF=1;#CMGS=+39,\\22HEATER ON\\22\"", setting.ToString());
    }

    private static Gen<string> Arguments(MonitoredEvent what) => Gen.Select(Gen.Bool, Gen.Int[-1, what.Parameters.Count], Gen.Int, Gen.String[Gen.Char["+CMGS=;,\\2 ÿ"], 0, 94]).Select((on, paramType, number, text) =>
        $"\"{what.Label}\",{(on ? 1 : 0)}" + paramType switch
        {
            -1 => "",
            0 => text.Length == 0 ? ",0,\"\"" : $",0,\"AT{text}\"",
            _ => $",{paramType},{Value(what.Parameters[paramType - 1], number, text)}",
        });

    private static string Value(EventParameter parameter, int number, string text) => parameter.Domain switch
    {
        IntParameter domain => $"{domain.Min + ((uint)number % (domain.Max - domain.Min + 1))}",
        TextParameter domain => $"\"{(parameter.Alphabet is { } alphabet ? alphabet[..(int)((uint)number % (domain.MaxLength + 1))] : text)}\"",
        _ => "",
    };
}
