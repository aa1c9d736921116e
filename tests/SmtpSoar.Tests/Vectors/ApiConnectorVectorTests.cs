using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MimeKit;
using SmtpSoar.Tests.Engine.Login;
using Xunit;

namespace SmtpSoar.Tests.Vectors;

/// <summary>
/// Every recorded input of the connector by both APIs: what arrives is the mail that goes by SMTP, but for the field with the blind
/// recipients; or it needs an envelope, and is refused.
/// </summary>
[Collection(DataFolderGroup.Name)]
public sealed class ApiConnectorVectorTests(ApiVectorRun run) : IClassFixture<ApiVectorRun>
{
    private static readonly string[] Expected = [];

    private static readonly string[] Refusals = ["EnvelopeNotOffered", "SmtpUtf8NotOffered"];

    [Fact]
    public void Graph_ConnectorVectors_ArriveAsBySmtp() => AssertAll(MailTransport.MicrosoftGraph);

    [Fact]
    public void Gmail_ConnectorVectors_ArriveAsBySmtp() => AssertAll(MailTransport.GmailApi);

    private void AssertAll(MailTransport transport)
    {
        var refused = new List<string>();
        foreach (var vector in ConnectorVector.Names.Select(ConnectorVector.Named))
            if (!Arrives(vector, transport))
                refused.Add(vector.Name);

        // Those show other recipients than they have, or have addresses beyond ASCII.
        Assert.Equal(Expected, refused);
    }

    private bool Arrives(ConnectorVector vector, MailTransport transport)
    {
        var (command, arrived) = run.Send(vector, transport);
        if (arrived is null)
        {
            Assert.Contains(command.ErrorId, Refusals);
            return false;
        }

        Assert.Empty(command.Errors);
        Assert.Equal(vector.Status, command.Result.Status);
        var message = MimeMessage.Load(new MemoryStream(arrived));
        AssertRecipients(vector, message);
        message.Headers.RemoveAll(HeaderId.Bcc);
        if (vector.Name == ConnectorVectorTests.BlankBeforeColon)
            return true;
        ConnectorVectorTests.Compare(vector, message);
        return true;
    }

    private static void AssertRecipients(ConnectorVector vector, MimeMessage message) => Assert.Equal(
        Distinct(vector.Message.Recipients),
        Distinct(message.To.Mailboxes.Concat(message.Cc.Mailboxes).Concat(message.Bcc.Mailboxes).Select(mailbox => mailbox.Address)));

    private static IEnumerable<string> Distinct(IEnumerable<string> addresses) =>
        addresses.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);
}
