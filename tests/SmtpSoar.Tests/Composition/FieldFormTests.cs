using System;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>Fields whose values have a form: given in another one they are refused, and the error shows the right one.</summary>
public sealed class FieldFormTests
{
    [Theory]
    [InlineData("Date", "yesterday", "+0100")]
    [InlineData("date", "2024-01-01T10:00:00Z", "Sat, 28 Nov 2026")]
    [InlineData("Date", "Tue, 01 Jan 2024 10:00:00 +0000", "+0100")]
    [InlineData("Resent-Date", "now", "+0100")]
    [InlineData("Message-ID", "id@example.org", "<name@example.org>")]
    [InlineData("Message-ID", "<id>", "<name@example.org>")]
    [InlineData("Message-ID", "<a@example.org> <b@example.org>", "<name@example.org>")]
    [InlineData("Message-ID", "<a b@example.org>", "<name@example.org>")]
    [InlineData("Message-ID", "<ä@example.org>", "<name@example.org>")]
    [InlineData("MESSAGE-id", "", "<name@example.org>")]
    [InlineData("In-Reply-To", "id@example.org", "<first@example.org> <second@example.org>")]
    [InlineData("In-Reply-To", "Your mail of Monday", "<first@example.org> <second@example.org>")]
    [InlineData("References", "<a@example.org>, <b@example.org>", "<first@example.org> <second@example.org>")]
    [InlineData("References", "<a@example.org> b@example.org", "<first@example.org> <second@example.org>")]
    public void Compose_ValueOfAnotherForm_IsRefusedAndShowsTheRightOne(string name, string value, string form)
    {
        var error = TestMail.Refusal(With(name, value));

        Assert.Equal("HeaderFormInvalid", error.ErrorId);
        Assert.Contains($"'{name}'", error.Sentence, StringComparison.Ordinal);
        Assert.Contains(form, error.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Date", "Mon, 01 Jan 2024 10:00:00 -0330")]
    [InlineData("Message-ID", "<CAF+x=y_$1.2@mail.example.org>")]
    [InlineData("Message-ID", "<1@[192.0.2.1]>")]
    [InlineData("In-Reply-To", "<a@example.org>")]
    [InlineData("References", "<a@example.org> <b@example.org>\t<c@example.org>")]
    [InlineData("References", "<a@example.org><b@example.org>")]
    [InlineData("Resent-Message-ID", "<a@example.org>")]
    public void Compose_ValueOfItsForm_GoesAsGiven(string name, string value) =>
        Assert.Equal($"{name}: {value}", TestMail.Field(TestMail.Wire(TestMail.Compose(With(name, value))), name));

    private static EmailRequest With(string name, string value)
    {
        var request = TestMail.Text();
        request.Headers = [new HeaderField(name, value)];
        return request;
    }
}
