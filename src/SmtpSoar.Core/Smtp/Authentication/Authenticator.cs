using System.Threading;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Core.Smtp.Protocol;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp.Authentication;

/// <summary>Logs in, with what the asset's settings say and nothing weaker. It may outlive a connection that the server closed.</summary>
internal sealed class Authenticator
{
    private readonly ConnectionSettings _settings;
    private readonly AuthType[] _methods;
    private int _current;
    private TokenLogin? _tokenLogin;

    public Authenticator(ConnectionSettings settings)
    {
        _settings = settings;
        _methods = settings.AllowAuthenticationFallback ? [.. AuthenticationChoice.Fallbacks(Asset)] : [AuthenticationChoice.Choose(Asset)];
    }

    /// <summary>Whether a new connection would help, and only that.</summary>
    public bool WantsAnotherConnection => _tokenLogin?.WantsAnotherConnection == true;

    private SmtpAsset Asset => _settings.Asset;

    private AuthType Method => _methods[_current];

    private bool HasFallback => _current < _methods.Length - 1;

    /// <summary>Gets what the login needs and the server does not give, so that no connection waits for it.</summary>
    public async Task PrepareAsync(StepLog steps, CancellationToken cancellationToken)
    {
        if (Method != AuthType.OAuth)
            return;
        try
        {
            _tokenLogin = new TokenLogin(_settings);
            using var wait = _settings.Sign?.Begin(Messages.ForToken(_settings.Sign.Server), limit: null);
            await steps.RunAsync("Token", () => _tokenLogin.PrepareAsync(cancellationToken), what => what).ConfigureAwait(false);
        }
        catch (SmtpSoarException error) when (HasFallback)
        {
            FallBack(error);
        }
    }

    /// <summary>Logs in.</summary>
    /// <param name="transport">The connected client.</param>
    /// <param name="monitor">Hears the connection.</param>
    /// <param name="isSecure">Whether the connection has TLS.</param>
    /// <param name="isLoopback">Whether the connection does not leave this machine.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How it was done, for the result.</returns>
    public async Task<string> LogInAsync(
        SoarSmtpClient transport, ProtocolMonitor monitor, bool isSecure, bool isLoopback, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await LogInAsync(Method, transport, monitor, isSecure, isLoopback, cancellationToken).ConfigureAwait(false);
            }
            catch (SmtpSoarException error) when (HasFallback
                && error.Kind is ErrorKind.AuthenticationError
                && error.Definition != Errors.TokenLoginUnavailable)
            {
                FallBack(error);
            }
        }
    }

    // A user name alone may be meant as the sender; more often a variable had no password in it.
    private string LogInWithout(SoarSmtpClient transport)
    {
        if (Asset.AuthType == AuthType.Automatic && (transport.Capabilities & SmtpCapabilities.Authentication) != 0
            && UnfinishedLogin.Of(Asset) is { Missing.Count: > 0 } login)
            _settings.Feedback.Warning(Messages.NoLogin(Asset, login));
        return "None";
    }

    private void FallBack(SmtpSoarException error)
    {
        _settings.Feedback.Warning(Messages.AuthenticationFallback(Method, error.Sentence));
        _current++;
    }

    private Task<string> LogInAsync(
        AuthType method,
        SoarSmtpClient transport,
        ProtocolMonitor monitor,
        bool isSecure,
        bool isLoopback,
        CancellationToken cancellationToken)
    {
        if (method == AuthType.Passwordless)
            return Task.FromResult(LogInWithout(transport));
        if (!isSecure && !isLoopback && !Asset.AllowInsecureAuthentication)
            throw Errors.InsecureAuthentication.With(Asset.Server);
        if ((transport.Capabilities & SmtpCapabilities.Authentication) == 0)
            throw Errors.AuthenticationNotOffered.With(Asset.Server, isSecure ? "" : " without TLS", method);
        return method == AuthType.OAuth
            ? _tokenLogin!.LogInAsync(transport, monitor, cancellationToken)
            : new PasswordLogin(Asset, monitor).LogInAsync(transport, cancellationToken);
    }
}
