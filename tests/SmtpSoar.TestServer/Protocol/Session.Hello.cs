using System.Net.Security;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>EHLO, HELO and TLS.</summary>
internal sealed partial class Session
{
    private async Task EhloAsync(string argument)
    {
        connection.EhloName = argument;
        Answered answered = await PlayAsync(Step.Ehlo, argument, code => Greeted(code, esmtp: true));
        if (!answered.IsDone)
        {
            string reply = _options.EhloReply ?? _offer.Ehlo(connection.IsTls);
            Greeted(Wire.Code(reply), esmtp: true);
            channel.Say(reply);
        }
    }

    private Task HeloAsync(string argument)
    {
        connection.EhloName = argument;
        return CommandAsync(Step.Helo, argument, () => new Answer(250, null, _options.HostName), code => Greeted(code, esmtp: false));
    }

    private void Greeted(int code, bool esmtp)
    {
        if (Wire.IsAccepting(code))
        {
            _greeted = true;
            _envelope = null;
            connection.IsEsmtp = esmtp;
        }
    }

    private async Task StartTlsAsync(string argument)
    {
        Answered answered = await PlayAsync(Step.StartTls, argument);
        int code = answered.Code;
        if (!answered.IsDone)
        {
            Answer answer = UsualStartTls();
            Say(answer);
            code = answer.Code;
        }

        if (code == 220 && !channel.IsClosed && await HandshakeAsync())
        {
            // RFC 3207: the client begins anew.
            _greeted = false;
            _envelope = null;
        }
    }

    private Answer UsualStartTls() =>
        connection.IsTls ? Answer.BadSequence("TLS is active")
        : _options.StartTls ? new Answer(220, "2.0.0", "Ready to start TLS")
        : new Answer(502, "5.5.1", "Command not implemented");

    /// <summary>Makes the connection TLS; false when the script did something else.</summary>
    private async Task<bool> HandshakeAsync()
    {
        if ((await PlayAsync(Step.TlsHandshake, "")).IsDone)
        {
            await EndInsteadOfTlsAsync();
            return false;
        }

        await channel.UpgradeAsync(rules.Tls);
        SslStream tls = channel.Tls!;
        connection.TlsProtocol = tls.SslProtocol;
        connection.TlsServerName = ServerTls.RequestedName(tls);
        connection.ClientCertificateSubject = tls.RemoteCertificate?.Subject;
        channel.Note($"TLS {tls.SslProtocol}");
        return true;
    }

    private async Task EndInsteadOfTlsAsync()
    {
        if (!channel.IsClosed)
        {
            await channel.DrainAsync();
        }
    }
}
