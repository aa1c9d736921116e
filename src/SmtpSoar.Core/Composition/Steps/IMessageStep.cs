using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Composition.Steps;

/// <summary>Changes each form of a mail after it is rendered, composed or raw: a signer of the bytes that go out (DKIM).</summary>
/// <remarks>
/// A form that is made only after EHLO passes on the thread that sends it, so a step keeps nothing of one mail for the next.
/// </remarks>
internal interface IMessageStep
{
    /// <summary>Whether the mail is to pass it.</summary>
    bool AppliesTo(MailRequest request);

    /// <summary>Gives the message that goes out.</summary>
    /// <param name="message">
    /// The form. <see cref="RenderedMessage.CheckedBody"/> has its content; files are read by reference, and written anew at each time.
    /// </param>
    /// <param name="context">The mail that it is a form of.</param>
    /// <returns>A copy, such as one with another <see cref="RenderedMessage.HeaderBlock"/>.</returns>
    /// <exception cref="SmtpSoarException">The mail can't pass, and so does not go at all.</exception>
    RenderedMessage Apply(RenderedMessage message, StepContext context);
}
