using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using MimeKit;
using SmtpSoar.Tests.Engine;
using Xunit;

namespace SmtpSoar.Tests.Vectors;

/// <summary>Every recorded input of the connector, from the command to the wire.</summary>
public sealed class ConnectorVectorTests(CmdletEngine engine) : IClassFixture<CmdletEngine>
{
    // The connector's Python takes a field name with a blank behind it for the start of the body; we send it as it is.
    internal const string BlankBeforeColon = "raw_header_space_before_colon";

    public static TheoryData<string> Names => [.. ConnectorVector.Names];

    [Fact]
    public void Names_RecordedFile_HoldsAllVectors() => Assert.Equal(86, ConnectorVector.Names.Distinct().Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void Send_ConnectorVector_ArrivesAsFromConnector(string name)
    {
        var vector = ConnectorVector.Named(name);
        using var run = new VectorRun(vector, engine);

        Assert.Equal(vector.Status, run.Command.Result.Status);
        Assert.Empty(run.Command.Errors);
        Assert.Equal(1, run.Connections);
        MessageComparison.Envelope(vector.Message, run.Received);
        Assert.Equal(run.Received.Size, run.Command.Result.Size);
        if (name == BlankBeforeColon)
            Assert.Equal(vector.Parameters.GetProperty("raw_email").GetString()!.ReplaceLineEndings("\r\n"), run.Received.Text);
        else
            Compare(vector, MimeMessage.Load(new MemoryStream(run.Received.Data)));
    }

    /// <summary>Compares a message with what the connector made of the same input.</summary>
    internal static void Compare(ConnectorVector vector, MimeMessage message)
    {
        MessageComparison.Headers(vector.Message, message);
        if (vector.Action == "send_rawemail")
            CompareRaw(vector.Message, message);
        else
            CompareComposed(vector, message);
    }

    private static void CompareRaw(ExpectedMessage expected, MimeMessage message)
    {
        Assert.Equal(expected.Tree.ToString(), MimeTree.Of(message.Body!).ToString());
        Assert.All(expected.Parts.Zip(message.BodyParts), pair =>
        {
            if (pair.First.Type.StartsWith("text/", StringComparison.Ordinal))
                MessageComparison.Text(pair.First.Text!, ((TextPart)pair.Second).Text);
            else
                Assert.Equal(Encoding.Latin1.GetBytes(pair.First.Text!), MessageComparison.Content((MimePart)pair.Second));
            Assert.Equal(pair.First.Name, ((MimePart)pair.Second).FileName);
        });
    }

    private static void CompareComposed(ConnectorVector vector, MimeMessage message)
    {
        var isHtml = vector.Message.Parts is [_, { Type: "text/html", Name: null }, ..];
        var bodies = isHtml ? 2 : 1;
        var files = ExpectedAttachment.Of(vector, bodies);
        var arrived = Leaves(message.Body!).Skip(bodies).ToList();
        var types = files.Zip(arrived, (file, entity) => file.IsTypeGuessed ? MimeTree.Of(entity) : file.Tree);
        var tree = SpecTree.Of([.. vector.Message.Tree.Contents.Take(bodies), .. types], isHtml, [.. files.Select(file => file.ContentId is not null)]);

        CompareBodies(vector, message, isHtml);
        Assert.Equal(files.Count, arrived.Count);
        Assert.All(files.Zip(arrived), pair => MessageComparison.Attachment(pair.First, pair.Second));
        Assert.Equal(tree.ToString(), MimeTree.Of(message.Body!).ToString());
    }

    private static void CompareBodies(ConnectorVector vector, MimeMessage message, bool isHtml)
    {
        // The connector's own plain text made from HTML is no model.
        if (!isHtml || vector.Has("text_body"))
            MessageComparison.Text(vector.Message.Body("text/plain"), message.TextBody!);
        if (isHtml)
            MessageComparison.Text(vector.Message.Body("text/html"), message.HtmlBody!);
    }

    private static IEnumerable<MimeEntity> Leaves(MimeEntity entity) =>
        entity is Multipart multipart ? multipart.SelectMany(Leaves) : [entity];
}
