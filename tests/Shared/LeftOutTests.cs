using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xunit;

namespace SmtpSoar.Shared.Tests;

/// <summary>The one line about the tests of this assembly that the machine can't run.</summary>
public sealed class LeftOutTests
{
    /// <summary>The attributes by which a test says that it needs something.</summary>
    private static readonly string[] NeedyAttributes =
        ["RealServerFactAttribute", "RealServerTheoryAttribute", "ShellFactAttribute", "ShellTheoryAttribute", "TerminalFactAttribute", "TerminalTheoryAttribute", "BrowserFactAttribute", "BrowserTheoryAttribute", "JudgeFactAttribute", "JudgeTheoryAttribute",
         "ToolFactAttribute", "ToolTheoryAttribute"];

    [LeftOutFact]
    public void Tests_ThatNeedWhatThisMachineLacks_AreLeftOut() => Assert.Null(Reasons());

    internal static string? Reasons()
    {
        var reasons = Needy().Where(fact => fact.Skip is not null).GroupBy(fact => fact.Skip).Select(tests => $"{tests.Count()} tests are left out. {tests.Key}").ToList();
        return reasons.Count == 0 ? null : string.Join(" ", reasons);
    }

    private static IEnumerable<FactAttribute> Needy() =>
        from type in typeof(LeftOutTests).Assembly.GetTypes()
        where type != typeof(LeftOutTests) // whose attribute asks for this
        from method in type.GetMethods()
        from fact in method.GetCustomAttributes<FactAttribute>()
        where NeedyAttributes.Contains(fact.GetType().Name)
        select fact;
}

/// <summary>Skipped, with the number of tests and the reason, where tests are left out.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LeftOutFactAttribute : FactAttribute
{
    public LeftOutFactAttribute()
    {
        Skip = LeftOutTests.Reasons();
        DisplayName = Skip; // the console shows the name alone
    }
}
