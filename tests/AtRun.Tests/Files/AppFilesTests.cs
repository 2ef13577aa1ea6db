using AtRun.Module.Files;
using AtRun.Simulation;
using Xunit;

namespace AtRun.Tests.Files;

public sealed class AppFilesTests
{
    private readonly AppFiles _files = new(new(new MemoryFlash(), "app/", 1000, 10));

    [Theory]
    [InlineData("x", @"A:\MOD\x")]
    [InlineData(@"SUB\..\x", @"A:\MOD\x")]
    [InlineData("../x", @"A:\x")]
    [InlineData(@"\x", @"A:\x")]
    [InlineData("/MOD/x", @"A:\MOD\x")]
    [InlineData(@"a:\MOD\.\x", @"A:\MOD\x")]
    [InlineData("A:/MOD//SUB/../x", @"A:\MOD\x")]
    [InlineData("", @"A:\MOD")]
    [InlineData("..", @"A:\")]
    [InlineData("A:", @"A:\")]
    [InlineData(@"..\..", null)]
    [InlineData(@"..\..\MOD\x", null)]
    [InlineData("/MOD/../../x", null)]
    [InlineData("x\0", null)]
    [InlineData("x\ny", null)]
    [InlineData("B:x", null)]
    public void A_path_is_found_from_the_root(string path, string? whole) => Assert.Equal(whole, _files.Resolve(path));

    [Fact]
    public void A_path_has_a_greatest_length() => Assert.Null(_files.Resolve(new string('x', AppFiles.LongestPath + 1)));

    [Fact]
    public async Task Directories_are_made_entered_listed_and_removed()
    {
        Assert.True(_files.ChangeDirectory("/"));
        Assert.False(await _files.MakeDirectory(@"DATA\IN"));
        Assert.True(await _files.MakeDirectory("DATA"));
        Assert.False(await _files.MakeDirectory("data"));
        Assert.True(_files.ChangeDirectory("data"));
        Assert.True(await _files.MakeDirectory("IN"));
        Assert.True(await _files.Write(@"IN\a.txt", new byte[3]));
        Assert.False(await _files.Write("IN", new byte[1]));
        Assert.False(await _files.Write("IN/", new byte[1]));
        Assert.False(await _files.Write(@"NONE\a", new byte[1]));
        Assert.Equal(["IN"], _files.List()!.Directories);
        Assert.Equal(["MOD", "DATA"], _files.List("/")!.Directories);
        Assert.Equal([("a.txt", 3)], _files.List(@"..\DATA\in")!.Files.Select(f => (f.Name, f.Size)));
        Assert.Null(_files.List("nowhere"));
        Assert.False(await _files.RemoveDirectory("IN"));
        Assert.True(await _files.Delete(@"in\A.TXT"));
        Assert.True(await _files.RemoveDirectory("IN"));
        Assert.False(await _files.RemoveDirectory("/DATA"));
        Assert.True(_files.ChangeDirectory(".."));
        Assert.True(await _files.RemoveDirectory("/DATA"));
        Assert.False(await _files.RemoveDirectory("/MOD"));
        Assert.False(await _files.RemoveDirectory("/"));
        Assert.False(_files.ChangeDirectory("/DATA"));
    }

    [Fact]
    public async Task What_can_be_run_is_in_the_folder_of_applications()
    {
        Assert.True(await _files.Write("/MOD/a.bin", new byte[1]));
        Assert.True(await _files.Write("/b.bin", new byte[1]));
        Assert.Equal(["a.bin"], _files.Executables.Select(f => f.Name));
        Assert.Equal(@"MOD\a.bin", _files.FindExecutable("A.BIN")!.Name);
        Assert.Equal(@"MOD\a.bin", _files.FindExecutable("/mod/a.bin")!.Name);
        Assert.Null(_files.FindExecutable("b.bin"));
        Assert.Null(_files.FindExecutable("/b.bin"));
        Assert.Null(_files.FindExecutable(@"..\b.bin"));
        Assert.Null(_files.FindExecutable(""));
    }

    [Fact]
    public async Task A_file_written_in_another_case_takes_the_place_of_the_former()
    {
        Assert.True(await _files.Write("a", new byte[1]));
        Assert.True(await _files.Write("A", new byte[2]));
        Assert.Equal([(@"MOD\a", 2)], _files.Store.Files.Select(f => (f.Name, f.Size)));
    }
}
