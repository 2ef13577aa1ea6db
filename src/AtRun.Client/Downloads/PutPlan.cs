namespace AtRun.Client.Downloads;

/// <summary>What is known of a file on the module that has the size of ours.</summary>
internal enum Knowledge
{
    /// <summary>It is another one, or there is none.</summary>
    Other,

    /// <summary>All of ours was sent, and what the module has was not compared.</summary>
    Sent,

    /// <summary>It is ours.</summary>
    Proved,
}

/// <summary>The steps from what a module has to what it is to have. Between any two of them, and within each, what is selected is whole.</summary>
internal static class PutPlan
{
    private const string SpareMark = "~";

    /// <summary>The name under which a new one is kept while the selected one is replaced; it is ours alone.</summary>
    public static string SpareOf(string name)
    {
        var dot = name.LastIndexOf('.');
        var (stem, extension) = dot <= 0 ? (name, "") : (name[..dot], name[dot..]);
        if (extension.Length > PutOptions.MaxName - 2) (stem, extension) = (name, "");
        var most = PutOptions.MaxName - extension.Length - SpareMark.Length;
        if (stem.Length > most) stem = stem[..most];
        var spare = stem + SpareMark + extension;
        return spare != name ? spare : stem[..^1] + SpareMark + SpareMark + extension is var other && other != name ? other : stem[..^1] + "_" + SpareMark + extension;
    }

    /// <summary>Makes it.</summary>
    /// <exception cref="PutRefusedException">There is no room.</exception>
    public static IReadOnlyList<PutStep> Make(PutOptions options, StoredFiles has, Func<string, Knowledge> known)
    {
        var (name, spare, size) = (options.Name, SpareOf(options.Name), options.Content.Length);
        var steps = new List<PutStep>();
        var free = has.Free ?? long.MaxValue / 2;
        var old = has.Find(name)?.Size ?? 0L;
        var selected = has.IsSelected(name);
        var spareSelected = has.IsSelected(spare);
        var spareThere = has.Find(spare) is not null;
        var select = (options.Activate || spareSelected) && (!selected || spareSelected);
        if (known(name) != Knowledge.Proved)
        {
            if (known(name) == Knowledge.Sent) steps.Add(new(PutAction.Verify, name));
            else
            {
                if (selected && !spareSelected && !TooLittleForTwo())
                {
                    Spare();
                    select = true;
                }
                Own();
            }
        }
        if (select) steps.Add(new(PutAction.Select, name));
        if (spareThere) steps.Add(new(PutAction.Delete, spare, "the spare"));
        return steps;

        bool TooLittleForTwo()
        {
            var room = free + (has.Find(spare)?.Size ?? 0L);
            if (room >= size && room - size + old >= size) return false;
            if (options.InPlace) return true;
            throw new PutRefusedException($"'{name}' is selected, and {has.Free} octets are free: too little for a second copy of {size} octets, without which a loss of power in the middle would leave half of it selected. Make room, or accept that (--in-place).");
        }

        void Spare()
        {
            if (known(spare) == Knowledge.Other)
            {
                if (spareThere && free < size) Remove(spare, "room");
                steps.Add(new(PutAction.Send, spare, $"'{name}' is selected and stays whole meanwhile"));
                free -= size - (has.Find(spare)?.Size ?? 0L);
            }
            if (known(spare) != Knowledge.Proved) steps.Add(new(PutAction.Verify, spare));
            steps.Add(new(PutAction.Select, spare));
            spareThere = true;
        }

        void Own()
        {
            if (size > free + old + (spareThere && !select && !spareSelected ? has.Find(spare)!.Size : 0))
                throw new PutRefusedException($"{has.Free} octets are free{(old > 0 ? $" and '{name}' has {old}" : "")}: too little for {size}.");
            if (spareThere && !select && !spareSelected && size > free + old)
            {
                free += has.Find(spare)!.Size;
                steps.Add(new(PutAction.Delete, spare, "room"));
                spareThere = false;
            }
            // Whether the module needs room for both while it overwrites is not known.
            if (old > 0 && size > free) Remove(name, "room");
            steps.Add(new(PutAction.Send, name));
            steps.Add(new(PutAction.Verify, name));
        }

        void Remove(string which, string why) => steps.Add(new(PutAction.Delete, which, why));
    }
}
