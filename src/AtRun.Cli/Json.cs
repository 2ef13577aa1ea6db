using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AtRun.Cli;

/// <summary>Data as JSON, written field by field: no reflection.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object on one line.</summary>
    public static string Line(Action<Utf8JsonWriter> fields)
    {
        using var octets = new MemoryStream();
        using (var json = new Utf8JsonWriter(octets, _options))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(octets.GetBuffer(), 0, (int)octets.Length);
    }
}
