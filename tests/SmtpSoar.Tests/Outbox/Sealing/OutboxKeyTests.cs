using System;
using System.Net;
using SmtpSoar.Core;
using SmtpSoar.Core.Assets;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Sealing;

/// <summary>An asset with a key, where the platform has no AES-GCM.</summary>
public sealed class OutboxKeyTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Fact]
    public void Key_WithoutAesGcm_IsRefusedInOneSentence()
    {
        var asset = new SmtpAsset { Server = "mail.example.org", OutboxKey = new NetworkCredential("", Key).SecurePassword };
        var context = new OutboxStoreContext("outbox", new RecordingFeedback(), TimeProvider.System) { Asset = asset };
        AssetValidator.Validate(asset);
#if NET
        OutboxStores.Create(OutboxStores.Factories, context).Dispose();
        Assert.NotEmpty(Errors.OutboxKeyUnsupported.Sentence);
#else
        Assert.Equal("OutboxKeyUnsupported", Assert.Throws<SmtpSoarException>(() => OutboxStores.Create(OutboxStores.Factories, context)).ErrorId);
#endif
    }
}
