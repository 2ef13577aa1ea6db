using AtRun.Module.Files;
using AtRun.Simulation;
using Xunit;

namespace AtRun.Tests.Files;

public sealed class AppFilesTests
{
    private readonly AppFiles _files = new(new(new MemoryFlash(), "app/", 1000, 10));

    [Theory]
    [InlineData("x", @"A:\x")]
    [InlineData(@"\x", @"A:\x")]
    [InlineData("/MOD/x", @"A:\MOD\x")]
    [InlineData(@"a:\MOD\.\x", @"A:\MOD\x")]
    [InlineData("A:/MOD//SUB/../x", @"A:\MOD\x")]
    [InlineData("", @"A:\")]
    [InlineData("..", null)]
    [InlineData("/MOD/../../x", null)]
    [InlineData("x\0", null)]
    [InlineData("x\ny", null)]
    [InlineData("B:x", null)]
    public void A_path_is_found_from_the_root(string path, string? whole) => Assert.Equal(whole, _files.Resolve(path));

    [Fact]
    public void A_path_has_a_greatest_length() => Assert.Null(_files.Resolve(new string('x', AppFiles.LongestPath + 1)));

    [Fact]
    public void Directories_are_made_entered_listed_and_removed()
    {
        Assert.False(_files.MakeDirectory(@"DATA\IN").Result);
        Assert.True(_files.MakeDirectory("DATA").Result);
        Assert.False(_files.MakeDirectory("data").Result);
        Assert.True(_files.ChangeDirectory("data"));
        Assert.True(_files.MakeDirectory("IN").Result);
        Assert.True(_files.Write(@"IN\a.txt", new byte[3]).Result);
        Assert.False(_files.Write("IN", new byte[1]).Result);
        Assert.False(_files.Write("IN/", new byte[1]).Result);
        Assert.False(_files.Write(@"NONE\a", new byte[1]).Result);
        Assert.Equal(["IN"], _files.List()!.Directories);
        Assert.Equal(["MOD", "DATA"], _files.List("/")!.Directories);
        Assert.Equal([("a.txt", 3)], _files.List(@"..\DATA\in")!.Files.Select(f => (f.Name, f.Size)));
        Assert.Null(_files.List("nowhere"));
        Assert.False(_files.RemoveDirectory("IN").Result);
        Assert.True(_files.Delete(@"in\A.TXT").Result);
        Assert.True(_files.RemoveDirectory("IN").Result);
        Assert.False(_files.RemoveDirectory("/DATA").Result);
        Assert.True(_files.ChangeDirectory(".."));
        Assert.True(_files.RemoveDirectory("/DATA").Result);
        Assert.False(_files.RemoveDirectory("/MOD").Result);
        Assert.False(_files.RemoveDirectory("/").Result);
        Assert.False(_files.ChangeDirectory("/DATA"));
    }

    [Fact]
    public void What_can_be_run_is_in_the_folder_of_applications()
    {
        Assert.True(_files.Write("/MOD/a.bin", new byte[1]).Result);
        Assert.True(_files.Write("/b.bin", new byte[1]).Result);
        Assert.Equal(["a.bin"], _files.Executables.Select(f => f.Name));
        Assert.Equal(@"MOD\a.bin", _files.FindExecutable("A.BIN")!.Name);
        Assert.Equal(@"MOD\a.bin", _files.FindExecutable("/mod/a.bin")!.Name);
        Assert.Null(_files.FindExecutable("b.bin"));
        Assert.Null(_files.FindExecutable("/b.bin"));
        Assert.Null(_files.FindExecutable(@"..\b.bin"));
        Assert.Null(_files.FindExecutable(""));
    }

    [Fact]
    public void A_file_written_in_another_case_takes_the_place_of_the_former()
    {
        Assert.True(_files.Write("a", new byte[1]).Result);
        Assert.True(_files.Write("A", new byte[2]).Result);
        Assert.Equal([("a", 2)], _files.Store.Files.Select(f => (f.Name, f.Size)));
    }
}
