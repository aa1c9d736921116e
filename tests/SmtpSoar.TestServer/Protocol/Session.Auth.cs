using System;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>AUTH (RFC 4954).</summary>
internal sealed partial class Session
{
    private async Task AuthAsync(string argument)
    {
        state.CountLogin();
        string[] words = argument.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        string mechanism = words.Length > 0 ? words[0].ToUpperInvariant() : "";
        if (RefuseAuth() is { } refusal)
        {
            Say(refusal);
            return;
        }

        connection.Mechanism = mechanism;
        Answered answered = await PlayAsync(Step.Auth, argument, LoggedIn);
        if (answered.IsDone)
        {
            await ReadOnAsync(answered);
        }
        else if (SaslExchange.Create(mechanism, _offer, _options) is { } exchange)
        {
            await ExchangeAsync(exchange, words.Length > 1 ? words[1] : null);
        }
        else
        {
            Say(new Answer(504, "5.5.4", "Unrecognised authentication mechanism"));
        }
    }

    private Answer? RefuseAuth() =>
        !connection.IsEsmtp || !_greeted || _envelope != null ? Answer.BadSequence("Not now")
        : connection.IsAuthenticated ? Answer.BadSequence("Already authenticated")
        : _offer.Mechanisms.Count > 0 && !_offer.AllowsAuth(connection.IsTls) ? new Answer(530, "5.7.0", "Must issue a STARTTLS command first")
        : null;

    private async Task ExchangeAsync(SaslExchange exchange, string? initial)
    {
        if (!TryDecode(initial, out byte[]? response))
        {
            return;
        }

        SaslStep step = exchange.Next(response);
        while (step.Challenge != null)
        {
            channel.Say("334 " + Convert.ToBase64String(step.Challenge));
            string? line = await ReadResponseAsync();
            if (line == null || !TryDecode(line, out response))
            {
                return;
            }

            step = exchange.Next(response);
        }

        Conclude(step);
    }

    /// <summary>A line from the client, or null if nothing more is to be done.</summary>
    private async Task<string?> ReadResponseAsync()
    {
        if (await channel.ReadLineAsync() is not { } line)
        {
            return null;
        }

        Answered answered = await PlayAsync(Step.AuthContinuation, line, LoggedIn);
        if (answered.IsDone)
        {
            await ReadOnAsync(answered);
            return null;
        }

        if (line == "*")
        {
            Say(new Answer(501, "5.7.0", "Authentication cancelled"));
            return null;
        }

        return line;
    }

    /// <summary>After a scripted 334 the client sends a line more.</summary>
    private async Task ReadOnAsync(Answered answered)
    {
        if (answered.Code == 334 && await ReadResponseAsync() != null)
        {
            Conclude(new SaslStep(null, null));
        }
    }

    private bool TryDecode(string? text, out byte[]? response)
    {
        response = text is null or "=" ? text is null ? null : [] : new byte[text.Length];
        int length = 0;
        if (response is { Length: > 0 } && !Convert.TryFromBase64String(text!, response, out length))
        {
            Say(new Answer(501, "5.5.2", "Cannot decode base64"));
            return false;
        }

        response = response is { Length: > 0 } ? response.AsSpan(0, length).ToArray() : response;
        return true;
    }

    private void Conclude(SaslStep step)
    {
        if (step.User != null)
        {
            connection.User = step.User;
            LoggedIn(235);
        }

        Say(step.User != null
            ? new Answer(235, "2.7.0", "Authentication successful")
            : new Answer(535, "5.7.8", "Authentication credentials invalid"));
    }

    private void LoggedIn(int code) => connection.IsAuthenticated |= code == 235;
}
