using AtRun.Host.State;
using AtRun.Module.Worlds;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AtRun.Tests.Host;

/// <summary>Files of modules in a state.</summary>
public sealed class StateFilesTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_there_again_octet_by_octet()
    {
        var large = new byte[2_000_000];
        new Random(5).NextBytes(large);
        using (var store = Open(_folder))
        {
            var flash = store.FlashOf(1);
            await flash.WriteFile("b/large", large);
            await flash.WriteFile("a/é\0 ", new byte[] { 0, 0x1A, 0xFF });
            await flash.WriteFile("c", ReadOnlyMemory<byte>.Empty);
            await store.FlashOf(2).WriteFile("c", new byte[] { 2 });
        }
        using var again = Open(_folder);
        Assert.Equal([new("a/é\0 ", 3), new("b/large", 2_000_000), new("c", 0)], again.FlashOf(1).Files());
        Assert.Equal(large, await Content(again, 1, "b/large"));
        Assert.Equal(new byte[] { 0, 0x1A, 0xFF }, await Content(again, 1, "a/é\0 "));
        Assert.Empty((await Content(again, 1, "c"))!);
        Assert.Equal(new byte[] { 2 }, await Content(again, 2, "c"));
        Assert.Null(await Content(again, 3, "c"));
    }

    [Fact]
    public async Task What_is_acknowledged_survives_the_loss_of_power_and_a_name_takes_the_place_of_another()
    {
        using var store = Open(_folder);
        var flash = store.FlashOf(1);
        await flash.WriteFile("old", new byte[] { 1 });
        await flash.WriteFile("new", new byte[] { 2, 2 });
        await flash.RenameFile("new", "old");
        await flash.RenameFile("none", "old");
        Assert.Equal("old 2", Names(_folder));
        await flash.DeleteFile("old");
        await flash.DeleteFile("old");
        Assert.Equal("", Names(_folder));
    }

    [Fact]
    public async Task A_file_is_replaced_whole_or_not_at_all()
    {
        using var store = Open(_folder);
        var flash = store.FlashOf(1);
        await flash.WriteFile("x", Filled(0));
        for (byte i = 1; i <= 10; i++)
        {
            var written = flash.WriteFile("x", Filled(i));
            using (var dead = _folder.Copy())
            using (var after = Open(dead))
            {
                var found = (await Content(after, 1, "x"))!;
                Assert.True(found.Length == 100_000 && found.Distinct().Count() == 1 && found[0] >= i - 1, $"half of a file is there: {found.Length} octets");
            }
            await written;
        }

        static byte[] Filled(byte value)
        {
            var octets = new byte[100_000];
            octets.AsSpan().Fill(value);
            return octets;
        }
    }

    [Fact]
    public async Task Files_and_values_are_stored_in_the_order_in_which_they_were_asked_for()
    {
        using var store = Open(_folder);
        var flash = store.FlashOf(1);
        Task[] all =
        [
            flash.WriteFile("x", new byte[] { 1 }).AsTask(),
            flash.Write(new[] { new FlashChange("k", "1") }).AsTask(),
            flash.RenameFile("x", "y").AsTask(),
            flash.WriteFile("x", new byte[] { 2 }).AsTask(),
            flash.DeleteFile("y").AsTask(),
            flash.Write(new[] { new FlashChange("k", "2") }).AsTask(),
        ];
        await Task.WhenAll(all);
        Assert.Equal(new byte[] { 2 }, await Content(store, 1, "x"));
        Assert.Equal([new FlashFile("x", 1)], flash.Files());
        Assert.Equal([new("k", "2")], flash.ReadAll());
    }

    [Fact]
    public async Task A_state_of_version_1_keeps_its_values_and_has_files_from_then_on()
    {
        using (var database = new SqliteConnection($"Data Source={_folder.File("modules.db")};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "CREATE TABLE flash (module INTEGER, key TEXT, value TEXT NOT NULL, PRIMARY KEY (module, key)) WITHOUT ROWID;"
                + " PRAGMA application_id=0x4154526E; PRAGMA user_version=1; INSERT INTO flash VALUES (1, 'E', '0'), (7, 'k', 'v')";
            command.ExecuteNonQuery();
        }
        using (var store = Open(_folder))
        {
            Assert.Equal([new("E", "0")], store.FlashOf(1).ReadAll());
            Assert.Empty(store.FlashOf(1).Files());
            await store.FlashOf(7).WriteFile("f", new byte[] { 7 });
        }
        using var again = Open(_folder);
        Assert.Equal([new("k", "v")], again.FlashOf(7).ReadAll());
        Assert.Equal(new byte[] { 7 }, await Content(again, 7, "f"));
    }

    private static StateStore Open(Folder folder) => StateStore.Open(folder.Path, static a => ThreadPool.QueueUserWorkItem(static a => a(), a, preferLocal: false));

    private static async Task<byte[]?> Content(StateStore store, int module, string name) => (await store.FlashOf(module).ReadFile(name))?.ToArray();

    private static string Names(Folder folder)
    {
        using var dead = folder.Copy();
        using var after = Open(dead);
        return string.Join(", ", after.FlashOf(1).Files().Select(f => $"{f.Name} {f.Size}"));
    }
}
