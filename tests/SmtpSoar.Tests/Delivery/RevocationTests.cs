using System;
using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Smtp.Tls;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>What becomes of a certificate that an authority trusted by the handshake may have revoked.</summary>
public sealed class RevocationTests : IDisposable
{
    private readonly TestCertificates _certificates = new($"SmtpSoar test authority {Guid.NewGuid():N}");
    private readonly CrlServer _lists = CrlServer.Start();
    private readonly RecordingFeedback _feedback = new();

    public void Dispose()
    {
        _lists.Dispose();
        _certificates.Dispose();
    }

    [Theory]
    [InlineData(CertificateRevocation.BestEffort)]
    [InlineData(CertificateRevocation.Require)]
    [InlineData(CertificateRevocation.Off)]
    public void Certificate_NotOnTheList_IsTaken(CertificateRevocation mode)
    {
        using var certificate = _certificates.Server(_lists.Url);
        _lists.List = _certificates.RevocationList();

        Assert.Null(Judge(certificate, mode));
        Assert.Equal(mode != CertificateRevocation.Off, _lists.Requests > 0);
        Assert.Empty(_feedback.Details);
    }

    [Theory]
    [InlineData(CertificateRevocation.BestEffort, true)]
    [InlineData(CertificateRevocation.Require, true)]
    [InlineData(CertificateRevocation.Off, false)]
    public void Certificate_OnTheList_IsRefusedUnlessNobodyAsks(CertificateRevocation mode, bool isRefused)
    {
        using var certificate = _certificates.Server(_lists.Url);
        _lists.List = _certificates.RevocationList(certificate);

        var refusal = Judge(certificate, mode);

        Assert.Equal(isRefused, refusal is not null);
        if (isRefused)
            Assert.Contains("revoked", refusal);
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("not found")]
    public void State_Unknown_IsNotedOrRefused(string why)
    {
        using var certificate = _certificates.Server(why == "no address" ? null : _lists.Url);

        Assert.Null(Judge(certificate, CertificateRevocation.BestEffort));
        Assert.Contains("could not be learned", Assert.Single(_feedback.Details));
        Assert.Contains("Require", Judge(certificate, CertificateRevocation.Require));
        Assert.Null(Judge(certificate, CertificateRevocation.Off));
    }

    [Fact]
    public void Lists_ThatNeverCome_AreNotWaitedForLong()
    {
        _lists.Hang = true;
        using var certificate = _certificates.Server(_lists.Url);
        var clock = Stopwatch.StartNew();

        Assert.Null(Judge(certificate, CertificateRevocation.BestEffort));

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(9));
        Assert.Contains("could not be learned", Assert.Single(_feedback.Details));
    }

    [Fact]
    public async Task Lists_ThatNeverCome_AreNotWaitedForByWhoIsStopped()
    {
        _lists.Hang = true;
        using var certificate = _certificates.Server(_lists.Url);
        using var stop = new CancellationTokenSource();

        var judging = Task.Run(() => Judge(certificate, CertificateRevocation.BestEffort, stop.Token));
        await _lists.FirstRequest.WaitAsync(TimeSpan.FromSeconds(10));
        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => judging);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), clock.Elapsed.ToString());
    }

    /// <summary>Why the certificate is refused, by a handshake that trusts the authority.</summary>
    private string? Judge(X509Certificate2 certificate, CertificateRevocation mode, CancellationToken stop = default)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_certificates.Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        Assert.True(chain.Build(certificate));
        var validator = new CertificateValidator(new SmtpAsset { Server = "localhost", CertificateRevocation = mode }, _feedback);
        Assert.Equal(validator.Validate(certificate, chain, SslPolicyErrors.None, stop), validator.Refusal is null);
        return validator.Refusal;
    }
}
