using System;
using Xunit;

namespace SmtpSoar.Tests.Composition;

public sealed class HeaderRefusalTests
{
    [Theory]
    [InlineData("")]
    [InlineData("X Name")]
    [InlineData("X-Name:")]
    [InlineData("X-Name\t")]
    [InlineData("X-Näme")]
    [InlineData("X-Name\r\nBcc")]
    [InlineData("X\0")]
    public void Compose_NoHeaderName_IsRefused(string name) =>
        Assert.Equal("HeaderNameInvalid", Refuse(name, "value").ErrorId);

    [Fact]
    public void Compose_NameThatFitsNoLine_IsRefused() =>
        Assert.Equal("HeaderNameInvalid", Refuse(new string('x', 256), "value").ErrorId);

    [Theory]
    [InlineData("value\r\nBcc: spy@example.org")]
    [InlineData("value\nBcc: spy@example.org")]
    [InlineData("value\rBcc: spy@example.org")]
    [InlineData("value\r folded")]
    [InlineData("value\u0085next")]
    [InlineData("value\u2028next")]
    [InlineData("value\u2029next")]
    [InlineData("value\u000B")]
    [InlineData("value\u007F")]
    public void Compose_LineBreakInValue_IsRefusedByName(string value)
    {
        var error = Refuse("X-Name", value);

        Assert.Equal("HeaderValueInvalid", error.ErrorId);
        Assert.Contains("X-Name", error.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("spy", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\0', "TextNul")]
    [InlineData('\uD83D', "TextSurrogate")]
    public void Compose_WhatMailCantCarryInValue_IsRefused(char character, string errorId) =>
        Assert.Equal(errorId, Refuse("X-Name", $"a{character}b").ErrorId);

    [Theory]
    [InlineData("Content-Type")]
    [InlineData("content-transfer-encoding")]
    [InlineData("Content-Disposition")]
    [InlineData("Content-ID")]
    [InlineData("Content-Language")]
    [InlineData("MIME-Version")]
    [InlineData("Resent-Bcc")]
    public void Compose_FieldThatFollowsFromTheParts_IsRefused(string name) =>
        Assert.Equal("HeaderReserved", Refuse(name, "text/html").ErrorId);

    [Theory]
    [InlineData("From", "a@example.org")]
    [InlineData("Sender", "a@example.org")]
    [InlineData("Subject", "one")]
    [InlineData("date", "Mon, 01 Jan 2024 00:00:00 +0000")]
    [InlineData("Message-ID", "<1@example.org>")]
    [InlineData("References", "<1@example.org>")]
    [InlineData("In-Reply-To", "<1@example.org>")]
    [InlineData("Disposition-Notification-To", "a@example.org")]
    public void Compose_SingleFieldTwice_IsRefused(string name, string value)
    {
        var request = TestMail.Text();
        request.Headers = [new HeaderField(name, value), new HeaderField(name.ToUpperInvariant(), value)];

        Assert.Equal("HeaderRepeated", TestMail.Refusal(request).ErrorId);
    }

    [Theory]
    [InlineData("To", "nobody")]
    [InlineData("Bcc", "a@example.org; b@example.org")]
    [InlineData("Reply-To", "x y z")]
    [InlineData("Errors-To", "nobody")]
    public void Compose_NoAddressInAddressField_IsRefusedByFieldName(string name, string value)
    {
        var error = Refuse(name, value);

        Assert.Equal("AddressInvalid", error.ErrorId);
        Assert.Contains($"header field {name}", error.Sentence, StringComparison.Ordinal);
    }

    private static SmtpSoarException Refuse(string name, string value)
    {
        var request = TestMail.Text();
        request.Headers = [new HeaderField(name, value)];
        return TestMail.Refusal(request);
    }
}
