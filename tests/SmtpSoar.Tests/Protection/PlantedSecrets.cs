using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using Org.BouncyCastle.Crypto.Parameters;
using SmtpSoar.Core.OpenPgp.Keys;
using SmtpSoar.Tests.Dkim;
using SmtpSoar.Tests.OpenPgp;
using SmtpSoar.Tests.Smime;
using Xunit;

namespace SmtpSoar.Tests.Protection;

/// <summary>The secrets of protected mails, in each form in which one could get out.</summary>
internal sealed class PlantedSecrets
{
    private const int Slice = 24;

    private readonly List<(string Name, byte[] Form)> _forms = [];

    public PlantedSecrets(ProtectedMails mails)
    {
        Add("the password of the certificate's file", Encoding.UTF8.GetBytes(ProtectedMails.Password));
        Add("the passphrase", Encoding.UTF8.GetBytes(GpgHome.Passphrase));
        using var key = mails.Own.GetRSAPrivateKey()!;
        var parameters = key.ExportParameters(true);
        Add("d of the certificate's key", parameters.D![..Slice]);
        Add("p of the certificate's key", parameters.P![..Slice]);
        Add("q of the certificate's key", parameters.Q![..Slice]);
        var pgp = PgpSigningKey.Read(mails.SecretKey, GpgHome.Secret(), DateTime.UtcNow.AddMinutes(1), CancellationToken.None);
        Add("the OpenPGP key", ((Ed25519PrivateKeyParameters)pgp.Private.Key).GetEncoded());
        foreach (var name in new[] { "rsa2048", "ed25519" })
            Add("the key for DKIM " + name, Der(name)[^Slice..]);
    }

    /// <summary>Adds the content's key of an encrypted mail, as its recipient learns it.</summary>
    public void AddContentKey(ProtectedMails mails, string kind, byte[] wire)
    {
        if (kind.StartsWith("smime-", StringComparison.Ordinal))
        {
            var cms = new EnvelopedCms();
            cms.Decode(SmimeMail.Structure(wire));
            using var key = mails.Other.GetRSAPrivateKey()!;
            var encrypted = cms.RecipientInfos.Cast<RecipientInfo>().Single(info => SerialOf(info) == mails.Other.SerialNumber).EncryptedKey;
            Add("the content's key (S/MIME)", key.Decrypt(encrypted, RSAEncryptionPadding.Pkcs1));
            return;
        }

        var armor = Regex.Match(Encoding.Latin1.GetString(wire), "-----BEGIN PGP MESSAGE.*END PGP MESSAGE-----", RegexOptions.Singleline).Value;
        var (_, _, errors) = mails.Gpg.Run("--show-session-key", "--decrypt", mails.Gpg.Write("encrypted.asc", armor));
        var hex = Regex.Match(errors, "session key: '9:([0-9A-F]+)'").Groups[1].Value;
        Assert.True(hex.Length > 0, errors);
        Add("the content's key (OpenPGP)", Convert.FromHexString(hex));
    }

    /// <summary>Fails where something that was written holds a secret.</summary>
    public void AssertAbsent(byte[] written, string place)
    {
        foreach (var (name, form) in _forms)
            Assert.True(written.AsSpan().IndexOf(form) < 0, $"{place} holds {name}");
    }

    /// <summary>Whether all secrets would be found.</summary>
    public int Count => _forms.Select(form => form.Name).Distinct().Count();

    private static string SerialOf(RecipientInfo info) => ((System.Security.Cryptography.Xml.X509IssuerSerial)info.RecipientIdentifier.Value!).SerialNumber;

    // Plain, in hex, and in base64 at each of the three places at which it can stand within a blob.
    private void Add(string name, byte[] secret)
    {
        _forms.Add((name, secret));
        _forms.Add((name, Encoding.ASCII.GetBytes(Convert.ToHexString(secret))));
        _forms.Add((name, Encoding.ASCII.GetBytes(Convert.ToHexString(secret).ToLower(CultureInfo.InvariantCulture))));
        for (var offset = 0; offset < 3; offset++)
        {
            var text = Convert.ToBase64String([.. new byte[offset], .. secret]);
            _forms.Add((name, Encoding.ASCII.GetBytes(text[(offset == 0 ? 0 : 4)..((offset + secret.Length) / 3 * 4)])));
        }
    }

    private static byte[] Der(string name) => Convert.FromBase64String(
        string.Concat(DkimKeys.Pem(name).Split('\n').Where(line => !line.StartsWith("-----", StringComparison.Ordinal)).Select(line => line.Trim())));
}
