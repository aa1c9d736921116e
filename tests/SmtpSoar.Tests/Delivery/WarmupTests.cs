using System.Threading.Tasks;
using SmtpSoar.Core.Smtp;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>What fails there would never show, but make the first mail slow.</summary>
public sealed class RehearsalTests
{
    [Fact]
    public async Task Rehearsal_SendsItsMessageToTheEnd()
    {
        var outcome = await Warmup.RunAsync();

        Assert.Null(outcome.Error);
        Assert.Equal("success", outcome.Result.Status);
        Assert.Equal(1, outcome.Result.Attempts);
    }
}
