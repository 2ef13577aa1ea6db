using AtRun.Module.Worlds;

namespace AtRun.Module.Positioning;

/// <summary>Dilution of precision: the error of a position, horizontal, vertical and in space, over the error of the distances it comes from.</summary>
public readonly record struct Dilution(double Horizontal, double Vertical, double Position)
{
    private const double Worst = 50;

    /// <summary>What cannot be told is as bad as it gets.</summary>
    public static Dilution Unknown { get; } = new(Worst, Worst, Worst);

    // Each satellite gives a row (east, north, up, 1) of the matrix A; the variances are the diagonal of (AᵀA)⁻¹.
    // With three satellites the height is taken as known: the rows have no "up".

    /// <summary>Of a position that comes from these satellites.</summary>
    public static Dilution Of(IReadOnlyList<Satellite> used)
    {
        if (used.Count < Fix.Flat) return Unknown;
        var size = used.Count < Fix.Full ? 3 : 4;
        var sums = new double[size, 2 * size];
        Span<double> row = stackalloc double[size];
        foreach (var satellite in used)
        {
            var (elevation, azimuth) = (double.DegreesToRadians(satellite.Elevation), double.DegreesToRadians(satellite.Azimuth));
            row[0] = Math.Cos(elevation) * Math.Sin(azimuth);
            row[1] = Math.Cos(elevation) * Math.Cos(azimuth);
            if (size == 4) row[2] = Math.Sin(elevation);
            row[size - 1] = 1;
            for (var i = 0; i < size; i++)
                for (var k = 0; k < size; k++) sums[i, k] += row[i] * row[k];
        }
        if (!Invert(sums, size)) return Unknown;
        var flat = sums[0, size] + sums[1, size + 1];
        var up = size == 4 ? sums[2, size + 2] : 0;
        return new(Limited(flat), size == 4 ? Limited(up) : Worst, Limited(flat + up));
    }

    private static double Limited(double variance) => variance is > 0 and < Worst * Worst ? Math.Sqrt(variance) : Worst;

    /// <summary>Gauss and Jordan; the inverse stands in the right half. False: there is none.</summary>
    private static bool Invert(double[,] matrix, int size)
    {
        for (var i = 0; i < size; i++) matrix[i, size + i] = 1;
        for (var column = 0; column < size; column++)
        {
            var best = column;
            for (var i = column + 1; i < size; i++)
                if (Math.Abs(matrix[i, column]) > Math.Abs(matrix[best, column])) best = i;
            if (Math.Abs(matrix[best, column]) < 1e-9) return false;
            for (var k = 0; k < 2 * size; k++) (matrix[column, k], matrix[best, k]) = (matrix[best, k], matrix[column, k]);
            var pivot = matrix[column, column];
            for (var k = 0; k < 2 * size; k++) matrix[column, k] /= pivot;
            for (var i = 0; i < size; i++)
            {
                var factor = matrix[i, column];
                if (i == column || factor == 0) continue;
                for (var k = 0; k < 2 * size; k++) matrix[i, k] -= factor * matrix[column, k];
            }
        }
        return true;
    }
}
