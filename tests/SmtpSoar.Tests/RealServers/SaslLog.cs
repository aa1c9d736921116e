using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using MailKit.Security;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Dovecot's log, where each login at Postfix, good or bad, leaves a line.</summary>
public sealed class SaslLog(string path)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly Regex s_outcome = new(@"client passdb out: (?<outcome>OK|FAIL)\t\d+\tuser=(?<user>[^\t\n]*)", RegexOptions.CultureInvariant);

    /// <summary>
    /// All logins of this user until now, true for a good one. They are exact and not just those written so far: the log
    /// keeps the order, and this waits for a login of its own in it.
    /// </summary>
    public async Task<IReadOnlyList<bool>> LoginsAsync(string user)
    {
        var marker = MailServers.Current.OAuth.Http.NewSpace();
        var token = await OAuthRequests.AppTokenAsync(marker);
        using (var client = await SmokeClient.ConnectAsync(MailServers.Current.Postfix, "plainAuth", SecureSocketOptions.None))
            await client.AuthenticateAsync(new SaslMechanismOAuth2(marker.Mailbox, token.AccessToken));

        var end = DateTime.UtcNow + s_patience;
        while (true)
        {
            var logins = Read();
            if (logins.Any(login => login.User == marker.Mailbox))
                return [.. logins.Where(login => string.Equals(login.User, user, StringComparison.OrdinalIgnoreCase)).Select(login => login.Good)];
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"No login of {marker.Mailbox} in {path}.");
            await Task.Delay(s_interval);
        }
    }

    private List<(string User, bool Good)> Read()
    {
        using var log = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. s_outcome.Matches(log.ReadToEnd()).Select(line => (line.Groups["user"].Value, line.Groups["outcome"].Value == "OK"))];
    }
}
