using System;
using System.Collections.Generic;
using System.Globalization;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core;

/// <summary>The sentences that are no errors: warnings and notes. One place for each.</summary>
internal static class Messages
{
    private const int MaxContentId = 100;

    public const string EmailSent = "Email sent";

    public const string TestPassed = "Test connectivity passed; the test mail was accepted.";

    public const string TestPassedWithoutMail = "Test connectivity passed. No test mail was sent (-SkipTestMail).";

    public static string TestPassedWithoutAddress(SmtpAsset asset) =>
        $"Test connectivity passed up to the login. No test mail was sent, since {NoAddress(asset)}. "
        + "Set SenderAddress (sender_address) for one, or give -From with each mail.";

    public const string TestMailSkipped = "not wanted (-SkipTestMail)";

    public static string NoAddress(SmtpAsset asset) => string.IsNullOrWhiteSpace(asset.Username)
        ? "the asset has neither SenderAddress nor Username"
        : $"the asset has no SenderAddress, and its Username '{SafeText.Of(asset.Username)}' is no mail address";

    public const string TestSubject = "SmtpSoar test connectivity";

    public const string TestBody =
        "This mail was sent by Test-SmtpAsset to find out whether the mail server can be used. It needs no answer.\n";

    public const string PreviewNote = "A preview of a mail that was not sent. Nothing is loaded from elsewhere: remote pictures stay away.";

    public static string RemotePictures(int count, IEnumerable<string> hosts) =>
        $"{count} remote {(count == 1 ? "picture is" : "pictures are")} not loaded here: {string.Join(", ", hosts)}. "
        + "A reader's program that loads them tells these hosts that the mail was read.";

    public static string EmailSentWithout(IEnumerable<string> missing) => $"{EmailSent} without {string.Join(", ", missing)}";

    public static string FoldedTooOften(int limit) => string.Format(
        CultureInfo.InvariantCulture,
        "more than {0} lines in a row begin with a blank, more than the preview reads of one header field.",
        limit);

    public static string DkimNotAligned(string from, string domain) =>
        $"The mail comes from the domain '{SafeText.Of(from)}', and its DKIM signature speaks for '{domain}': receivers that ask for DMARC "
        + "do not count it (RFC 7489, section 3.1.1). Set DkimDomain to the domain of the From address.";

    public static string DkimKeyWeak(string selector, int bits, int advised) => string.Format(
        CultureInfo.InvariantCulture,
        "The DKIM key of the selector '{0}' has {1} bits. At least {2} are advised (RFC 8301, section 3.2).",
        selector,
        bits,
        advised);

    public static string DkimRecordFits(string name, string kind, int bits, int advised, bool isTest)
    {
        var strength = kind == "rsa" && bits < advised
            ? string.Format(CultureInfo.InvariantCulture, "{0} bits, of which at least {1} are advised", bits, advised)
            : string.Format(CultureInfo.InvariantCulture, "{0} bits", bits);
        return $"{name}: {kind}, {strength}, as DNS has it"
            + (isTest ? "; its record says that DKIM is only tested (t=y), so receivers do not count it" : "");
    }

    public static string SignedBy(string certificate, string hash, SignatureFormat format) =>
        $"The content is signed by the certificate {certificate} with {hash}, "
        + (format == SignatureFormat.Opaque ? "around the content." : "beside the content.");

    public static string EncryptedFor(bool isReadBySender) =>
        "The content is encrypted with AES-256 for each recipient" + (isReadBySender ? " and the sender." : ".")
        + " The subject and the addresses stay readable.";

    public static string BlindCopiesApart(int count) => count == 1
        ? "The blind recipient gets a message of their own, which is not in this file: the encryption would show who can read it."
        : $"The {count} blind recipients get messages of their own, which are not in this file: the encryption would show who can read it.";

    public static string ChainNotTrusted(string certificate, string faults) =>
        $"This machine does not trust the certificate {certificate} that signs mails: {faults}. Readers that do not trust its authority "
        + "either see a warning in place of the signature.";

    public static string RecipientsUnfit(string addresses, string reason) =>
        $"No mail can be encrypted for {addresses}. The first reason: {reason}";

    public static string CertificateExpires(string what, int days) => days == 1
        ? $"{what} expires in 1 day."
        : $"{what} expires in {days} days.";

    public static string PgpRecipientsUnfit(string first, int others) => others == 0
        ? $"No mail can be encrypted by OpenPGP for {first}."
        : $"No mail can be encrypted by OpenPGP for {first} and {others} more.";

    public static string SenderCannotRead(string address) =>
        $"No certificate for the sender '{address}' was found, so the sender can't read the encrypted mail.";

    public static string CertificateChosen(string address, string certificate, int count) =>
        $"{address} has {count} certificates. The newest that is valid is used: {certificate}.";

    public static string SignedByPgp(string hash) =>
        $"The content is signed by OpenPGP with {hash.Replace("pgp-", "").ToUpperInvariant()}.";

    public static string EncryptedByPgp() =>
        "The content is encrypted by OpenPGP with AES-256 for each recipient. The subject and the addresses stay readable.";

    public static string SenderHasNoPgpKey(string address) =>
        $"No OpenPGP key for the sender '{SafeText.Of(address)}' was found, so the sender can't read the encrypted mail.";

    public static string AttachmentLeftOut(string what) => $"An attachment was left out: {what}";

    public static string MailboxLineLeftOut(string source, string line) =>
        $"{source} begins with a line of a mailbox file, '{line}', which is no part of the message: the message goes without it.";

    public static string RawLineTooLong(string source, long longest, int limit) => string.Format(
        CultureInfo.InvariantCulture,
        "{0} has lines over {2} characters, the longest with {1}. A raw message goes as it is, but servers may refuse or cut such lines "
        + "(RFC 5322, section 2.1.1).",
        source,
        longest,
        limit);

    public static string AttachmentEmpty(int count) =>
        $"{count} of the entries of -AttachmentJson (attachment_json) name no vault id and were passed over.";

    public static string FileGrew(string path, long length) => string.Format(
        CultureInfo.InvariantCulture,
        "The file '{0}' grew while it was read: its first {1:N0} bytes are used, as many as it had when it was taken.",
        path,
        length);

    public static string ContentIdAlone(int number) =>
        $"-ContentId{number} (content_id{number}) is given without -Attachment{number} (attachment{number}), the file that it belongs to, "
        + "and was passed over.";

    public static string ContentIdUnused(string id) =>
        $"The HTML never refers to the content id '{ShownText.Line(id, MaxContentId)}'; the attachment may not be shown.";

    public static string ContentIdUnknown(string id) =>
        $"The HTML refers to 'cid:{ShownText.Line(id, MaxContentId)}', but no attachment has that content id; a picture will be missing.";

    public static string PictureLocal(string path) =>
        $"The HTML shows the picture '{ShownText.Line(path, MaxContentId)}' from a file, which readers don't have; it will be missing. "
        + "-PicturePath 'FOLDER' takes the pictures of that folder into the mail; or attach the file with a content id, "
        + "-Attachments @{ Path = 'FILE'; ContentId = 'picture' }, and refer to that: <img src=\"cid:picture\">.";

    public static string Sanitized(IEnumerable<string> removed) => $"Sanitising removed: {string.Join(", ", removed)}.";

    public static string CertificateNotChecked(string server) =>
        $"The certificate of {server} is not checked (SkipCertificateCheck): whoever stands in between can read the mail and the password.";

    public static string CertificateRevocationUnknown(string certificate) =>
        $"Whether the certificate {certificate} has been revoked could not be learned; it is used (CertificateRevocation BestEffort).";

    public static string RevocationUnknown(string server) =>
        $"Whether the certificate of {server} has been revoked could not be learned; it is accepted (CertificateRevocation BestEffort).";

    // Without the text: it may be a secret.
    public const string NoJson =
        "JSON begins with a brace, and this text does not. If it is the path of a file: Import-SmtpAsset -Path FILE.";

    public static string NoLogin(SmtpAsset asset, UnfinishedLogin login) => login.Method == AuthType.Basic
        ? $"The asset has the user name '{asset.Username}' but no password, so nobody logs in at {asset.Server}, which offers it. "
            + "Give the password, or set AuthType (auth_type) to Passwordless."
        : $"The asset has settings for {login.Method} but not {string.Join(", ", login.Missing)}, "
            + $"so nobody logs in at {asset.Server}, which offers it. "
            + "Give what is missing, or set AuthType (auth_type) to Passwordless.";

    public static string PlatformKeys(IEnumerable<string> keys) =>
        $"Passed over in the asset, since they concern SOAR and not the mail server: {string.Join(", ", keys)}.";

    public static string AuthenticationFallback(AuthType method, string sentence) =>
        $"{method} failed, so the next method is tried (-AllowAuthenticationFallback): {sentence}";

    public static string TokenReady(string authority, DateTimeOffset? end) => end is { } time
        ? string.Format(CultureInfo.InvariantCulture, "from {0}, good until {1:u}", authority, time.UtcDateTime)
        : $"from {authority}, without an end that we were told";

    public static string TokenNotKept(string sentence) =>
        $"The access token is used without being kept, so the next command gets another one: {sentence}";

    public const string ClientWithoutSecret = "A client that has no secret names its flow: OAuthFlow AuthorizationCode or DeviceCode.";

    public const string LoginWithoutUsername =
        "Set what is missing; Username (username) is the account that logs in, mostly an address, and belongs to every login. "
        + "Passwordless as AuthType (auth_type) logs in nowhere and needs none.";

    public const string GraphLogin =
        "An application logs in with Tenant, ClientId, and ClientSecret or OAuthCertificate, and needs no Username. "
        + "A person logs in with ClientId and Username.";

    public const string GmailLogin =
        "A service account logs in with ServiceAccountKey; Username is the mailbox that it sends for. "
        + "A person logs in with ClientId, ClientSecret and Username.";

    public const string ThenLogInAgain = "Then run Connect-SmtpAsset with this asset again, in a session with a person.";

    public static string AnsweredFromMemory(string authority) =>
        $"{authority} was not asked again so soon after that answer: wait some minutes, or start another PowerShell.";

    public static string ReadMore(string section) => $"See {section} in Get-Help about_SmtpSoar_Replies.";

    public static string TokenWasRejected(string server, SmtpReply reply) => $"Before, {server} had rejected the kept token ({reply}).";

    public static string TokenLost(string sentence) =>
        "The new tokens could not be kept, so this login ends with the present command, and Connect-SmtpAsset must be run again: "
        + sentence;

    public static string TokenRejected(string server, SmtpReply reply) =>
        $"{server} rejected the access token ({reply}); another one is tried once.";

    public static string TokenOfSomebodyElse(string user, string mailbox) =>
        $"The token is that of {user}, and the mailbox is {mailbox}: for a shared mailbox {user} needs rights on it, "
        + $"else log in as {mailbox} with Connect-SmtpAsset.";

    public static string TryingAgain(string sentence, TimeSpan delay, int number, int most) => string.Format(
        CultureInfo.InvariantCulture,
        "{0} It is tried again in {1:0.#} s (try {2} of {3}).",
        sentence,
        delay.TotalSeconds,
        number,
        most);

    public static string Tried(int attempts, TimeSpan time) =>
        string.Format(CultureInfo.InvariantCulture, "It was tried {0} times in {1:0.#} s.", attempts, time.TotalSeconds);

    public static string Waiting(MailWait wait) => string.Format(
        CultureInfo.InvariantCulture,
        "Waiting for {0}{1}{2}.",
        wait.For,
        wait.Try > 1 ? string.Format(CultureInfo.InvariantCulture, ", try {0}", wait.Try) : "",
        wait.Left is { } left ? string.Format(CultureInfo.InvariantCulture, "; {0:0} s left", Math.Ceiling(left.TotalSeconds)) : "");

    public static string ForAddress(string server) => $"the address of {server}";

    public static string ForConnection(string server) => $"{server} to take the connection";

    public static string ForReply(string server) => $"{server} to answer";

    public static string ForRoom(string server) => $"{server} to take more of the message";

    public static string ForToken(string server) => $"an access token for {server}";

    public static string ForDatabase(string outbox) => $"the database of the outbox '{outbox}'";

    public static string ForTurn(string server) => $"its turn, since {server} or the asset limits how fast mails may go";

    public const string ForFleetConnection = "a connection, since other machines have all that the asset allows";

    public static string ForNextTry(int number, int most, string sentence) =>
        string.Format(CultureInfo.InvariantCulture, "try {0} of {1}, since this failed: {2}", number, most, sentence.TrimEnd('.'));

    public const string RecipientUnknown = "tried by itself, and the server had the message but its reply was lost: it may have arrived";

    public static string SpeaksInClear(string said) => $"it does not speak TLS at first, but said '{said}' in the clear";

    public const string ChooseStartTls =
        "Set SslMethod (ssl_config) to StartTls for this port (usually 587), "
        + "or use the port that speaks TLS from the first byte (usually 465). "
        + "For a relay in your own network that has no TLS at all, set SslMethod to None (usually port 25): mails then go in clear text.";

    public const string SomeRefusedForNow =
        "Check the addresses that were refused for good (5xx). Those refused for now (4xx) may get it in some minutes. "
        + "The Recipients of the result tell each reply.";

    public const string NotAsked = "not asked";

    public static string SentWithoutEightBit(string server) =>
        $"{server} does not offer 8BITMIME, but a raw message may not be changed: its 8-bit content was sent as it is.";

    public static string SentWithoutSmtpUtf8(string server) =>
        $"SMTPUTF8 is not to be had at {server}, but a raw message may not be changed: "
        + "the non-ASCII characters of its header were sent as they are.";

    public static string ProtocolLogGap(string path, string how) =>
        $"The protocol log '{path}' is not whole, since it can't be written any more: {how}. The mails go out all the same.";

    public static string Connected(string server, int port, string tls, string authentication) =>
        $"Connected to {server}, port {port} ({tls}; authentication: {authentication}).";

    public static string AddressesTried(string server, string tried) => $"Tried the addresses of {server}: {tried}.";

    public static string FallbackUsed(string asset, string sentence) =>
        $"The mail goes by the fallback asset '{asset}', since the first can't be used: {sentence}";

    public static string FallbackFailed(string asset, string sentence) => $"The fallback asset '{asset}' failed too: {sentence}";

    public static string EmailSentByFallback(string first, string asset, string? server, string sentence) =>
        $"{EmailSent} by the fallback asset '{asset}'{(server is null ? "" : $" ({server})")}, since '{first}' could not be used: "
        + sentence;

    public static string ApiReady(string api, string server) => $"A token for {api} ({server}) is there.";

    public static string AcceptedByExchange(string requestId) =>
        $"202 accepted by Exchange Online, which delivers it now (request-id {requestId})";

    public static string AcceptedByGmail(int status, string id) =>
        string.Format(CultureInfo.InvariantCulture, "{0} sent by Gmail (message id {1})", status, id);

    public const string UploadUnfinished = "it broke off the upload several times, and lacks the end of the message";

    public static string GmailLimits(long size) => string.Format(
        CultureInfo.InvariantCulture,
        "mails up to {0:N0} bytes; 2,000 a day in Workspace, 500 without",
        size);

    public static string GraphMailboxSeen(string mailbox) =>
        $"the mailbox {mailbox} is there, and the login may read it, as mails over 3 MB need";

    public static string GraphMailboxUnseen(string mailbox) =>
        $"the login may not read the mailbox {mailbox}, so mails over 3 MB can't go (they need Mail.ReadWrite); "
        + "only a mail shows whether it may send";

    public static string GraphLimits(long request) => string.Format(
        CultureInfo.InvariantCulture,
        "mails up to {0:N0} bytes (base64) go in one request, larger ones as a draft; 35 MB unless the tenant allows more; "
        + "30 mails a minute; 4 requests at once",
        request);

    public static string GraphSealed(long request) => string.Format(
        CultureInfo.InvariantCulture,
        "it is signed or encrypted, so that nothing of it can be uploaded apart, and one request takes {0:N0} bytes of it",
        request / 4 * 3);

    public static string GraphTextTooLarge(long request) => string.Format(
        CultureInfo.InvariantCulture,
        "without its attachments it is still larger than the {0:N0} bytes that one request takes",
        request / 4 * 3);

    public static string DraftMayBeLeft(string mailbox, string draft) =>
        $"If the draft with the id {draft} is still in the folder Drafts of {mailbox}, the mail was not sent: remove the draft then.";

    public static string DraftLeft(string mailbox, string draft, string why) =>
        $"A draft of the mail could not be removed from the folder Drafts of {mailbox} ({why}): remove it there. Its id is {draft}.";

    public static string DraftLost(string mailbox, string name, string why) =>
        $"A draft of the mail may be in the folder Drafts of {mailbox} ({why}). If one with {name} is there, remove it.";

    public static string DraftTells(string mailbox, string name) =>
        $"Send-SoarOutbox asks Microsoft Graph about the draft with {name} in the mailbox {mailbox}. "
        + "If it is still in the folder Drafts, the mail was not sent.";

    public static string DraftGoesWithNextTry(string mailbox, string name) =>
        $"A draft of the mail, with {name}, may be in the folder Drafts of {mailbox}: the next try by Microsoft Graph removes it.";

    public static string DraftToRemove(string mailbox, string name) =>
        $"A draft of the mail, with {name}, may be in the folder Drafts of {mailbox}: remove it there.";

    public const string DraftNotSeen = "the answer to making it was lost, and it was not to be seen right after";

    public const string DraftWithoutId = "the answer to making it was lost, and it has no Message-ID by which it could be found";

    public static string NoMoreConnections(int number, string sentence) =>
        $"One more connection was not to be had, so the mails go over {number}: {sentence}";

    public const string BrokenWhileWriting = "The connection broke while it was written to.";

    public static string QuitFailed(string server, string how) =>
        $"{server} did not take QUIT ({how}); everything had been accepted by then.";

    public const string LoginArrivedTitle = "The answer has arrived";

    public const string LoginArrived = "PowerShell shows whether the login worked. You can close this window.";

    public const string LoginRefusedTitle = "The login was refused";

    public const string LoginStrangeTitle = "This answer was not taken";

    public const string LoginStrange =
        "It does not belong to the login that PowerShell waits for, which has ended now. You can close this window, "
        + "and try again in PowerShell.";

    public const string LoginOverTitle = "This login is over";

    public const string LoginOver =
        "It was answered before, or took too long. You can close this window; PowerShell shows what became of it.";

    public const string LoginNothingTitle = "There is nothing here";

    public const string LoginNothing = "PowerShell waits here for the answer of a login page, and for nothing else.";

    public static string LoginOfSomebodyElse(string user, string mailbox) =>
        $"'{user}' logged in, but the asset's mailbox is '{mailbox}'. For a shared mailbox that is right, "
        + $"if '{user}' may send as it; otherwise run Connect-SmtpAsset again and log in as '{mailbox}'.";

    public static string LoginNotRenewable(string end) =>
        $"The provider gave no refresh token: this login ends {end}, and then a person must log in again. "
        + "Add the scope offline_access to Scopes of the asset, or what the provider has for it, and run Connect-SmtpAsset again.";

    public static string LoginEnd(DateTimeOffset? end) =>
        end is { } known ? FormattableString.Invariant($"at {known.ToLocalTime():yyyy-MM-dd HH:mm:ss zzz}") : "when the provider says so";

    public static string LoginRefused(string authority, string words) =>
        $"{authority} says: {words}. You can close this window; PowerShell shows what to do.";

    public static string KeptInOutbox(OutboxState state, string outbox) => state switch
    {
        OutboxState.Failed => $"It is kept in the outbox '{outbox}' as failed; Get-SoarOutbox -Retry puts it back.",
        OutboxState.Unknown => $"It is kept in the outbox '{outbox}' as unknown; only Send-SoarOutbox -ResendUnknown sends it again.",
        _ => $"It is kept in the outbox '{outbox}'; Send-SoarOutbox sends it later.",
    };

    public const string NotKept = "Nothing was sent, and nothing of the mail is kept: send it again.";

    public static string KeptForOthers(string outbox) =>
        $"Email kept in the outbox '{outbox}', where this user may only put messages in; Send-SoarOutbox of another user sends it.";

    public static string NotTriedYet(string outbox) =>
        $"So it was not tried for this message, which is kept in the outbox '{outbox}'; Send-SoarOutbox sends it later.";

    public static string OthersKept(string outbox) =>
        $"Those who were refused for now get it later: it is kept for them in the outbox '{outbox}', and Send-SoarOutbox sends it.";

    public static string OutboxNotFlushed(string outbox, string how) =>
        $"The outbox '{outbox}' may call messages unknown that were sent: {how}";

    public const string OutboxWithoutMessages =
        "It has no messages yet, or its name (?outbox=NAME, else 'default') is wrong. The first message that is sent with -Outbox makes "
        + "it, and so does Initialize-SoarOutbox.";

    public const string OutboxServerWithoutTls =
        "The server at this address has no TLS: turn it on there (ssl = on in postgresql.conf, with a certificate), or check the host and "
        + "the port. sslmode=disable in the address does without, where the network between both is safe.";

    public const string OutboxClientWithoutTls =
        "The server wants TLS from this host, and the address turns it off: take sslmode=disable out of it. "
        + "If it is not there, add sslmode=verify-full, or have pg_hba.conf of the server changed.";

    public const string OutboxFileNamed =
        "Check the files that the address names (sslrootcert, sslcert, sslkey, passfile), and those of PGPASSFILE and the like.";

    public const string OutboxDatabaseRefused = "The server's log has more about it; an administrator of the database can tell.";

    public static string OutboxRowDamaged(string id) =>
        $"Restore it from a backup of the database, or send the message anew and remove what is left: Remove-SoarOutbox -Id '{id}'. "
        + "All others are still good.";

    public static string OutboxGrant(string role, string user) =>
        $"An administrator of the database grants the role: GRANT {role} TO {user};";

    public const string OutboxToOwn =
        "Log in as the owner of the database, or of the outbox' tables where they are made already, who may make roles (CREATEROLE) unless "
        + "they are there too. Initialize-SoarOutbox -AsScript gives the SQL for somebody else to run.";

    public static string OutboxTlsNotVerified(string outbox, string mode) =>
        $"The connection to the outbox '{outbox}' has sslmode={SafeText.Of(mode)}: it is not checked which server is at its end.";

    public static string OutboxWithoutFsync(string outbox) =>
        $"The database of the outbox '{outbox}' has fsync=off: a power cut or a crash of its machine may lose or destroy all messages.";

    public static string OutboxNotRecorded(string place, string how) =>
        $"What became of the message in '{place}' could not be written down, so that the outbox may call it unknown: {how}";

    public static string HealthNotWritten(string path, string how) =>
        $"The health file '{path}' can't be written, so a monitor may take this worker for dead: {how}";

    public static string WorkerServerAway(string sentence) =>
        $"The mail server can't be used now. What waits in the outbox goes as soon as it can: {sentence}";

    public const string WorkerAsksServer = "The mail server is asked again.";

    public static string WorkerOutboxAway(string sentence) => $"The worker waits for the outbox, and asks again and again: {sentence}";

    public static string WorkerOutboxBack(TimeSpan absence) =>
        $"The outbox is back after {ShownText.Count((long)Math.Round(absence.TotalSeconds), "second")}, and the worker goes on.";

    public static string WorkerRemoved(int count, string outbox) =>
        string.Format(CultureInfo.InvariantCulture, "Removed from the outbox '{1}' since they are old enough: {0:N0}.", count, outbox);

    public const string NoRoom = "its record could not be replaced.";

    public static string AndMore(int count) => string.Format(CultureInfo.InvariantCulture, " and {0} more", count);

    public static string RefusedOtherwise(int count) => string.Format(CultureInfo.InvariantCulture, "{0} more, with other replies", count);

    public const string TableTitle = "Table";

    public const string TableEmpty = "No rows.";

    public const string TemplateText = "The template";

    public static string TemplateValueHarmless(string place, string harm) =>
        $"{place}: a value of the data would have been {harm}, and was made harmless.";
}
