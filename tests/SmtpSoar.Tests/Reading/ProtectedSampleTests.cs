using System;
using System.Linq;
using System.Text;
using Xunit;

namespace SmtpSoar.Tests.Reading;

/// <summary>Mails that openssl and gpg have signed and encrypted are read, and a change of its content is seen.</summary>
public sealed class ProtectedSampleTests : IDisposable
{
    private readonly ProtectedSamples _samples = new();

    public static TheoryData<string> Names => [.. ProtectedSamples.Names];

    public void Dispose() => _samples.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Mail_OfEachKind_IsReadWithItsSignature(string name)
    {
        var mail = _samples.Read(Encoding.Latin1.GetBytes(ProtectedSamples.Text(name)));

        Assert.Equal(ProtectedSamples.Body, mail.TextBody?.Trim());
        Assert.Equal("data.bin", Assert.Single(mail.Attachments).Name);
        Assert.Equal(!name.EndsWith("-encrypted", StringComparison.Ordinal), mail.Signature.Any(signature => signature.Status == SignatureStatus.Valid));
    }

    [Theory]
    [InlineData("smime-signed")]
    [InlineData("pgp-signed")]
    public void Mail_WhoseTextIsChanged_IsInvalid(string name)
    {
        var mail = _samples.Read(Encoding.Latin1.GetBytes(ProtectedSamples.Text(name).Replace("that is protected", "that is projected", StringComparison.Ordinal)));

        Assert.Equal(SignatureStatus.Invalid, Assert.Single(mail.Signature).Status);
    }
}
