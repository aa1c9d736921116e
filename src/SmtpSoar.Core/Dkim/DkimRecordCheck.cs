using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Dkim.Keys;
using SmtpSoar.Core.NameService;

namespace SmtpSoar.Core.Dkim;

/// <summary>Compares keys with the records that DNS publishes.</summary>
/// <param name="domain">The signing domain.</param>
/// <param name="resolver">The resolver.</param>
internal sealed class DkimRecordCheck(string domain, IDnsResolver resolver)
{
    /// <summary>Compares one key.</summary>
    /// <returns>A finding, for people.</returns>
    /// <exception cref="SmtpSoarException">Receivers would find no key, or another one; or DNS did not answer.</exception>
    public async Task<string> RunAsync(DkimIdentity identity, CancellationToken cancellationToken)
    {
        var name = identity.RecordName(domain);
        var texts = await resolver.FindTextAsync(name, cancellationToken).ConfigureAwait(false);
        if (texts.Count == 0)
            throw Errors.DkimRecordMissing.With(name, DkimRecord.For(identity.Key));
        var record = RecordOf(texts, name);
        if (record.FaultFor(identity.Key) is { } fault)
            throw Errors.DkimRecordUnsuitable.With(name, fault, DkimRecord.For(identity.Key));
        return Messages.DkimRecordFits(name, identity.Key.Kind, identity.Key.Bits, DkimKeySource.AdvisedBits, record.IsTest);
    }

    // RFC 6376, section 3.6.2.2: with several records verifiers may take any.
    private static DkimRecord RecordOf(IReadOnlyList<string> texts, string name)
    {
        var records = texts.Select(DkimRecord.TryParse).OfType<DkimRecord>().ToList();
        return records.Count switch
        {
            0 => throw Errors.DkimRecordInvalid.With(name, "it is no DKIM record"),
            1 => records[0],
            _ => throw Errors.DkimRecordInvalid.With(name, "there are several"),
        };
    }
}
