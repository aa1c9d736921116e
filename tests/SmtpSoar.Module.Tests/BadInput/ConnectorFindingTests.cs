using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

/// <summary>Faults of the connector that no other test shows to be absent.</summary>
public sealed class ConnectorFindingTests : EngineTest
{
    private const string Missing1 = "1111111111111111111111111111111111111111";
    private const string Missing2 = "2222222222222222222222222222222222222222";

    [Fact]
    public void MissingAttachment_OfAnEarlierMessage_IsNotToldAgain()
    {
        StartServer();

        var messages = Engine.Run(
            $$"""
            '{{Missing1}}', '{{Missing2}}' |
                ForEach-Object { [pscustomobject]@{ To = 'a@example.org'; From = 'b@example.org'; Body = 'x'; Attachments = $_ } } |
                Send-SoarEmail -Asset $asset -VaultPath $folder -ErrorAction SilentlyContinue |
                ForEach-Object Message
            """).Select(message => (string)message.BaseObject).ToList();

        Assert.Equal(2, messages.Count);
        Assert.Contains(Missing2, messages[1], System.StringComparison.Ordinal);
        Assert.DoesNotContain(Missing1, messages[1], System.StringComparison.Ordinal);
    }

    [Fact]
    public void Entities_EncodingOff_AreSent()
    {
        StartServer();

        var status = Engine.Run("$asset.encoding = $false; (Send-SoarHtmlEmail -Asset $asset -From b@example.org -To a@example.org -HtmlBody '<p>a&nbsp;&uuml;</p>').Status");

        Assert.Equal("success", status.Single().BaseObject);
    }

    [Theory]
    [InlineData("'false'", "onclick")]
    [InlineData("'True'", "<p>x</p>")]
    public void Sanitize_GivenAsText_MeansWhatItSays(string value, string expected)
    {
        var server = StartServer();

        Engine.Run($"Send-SoarHtmlEmail -Asset $asset -From b@example.org -To a@example.org -HtmlBody '<p onclick=\"x\">x</p>' -Sanitize:{value}");

        Assert.Contains(expected, System.Text.Encoding.ASCII.GetString(server.Messages.Single().Data), System.StringComparison.Ordinal);
    }
}
