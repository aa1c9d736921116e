using System;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;
using Xunit;

namespace SmtpSoar.Tests;

/// <summary>What no rule knows is an error with an id too.</summary>
public sealed class FailuresTests
{
    [Fact]
    public async Task Exception_ThatNobodyKnows_IsUnexpectedAndKeepsItsCause()
    {
        var cause = new InvalidTimeZoneException("the sun stood still");

        var error = await Failures.OfAsync(() => throw cause);

        Assert.Equal("Unexpected", error!.ErrorId);
        Assert.Contains("the sun stood still", error.Message);
        Assert.Same(cause, error.InnerException);
    }
}
