using System;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Shows that every user can log in by every mechanism, and nobody with a wrong password.</summary>
public sealed class AuthenticationSmokeTests
{
    private static MailServers Servers => MailServers.Current;

    private static readonly string[] s_users = ["alice@rig.test", "bob@rig.test", "carol@rig.test", "jörg@rig.test"];
    private static readonly string[] s_mechanisms = ["PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"];

    public static TheoryData<string, string> UsersAndMechanisms()
    {
        var data = new TheoryData<string, string>();
        foreach (var user in s_users)
            foreach (var mechanism in s_mechanisms)
                data.Add(user, mechanism);
        return data;
    }

    [RealServerTheory]
    [MemberData(nameof(UsersAndMechanisms))]
    public async Task Submission_RightPassword_LogsIn(string user, string mechanism)
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "submission", SecureSocketOptions.StartTls);

        await client.AuthenticateAsync(Mechanism(mechanism, user, Servers.Users[user]));

        Assert.True(client.IsAuthenticated);
    }

    [RealServerTheory]
    [InlineData("postfix", "submission")]
    [InlineData("smtpServer", "submission")]
    [InlineData("exim", "startTls")]
    public async Task Service_WrongPassword_AnswersAuthenticationFailed(string server, string service)
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Servers[server], service, SecureSocketOptions.StartTls);

        var refused = await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(SmokeClient.Alice, "wrong"));

        Assert.StartsWith("535", refused.Message, StringComparison.Ordinal);
    }

    [RealServerTheory]
    [InlineData("plainAuth", SecureSocketOptions.None)]
    [InlineData("submission", SecureSocketOptions.StartTls)]
    [InlineData("implicitTls", SecureSocketOptions.SslOnConnect)]
    public async Task Service_NoLogin_TakesNoMail(string service, SecureSocketOptions tls)
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, service, tls);

        var refused = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(SmokeClient.Message(SmokeClient.Alice)));

        Assert.Equal(554, (int)refused.StatusCode);
    }

    [RealServerFact]
    public async Task Submission_BeforeTls_OffersNoLogin()
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "submission", SecureSocketOptions.None);

        Assert.Equal(SmtpCapabilities.None, client.Capabilities & SmtpCapabilities.Authentication);
    }

    private static SaslMechanism Mechanism(string name, string user, string password)
    {
        var login = new NetworkCredential(user, password);
        return name switch
        {
            "PLAIN" => new SaslMechanismPlain(Encoding.UTF8, login),
            "LOGIN" => new SaslMechanismLogin(Encoding.UTF8, login),
            "CRAM-MD5" => new SaslMechanismCramMd5(login),
            "SCRAM-SHA-1" => new SaslMechanismScramSha1(login),
            "SCRAM-SHA-256" => new SaslMechanismScramSha256(login),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}
