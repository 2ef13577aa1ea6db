namespace AtRun.Client.Downloads;

/// <summary>What a module says of a file.</summary>
/// <param name="Name">Of it.</param>
/// <param name="Size">Octets.</param>
/// <param name="Crc">Null: it does not say, as of a script in use.</param>
internal sealed record StoredFile(string Name, int Size, ushort? Crc = null);

/// <summary>What a module has.</summary>
/// <param name="Files">Of that kind.</param>
/// <param name="Free">Octets that are left; null: it does not say.</param>
/// <param name="Selected">Names of what starts with the module; of scripts, one at most.</param>
internal sealed record StoredFiles(IReadOnlyList<StoredFile> Files, long? Free, IReadOnlyList<string> Selected)
{
    /// <summary>How names are compared: those of scripts by their letters (p541), those of apps as such file systems do.</summary>
    public StringComparer Names { get; init; } = StringComparer.Ordinal;

    public StoredFile? Find(string name) => Files.FirstOrDefault(f => Names.Equals(f.Name, name));

    public bool IsSelected(string name) => Selected.Contains(name, Names);
}
