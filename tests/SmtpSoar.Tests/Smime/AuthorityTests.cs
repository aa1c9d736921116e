using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Smime;
using SmtpSoar.Core.Composition.Steps;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.Smime;

/// <summary>The authorities that a signature takes along: from the nearest place that has them, and read ahead of the mail.</summary>
public sealed class AuthorityTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly List<StoreLocation> _read = [];

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void Machine_WhereTheUserHasTheIssuers_IsNotRead()
    {
        var identity = Identity([], user: [_authority.Intermediate, _authority.Root], machine: []);

        Assert.Equal([_authority.Intermediate], identity.Intermediates);
        Assert.DoesNotContain(StoreLocation.LocalMachine, _read);
    }

    [Fact]
    public void Machine_WhereItAloneHasTheIssuer_IsRead()
    {
        Assert.Equal([_authority.Intermediate], Identity([], user: [], machine: [_authority.Intermediate]).Intermediates);
        Assert.Contains(StoreLocation.LocalMachine, _read);
    }

    [Fact]
    public void Stores_WhereTheFileHasTheIssuers_AreNotRead()
    {
        Assert.Equal([_authority.Intermediate], Identity([_authority.Root, _authority.Intermediate], user: [], machine: []).Intermediates);
        Assert.Empty(_read);
    }

    [Fact]
    public void Stores_OfACertificateThatIsItsOwnIssuer_AreNotRead()
    {
        Assert.Empty(Identity(_authority.Root, [], user: [], machine: []).Intermediates);
        Assert.Empty(_read);
    }

    [Fact]
    public async Task Mail_ThatIsSigned_TakesWhatWasReadAhead()
    {
        var protection = SmimeMail.Signing(_authority.Issue("ann@example.org"));
        var identities = Identities((_, _) => Identity(protection.SigningCertificate!.Certificate!, [], user: [], machine: [_authority.Intermediate]));
        var factory = Factory(identities);

        factory.ReadAhead(protection);
        await identities.Ahead!;
        var count = _read.Count;
        var cms = new SignedCms();
        cms.Decode(SmimeMail.Signed(SmimeMail.Wire(factory.Create(SmimeMail.Request(protection), CancellationToken.None))).Signature);

        Assert.Contains(cms.Certificates.Cast<X509Certificate2>(), certificate => certificate.Equals(_authority.Intermediate));
        Assert.Equal(count, _read.Count);
    }

    [Fact]
    public async Task Failure_OfReadingAhead_IsNoneOfTheMail()
    {
        var protection = SmimeMail.Signing(_authority.Issue("ann@example.org"));
        var loads = 0;
        var identities = Identities((source, _) => loads++ == 0 ? throw new IOException() : new SigningIdentity(source.Certificate!, [_authority.Intermediate]));
        var factory = Factory(identities);

        factory.ReadAhead(protection);
        await identities.Ahead!;

        Assert.NotNull(factory.Create(SmimeMail.Request(protection), CancellationToken.None));
        Assert.Equal(2, loads);
    }

    [Theory]
    [InlineData("unsigned")]
    [InlineData("nothing")]
    [InlineData("OpenPGP")]
    [InlineData("file")]
    public void Nothing_IsReadAhead_ForAMailThatNeedsNone(string kind)
    {
        var certificate = _authority.Issue("ann@example.org");
        var identities = Identities((_, _) => throw new InvalidOperationException());

        Factory(identities).ReadAhead(kind switch
        {
            "unsigned" => new MailProtection { Sign = false, SigningCertificate = SmimeMail.Source(certificate) },
            "OpenPGP" => new MailProtection { PgpKey = "a.asc", SigningCertificate = SmimeMail.Source(certificate) },
            "file" => new MailProtection { SigningCertificate = new CertificateSource { Path = "a.pfx" } },
            _ => null,
        });

        Assert.Null(identities.Ahead);
    }

    private static SigningIdentities Identities(Func<CertificateSource, CancellationToken, SigningIdentity> load) => new(TestMail.Asset) { Load = load };

    private static MessageFactory Factory(SigningIdentities identities) => new(
        TestMail.Asset,
        TimeProvider.System,
        new CompositionParts
        {
            Bodies = CompositionParts.Of(TestMail.Asset).Bodies,
            EntitySteps = [new SmimeSigner(TestMail.Asset, identities, TimeProvider.System)],
            Identities = identities,
        });

    private SigningIdentity Identity(X509Certificate2[] others, X509Certificate2[] user, X509Certificate2[] machine) =>
        Identity(_authority.Issue("ann@example.org"), others, user, machine);

    private SigningIdentity Identity(X509Certificate2 certificate, X509Certificate2[] others, X509Certificate2[] user, X509Certificate2[] machine) => new(certificate, others)
    {
        Authorities = CertificateStores.All(location =>
        {
            _read.Add(location);
            return location == StoreLocation.CurrentUser ? user : machine;
        }),
    };
}
