using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Results;

/// <summary>The recipients of a result.</summary>
public sealed class RecipientsTests : EngineTest
{
    [Fact]
    public void Recipients_AskedForTheirAddresses_GiveThem()
    {
        var addresses = Engine.Run("(Send-SoarEmail -Asset @{ PickupDirectory = $folder } -From a@example.org -To b@example.org, c@example.org -Body x).Recipients.Address");

        Assert.Equal(["b@example.org", "c@example.org"], addresses.Select(address => (string)address.BaseObject));
    }
}
