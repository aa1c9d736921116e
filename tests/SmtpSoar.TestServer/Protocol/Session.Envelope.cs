using System.Globalization;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>MAIL and RCPT.</summary>
internal sealed partial class Session
{
    private Task MailAsync(string argument)
    {
        if (!_greeted || _envelope != null)
        {
            return SayAsync(Answer.BadSequence(_greeted ? "Nested MAIL command" : "Say EHLO first"));
        }

        if (PathArgument.Parse(argument, "FROM:") is not { } path)
        {
            return SayAsync(Answer.Syntax("Syntax: MAIL FROM:<address>"));
        }

        if (connection.MessageCount >= _options.MaxMessages)
        {
            Say(new Answer(421, "4.7.0", "Too many messages on one connection"));
            return channel.CloseAsync();
        }

        _messagesBegun++;
        return CommandAsync(Step.Mail, argument, () => UsualMail(path), code =>
        {
            _envelope = Wire.IsAccepting(code) ? new Envelope(path.Address, path.Parameters) : null;
        });
    }

    private Answer UsualMail(PathArgument path)
    {
        if (_options.RequireAuthentication && !connection.IsAuthenticated)
        {
            return new Answer(530, "5.7.0", "Authentication required");
        }

        if (_offer.Unknown(path, connection.IsEsmtp, connection.IsTls) is { } unknown)
        {
            return new Answer(555, "5.5.4", $"Unsupported option: {unknown}");
        }

        return IsTooLarge(path["SIZE"])
            ? new Answer(552, "5.3.4", "Message size exceeds fixed limit")
            : new Answer(250, "2.1.0", "Ok");
    }

    private bool IsTooLarge(string? size) =>
        long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) && IsTooLarge(bytes);

    private bool IsTooLarge(long size) => _offer.SizeLimit > 0 && size > _offer.SizeLimit;

    private Task RcptAsync(string argument)
    {
        if (_envelope is not { } envelope)
        {
            return SayAsync(Answer.BadSequence("Need MAIL command"));
        }

        if (PathArgument.Parse(argument, "TO:") is not { Address.Length: > 0 } path)
        {
            return SayAsync(Answer.Syntax("Syntax: RCPT TO:<address>"));
        }

        return CommandAsync(Step.Rcpt, argument, () => UsualRcpt(path), code =>
            (Wire.IsAccepting(code) ? envelope.Accepted : envelope.Refused)
                .Add(new ReceivedRecipient(path.Address, path.Parameters, code)));
    }

    private Answer UsualRcpt(PathArgument path) => _offer.Unknown(path, connection.IsEsmtp, connection.IsTls) is { } unknown
        ? new Answer(555, "5.5.4", $"Unsupported option: {unknown}")
        : new Answer(250, "2.1.5", "Ok");
}
