using System;

namespace SmtpSoar;

/// <summary>The person who logs in, as the core sees them. May be called from any thread.</summary>
public interface ILoginPrompt
{
    /// <summary>A page that the person must visit.</summary>
    /// <param name="page">The page. It holds no secret.</param>
    /// <param name="isOpen">Whether a browser was opened there already.</param>
    void ShowPage(Uri page, bool isOpen);

    /// <summary>A code that the person must type at a page (RFC 8628, section 3.3).</summary>
    /// <param name="code">The user code.</param>
    /// <param name="page">The page where it is typed.</param>
    void ShowCode(string code, Uri page);

    /// <summary>The login is still awaited. Called about once a second.</summary>
    /// <param name="left">How long it still may take.</param>
    /// <param name="limit">How long it may take in all.</param>
    void Waiting(TimeSpan left, TimeSpan limit);

    /// <summary>The wait is over, whatever came of it.</summary>
    void Done();
}
