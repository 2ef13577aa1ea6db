using System.Text;
using AtRun.Module.Files;
using AtRun.Simulation;
using Xunit;

namespace AtRun.Tests.Files;

public sealed class FileStoreTests
{
    private readonly MemoryFlash _flash = new();

    [Fact]
    public void The_sum_is_that_of_the_manual()
    {
        // The check value of CRC-16 with polynomial 1021 and start FFFF.
        var store = Open();
        Write(store, "check", "123456789");
        Write(store, "empty", "");
        Assert.Equal([0x29B1, 0xFFFF], store.Files.Select(f => (int)f.Crc));
    }

    [Fact]
    public void Files_are_there_again_in_the_order_in_which_they_were_made()
    {
        var store = Open();
        Write(store, "b 1", "one");
        Write(store, "a", "two");
        Write(store, "c", "three", hidden: true);
        Write(store, "b 1", "again");
        Assert.Equal(["a", "c", "b 1"], store.Files.Select(f => f.Name));
        Assert.Equal(store.Files, Open().Files);
        Assert.True(Open().Find("c")!.Hidden);
        Assert.Null(Open().Find("C"));
        Assert.Equal("again", Read(Open(), "b 1"));
        Assert.Equal(3, _flash.Files().Count);
    }

    [Fact]
    public void The_room_of_the_file_that_is_replaced_counts()
    {
        var store = Open(capacity: 10, most: 2);
        Assert.True(Write(store, "a", "12345678"));
        Assert.False(Write(store, "b", "123"));
        Assert.True(Write(store, "a", "1234567890"));
        Assert.Equal(0, store.Free);
        Assert.False(Write(store, "a", "12345678901"));
        Assert.Equal("1234567890", Read(store, "a"));
        Assert.True(Write(store, "b", ""));
        Assert.False(Write(store, "c", ""));
        Assert.True(Write(store, "a", "1"));
        Assert.Equal(9, store.Free);
        Assert.False(store.Fits("a", int.MaxValue));
    }

    [Fact]
    public async Task Two_writes_at_once_do_not_get_the_same_room()
    {
        var store = Open(capacity: 10, most: 2);
        _flash.Hold = true;
        var first = store.Write("a", new byte[6]).AsTask();
        var second = store.Write("b", new byte[6]).AsTask();
        Assert.False(first.IsCompleted);
        Assert.True(second.IsCompleted);
        Assert.False(await second);
        var third = store.Write("c", new byte[4]).AsTask();
        Assert.False(store.Fits("d", 0));
        _flash.Hold = false;
        Assert.True(await first && await third);
        Assert.Equal(0, store.Free);
    }

    [Fact]
    public async Task Of_two_writes_of_one_name_the_later_stays()
    {
        var store = Open();
        _flash.Hold = true;
        var first = store.Write("a", "1"u8.ToArray()).AsTask();
        var second = store.Write("a", "22"u8.ToArray()).AsTask();
        _flash.Hold = false;
        Assert.True(await first && await second);
        Assert.Equal("22", Read(store, "a"));
        Assert.Equal("22", Read(Open(), "a"));
        Assert.Single(_flash.Files());
    }

    [Fact]
    public async Task At_each_moment_of_a_replacement_the_loss_of_power_leaves_one_of_the_two_whole()
    {
        var store = Open();
        Write(store, "a", "former");
        _flash.Hold = true;
        var written = store.Write("a", "new one"u8.ToArray()).AsTask();
        Assert.Equal("former", Read(Open(_flash.Durable()), "a"));
        Assert.Equal("former", Read(store, "a"));
        _flash.Release();
        Assert.False(written.IsCompleted);
        var after = _flash.Durable();
        Assert.Equal(2, after.Files().Count);
        var again = Open(after);
        Assert.Equal("new one", Read(again, "a"));
        Assert.Equal(Capacity - 7, again.Free);
        // What was left behind goes with the next write.
        Write(again, "b", "");
        Assert.Equal(2, after.Files().Count);
        _flash.Release();
        Assert.True(await written);
        Assert.Single(_flash.Files());
    }

    [Fact]
    public async Task A_failing_memory_changes_nothing_and_gives_the_room_back()
    {
        var store = Open();
        Write(store, "a", "former");
        _flash.Fault = new IOException("worn out");
        Assert.Throws<IOException>(() => Write(store, "a", "new"));
        await Assert.ThrowsAsync<IOException>(() => store.Delete("a").AsTask());
        await Assert.ThrowsAsync<IOException>(() => store.Rename("a", "b").AsTask());
        _flash.Fault = null;
        Assert.Equal("former", Read(store, "a"));
        Assert.Equal(Capacity - 6, store.Free);
    }

    [Fact]
    public async Task A_file_is_renamed_over_another_and_removed()
    {
        var store = Open();
        Write(store, "a", "1", hidden: true);
        Write(store, "b", "22");
        Assert.True(await store.Rename("a", "b"));
        Assert.Equal(["b"], store.Files.Select(f => f.Name));
        Assert.Equal(store.Files, Open().Files);
        Assert.Equal("1", Read(Open(), "b"));
        Assert.True(store.Find("b")!.Hidden);
        Assert.True(await store.Rename("b", "b"));
        Assert.False(await store.Rename("a", "c"));
        Assert.True(await store.Delete("b"));
        Assert.False(await store.Delete("b"));
        Assert.Empty(_flash.Files());
        Assert.Equal(Capacity, store.Free);
    }

    [Fact]
    public void Files_of_another_kind_are_not_seen()
    {
        Write(new FileStore(_flash, "app/", 100, 10), "a", "x");
        _flash.WriteFile("s/ no number", new byte[3]);
        Assert.Empty(Open().Files);
    }

    private const int Capacity = 100;

    private FileStore Open(MemoryFlash? flash = null, int capacity = Capacity, int most = 10) => new(flash ?? _flash, "s/", capacity, most);

    private static bool Write(FileStore store, string name, string content, bool hidden = false) =>
        store.Write(name, Encoding.Latin1.GetBytes(content), hidden).AsTask().GetAwaiter().GetResult();

    private static string? Read(FileStore store, string name) =>
        store.Read(name).Result is { } content ? Encoding.Latin1.GetString(content.Span) : null;
}
