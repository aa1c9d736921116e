using System;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Hostile input of all kinds, for a while and by chance. The same seed gives the same cases, however long it runs.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly Type[] Fuzzers =
    [
        .. typeof(Fuzzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Fuzzer)))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Names => [.. Fuzzers.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Input_Hostile_EndsAsItMust(string name)
    {
        using var fuzzer = (Fuzzer)Activator.CreateInstance(Fuzzers.Single(type => type.Name == name))!;

        output.WriteLine(new FuzzRun(fuzzer).Run(FuzzSettings.Budget / Fuzzers.Length));
    }

    [Fact]
    public void Shrink_InputWithACharacterThatIsWrong_LeavesThatCharacter()
    {
        var input = new FuzzInput(("one", "abc"), ("two", new string('x', 500) + "!" + new string('y', 700)), ("three", ""));

        var smallest = FuzzShrinker.Shrink(input, candidate => candidate["two"]?.Contains('!') == true);

        Assert.Equal("  two: \"!\"", smallest.ToString());
    }

    [Fact]
    public void Make_SameSeed_IsTheSameCase()
    {
        foreach (var type in Fuzzers)
        {
            using var one = (Fuzzer)Activator.CreateInstance(type)!;
            using var other = (Fuzzer)Activator.CreateInstance(type)!;
            for (var number = 20; number >= 0; number--)
                Assert.Equal(Case(one, number), Case(other, number));
        }
    }

    private static string Case(Fuzzer fuzzer, int number) => fuzzer.Make(FuzzSettings.RandomOf(fuzzer.Name, number)).ToString();
}
