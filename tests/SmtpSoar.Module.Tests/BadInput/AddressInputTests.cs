using System;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

public sealed class AddressInputTests : BadInputTest
{
    [Theory]
    [InlineData("-To $null")]
    [InlineData("-To ''")]
    [InlineData("-To ' , ,, '")]
    [InlineData("-To @()")]
    [InlineData("-To '', $null -Cc '' -Bcc $null")]
    [InlineData("-To 'undisclosed-recipients:;'")]
    public void Recipient_None_IsRefused(string parameters)
    {
        Refused("RecipientMissing", $"Send-SoarEmail {parameters} -Body b -Asset $asset");
        Refused("RecipientMissing", $"Send-SoarHtmlEmail {parameters} -HtmlBody b -Asset $asset");
    }

    [Theory]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $asset", "SenderMissing")]
    [InlineData("Send-SoarEmail a@example.org s b -From '' -Asset $asset", "SenderMissing")]
    [InlineData("$asset.username = 'DOMAIN\\user'; $asset.password = 'p'; Send-SoarHtmlEmail a@example.org s b -Asset $asset", "SenderMissing")]
    public void Sender_None_IsRefused(string script, string errorId) => Refused(errorId, "$asset.Remove('sender_address'); " + script);

    [Theory]
    [InlineData("nobody")]
    [InlineData("nobody@")]
    [InlineData("@example.org")]
    [InlineData("a@b@example.org")]
    [InlineData("two words@example.org")]
    [InlineData("a@exam ple.org")]
    [InlineData("\"Unclosed <a@example.org>")]
    [InlineData("Ann <a@example.org")]
    [InlineData("a@example..org")]
    [InlineData("a..b@example.org>")]
    [InlineData("attacker@evil.example\uFF1E.corp.example")]
    [InlineData("a@b\uFF20c.example")]
    [InlineData("a@b\u3000c.example")]
    public void Address_ThatDoesNotParse_IsNamed(string address)
    {
        var alone = Refused("AddressInvalid", "Send-SoarEmail $address s b -Asset $asset", ("address", address));
        var inList = Refused("AddressInvalid", "Send-SoarEmail \"good@example.org, $address, other@example.org\" s b -Asset $asset", ("address", address));
        var inArray = Refused("AddressInvalid", "Send-SoarEmail 'good@example.org', $address s b -Asset $asset", ("address", address));

        Assert.All([alone, inList, inArray], message => Assert.Contains(address, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a@[127.0.0.1>,<b@c.org]")]
    [InlineData("a@b\uFE50c.example")]
    public void Address_ThatWouldBeTwo_IsRefusedInEachPlace(string address)
    {
        foreach (var place in new[] { "-Cc $address", "-Bcc $address", "-From $address", "-ReplyTo $address", "-ReadReceiptTo $address", "-Headers @{ Sender = $address }", "-Headers @{ Bcc = $address }" })
            Refused("AddressInvalid", $"Send-SoarEmail a@example.org s b {place} -Asset $asset", ("address", address));
        foreach (var place in new[] { "-EnvelopeFrom $address", "-EnvelopeTo $address" })
            Refused("AddressInvalid", $"Send-SoarRawEmail \"From: x@example.org`nTo: y@example.org`n`nb`n\" {place} -Asset $asset", ("address", address));
        foreach (var field in new[] { "To", "Cc", "Bcc" })
            Refused("AddressInvalid", $"Send-SoarRawEmail \"From: x@example.org`n{field}: $address`n`nb`n\" -Asset $asset", ("address", address));
    }

    [Theory]
    [InlineData("\"a b\"@example.org")]
    [InlineData("\"a@b\"@example.org")]
    [InlineData("\"a,b\"@example.org")]
    [InlineData("\"\"@example.org")]
    public void Address_WithAQuotedLocalPart_IsSentTo(string address)
    {
        var message = Sent("Send-SoarEmail $address s b -From $address -Headers @{ 'Reply-To' = $address } -Asset $asset", ("address", address));

        Assert.Equal((address, address), (message.MailFrom, message.Recipients.Single().Address));
        Assert.Contains($"\r\nReply-To: {address}\r\n", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_OfEachKind_GoThroughAnOutbox()
    {
        string[] addresses = ["\"a b\"@example.org", "\"a>b\\\"\"@example.org", "jürgen@example.org", "a@xn--bcher-kva.example", "a@[192.0.2.1]", "a@[IPv6:2001:db8::1]"];

        var results = Engine.Run(
            """
            $down = $asset.Clone(); $down.port = 1
            $null = Send-SoarEmail $addresses s b -From $addresses[0] -Asset $down -Outbox $folder/box -ErrorAction SilentlyContinue
            Send-SoarOutbox $folder/box -Asset $asset -Force
            """,
            ("addresses", addresses));

        Assert.Equal("success", (string)((dynamic)Assert.Single(results)).Status);
        var message = Assert.Single(Server.Messages);
        Assert.Equal(addresses[0], message.MailFrom);
        Assert.Equal(addresses.Select(address => address.Replace("xn--bcher-kva", "bücher", StringComparison.Ordinal)), message.Recipients.Select(recipient => recipient.Address));
    }

    [Theory]
    [InlineData("-To a@example.org -Cc nobody", "-Cc")]
    [InlineData("-To a@example.org -Bcc nobody", "-Bcc")]
    [InlineData("-To a@example.org -From nobody", "-From")]
    [InlineData("-To a@example.org -ReplyTo nobody", "-ReplyTo")]
    [InlineData("-To a@example.org -ReadReceiptTo nobody", "-ReadReceiptTo")]
    [InlineData("-To a@example.org -Headers @{ Bcc = 'nobody' }", "Bcc")]
    [InlineData("-To a@example.org -Headers @{ 'Reply-To' = 'nobody' }", "Reply-To")]
    public void Address_ThatDoesNotParse_IsNamedWithItsPlace(string parameters, string place)
    {
        var message = Refused("AddressInvalid", $"Send-SoarEmail {parameters} -Body b -Asset $asset");
        Assert.Contains(place, message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_TwoAddresses_IsRefused() => Refused("AddressNotSingle", "Send-SoarEmail a@example.org s b -From 'x@example.org, y@example.org' -Asset $asset");

    [Theory]
    [InlineData("-To \"a@example.org`r`nBcc: evil@example.org\"")]
    [InlineData("-To \"a@example.org`nRCPT TO:<evil@example.org>\"")]
    [InlineData("-To a@example.org -From \"x@example.org`r`nSubject: evil\"")]
    [InlineData("-To a@example.org -From \"Name`r`n <x@example.org>\"")]
    [InlineData("-To \"a@example.org`0\"")]
    public void LineBreak_InAnAddress_IsRefused(string parameters) => Refused("AddressLineBreak", $"Send-SoarEmail {parameters} -Body b -Asset $asset");

    [Fact]
    public void LineBreak_BehindAnAddress_IsTakenOff()
    {
        var message = Sent("Send-SoarEmail \"a@example.org`r`n\" s b -Asset $asset");
        Assert.Contains("\r\nTo: a@example.org\r\n", message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\\ud83d@example.org")]
    [InlineData("\\ude00 <a@example.org>")]
    public void LoneSurrogate_InAnAddress_IsRefused(string address) => Refused("TextSurrogate", "Send-SoarEmail $address s b -Asset $asset", ("address", Escaped.Text(address)));

    [Theory]
    [InlineData(60)]
    [InlineData(5000)]
    public void Recipients_Many_AllGetIt(int count)
    {
        var message = Sent("Send-SoarEmail (1..$count | ForEach-Object { \"u$_@example.org\" }) s b -Asset $asset", ("count", count));

        Assert.Equal(Enumerable.Range(1, count).Select(i => $"u{i}@example.org"), message.Recipients.Select(recipient => recipient.Address));
        Assert.All(message.Text.Split("\r\n"), line => Assert.True(line.Length <= 998));
    }

    [Fact]
    public void NonAsciiLocalPart_NotAllowedByTheAsset_IsRefusedAndNamed()
    {
        var message = Refused("SmtpUtf8NotAllowed", "$asset.allow_smtputf8 = $false; Send-SoarEmail jörg@example.org s b -Asset $asset");
        Assert.Contains("jörg@example.org", message, StringComparison.Ordinal);
    }

    [Fact]
    public void NonAsciiLocalPart_NotOfferedByTheServer_IsRefusedBeforeData()
    {
        var server = StartServer(new ServerOptions { Extensions = ["8BITMIME"] });

        var message = Failed("SmtpUtf8NotOffered", "Send-SoarEmail jörg@example.org s b -Asset $asset");

        Assert.Contains("jörg@example.org", message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Connections[0].Transcript, line => line.StartsWith("C: MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public void NonAsciiDomain_WithoutSmtpUtf8_GoesAsPunycode()
    {
        var message = Sent("$asset.allow_smtputf8 = $false; Send-SoarEmail a@bücher.example s b -Asset $asset");
        Assert.Equal("a@xn--bcher-kva.example", message.Recipients[0].Address);
    }
}
