namespace SmtpSoar;

public static partial class Errors
{
    internal static readonly ErrorDefinition DkimSettingMissing = new(
        nameof(DkimSettingMissing),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "DKIM needs what the asset does not have: {0}.",
        "Set all of DkimDomain, DkimSelector and DkimPrivateKey, or none of them.");

    internal static readonly ErrorDefinition DkimKeysUneven = new(
        nameof(DkimKeysUneven),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The number of DKIM selectors is {0}, that of private keys {1}.",
        "Give DkimSelector and DkimPrivateKey in the same order, a key for each selector.");

    internal static readonly ErrorDefinition DkimDomainInvalid = new(
        nameof(DkimDomainInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "'{0}' can't be the domain of a DKIM signature.",
        "Set DkimDomain to the domain of the From addresses, such as example.org.");

    internal static readonly ErrorDefinition DkimSelectorInvalid = new(
        nameof(DkimSelectorInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "'{0}' can't be a DKIM selector: {1}.",
        "Set DkimSelector to the name before ._domainkey under which DNS has the public key, such as mail2026.");

    internal static readonly ErrorDefinition DkimNotConfigured = new(
        nameof(DkimNotConfigured),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "-Dkim asks for a DKIM signature, and the asset has no key for it.",
        "Set DkimDomain, DkimSelector and DkimPrivateKey of the asset, or leave out -Dkim.");

    internal static readonly ErrorDefinition DkimKeyNotFound = new(
        nameof(DkimKeyNotFound),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "The DKIM key file '{0}' does not exist.",
        "Check DkimPrivateKey of the asset: the path of a PEM file with the private key.");

    internal static readonly ErrorDefinition DkimKeyUnreadable = new(
        nameof(DkimKeyUnreadable),
        ErrorKind.ReadError,
        FailureHandling.Input,
        "The DKIM key file '{0}' can't be read: {1}",
        "Check that it is a file and that you may read it.");

    internal static readonly ErrorDefinition DkimKeyExposed = new(
        nameof(DkimKeyExposed),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "The DKIM key file '{0}' can be read or changed by others (mode {1}). It was not used.",
        "Take the rights of others away: chmod 600 FILE. If others may have read it, make a new key under another selector.");

    internal static readonly ErrorDefinition DkimKeyInvalid = new(
        nameof(DkimKeyInvalid),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "{0} has no key that DKIM can use: {1}.",
        "Give an RSA or Ed25519 private key in PEM without passphrase, as this makes one: openssl genrsa -out dkim.pem 2048.");

    internal static readonly ErrorDefinition DkimKeyTooShort = new(
        nameof(DkimKeyTooShort),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "{0} is an RSA key of {1} bits, and receivers ignore signatures of fewer than {2} (RFC 8301).",
        "Make a new key and publish it under a new selector: openssl genrsa -out dkim.pem 2048.");

    internal static readonly ErrorDefinition DkimRecordMissing = new(
        nameof(DkimRecordMissing),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "DNS has no DKIM key at '{0}', so that no receiver can verify the mails. Its TXT record would be: {1}",
        "Publish that record, or set DkimDomain and DkimSelector to the name of the one that is there.");

    internal static readonly ErrorDefinition DkimRecordInvalid = new(
        nameof(DkimRecordInvalid),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "The TXT record at '{0}' can't be used: {1}.",
        "Publish one record there, which begins with v=DKIM1 and has the public key in p=.");

    internal static readonly ErrorDefinition DkimRecordUnsuitable = new(
        nameof(DkimRecordUnsuitable),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "The DKIM record at '{0}' does not fit the private key: {1}. The key's record would be: {2}",
        "Publish that record, or set DkimPrivateKey to the key that belongs to the selector.");

    internal static readonly ErrorDefinition DnsUnavailable = new(
        nameof(DnsUnavailable),
        ErrorKind.ConnectionError,
        FailureHandling.Input,
        "DNS could not be asked about '{0}': {1}.",
        "Check the DNS servers of this machine, or name one that answers: -DnsServer 192.0.2.53.");

    internal static readonly ErrorDefinition DnsServerInvalid = new(
        nameof(DnsServerInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "'{0}' is no address of a DNS server.",
        "Give an IP address, with a port where it is not 53: 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353.");
}
