using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>A login by a code that the person types in a browser anywhere (RFC 8628).</summary>
internal sealed class DeviceCodeLogin(OAuthSettings settings, TokenEndpoint endpoint)
{
    // RFC 8628, section 3.5.
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

    internal async Task<TokenSet> RunAsync(LoginSession session, CancellationToken cancellationToken)
    {
        var device = await endpoint.AskForDeviceCodeAsync(cancellationToken).ConfigureAwait(false);
        if (device.DeviceCode is not { } code
            || device.UserCode is not { } userCode
            || !Uri.TryCreate(device.VerificationUri, UriKind.Absolute, out var page))
            throw Errors.OAuthAnswerInvalid.With(settings.Authority, "its answer has no code for a person");
        session.Prompt.ShowCode(Quote.Of(userCode), page);
        return await session.WaitAsync(
            stop => PollAsync(code, TimeSpan.FromSeconds(Math.Max(1, device.Interval)), stop),
            cancellationToken).ConfigureAwait(false);
    }

    // RFC 8628, section 3.5: a connection that fails is no answer, and asks for more patience.
    private async Task<(TokenSet? Tokens, string? Pending)> PollOnceAsync(string code, CancellationToken cancellationToken)
    {
        try
        {
            return await endpoint.PollAsync(new DeviceCodeGrant(code), cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException failure) when (
            failure.Definition == Errors.OAuthUnreachable
            || failure.Definition == Errors.OAuthTimeout
            || failure.Definition == Errors.OAuthUnavailable)
        {
            return (null, "slow_down");
        }
    }

    private async Task<TokenSet> PollAsync(string code, TimeSpan interval, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Cancellation.DelayAsync(interval, endpoint.Clock, cancellationToken).ConfigureAwait(false);
            var (tokens, pending) = await PollOnceAsync(code, cancellationToken).ConfigureAwait(false);
            if (tokens is not null)
                return tokens;
            if (pending == "slow_down")
                interval += SlowDown;
        }
    }
}
