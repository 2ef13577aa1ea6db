using System.Globalization;
using System.Text;
using AtRun.Module.Products;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

/// <summary>Own choice of texts: the number of the type is the type allocation code, the first eight digits of the IMEI (23.003 §6.2.1).</summary>
[AtHandler]
internal sealed class IdentificationHandler : Handler<Identification>
{
    private const int TypeAllocationCodeLength = 8;

    protected override ValueTask<FinalResult> Write(AtCall call, Identification value)
    {
        var product = call.Module.Product;
        call.Out.Line(value.Value switch
        {
            0 => call.Module.Imei[..TypeAllocationCodeLength],
            1 => Checksum(product).ToString("X4", CultureInfo.InvariantCulture),
            2 => "CHECKSUM OK",
            3 => Product.Manufacturer,
            4 => product.Name,
            _ => product.Software,
        });
        return Ok;
    }

    /// <summary>CRC-16 of 27.010 and X.25 (reflected 8408, start FFFF, complement) over product and version.</summary>
    private static ushort Checksum(Product product)
    {
        var crc = 0xFFFF;
        foreach (var octet in Encoding.Latin1.GetBytes(product.Name + product.Software))
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x8408 : crc >> 1;
        }
        return (ushort)~crc;
    }
}
