namespace SmtpSoar.Core.OAuth.Loopback;

/// <summary>What a browser, or whoever else found the port, sent.</summary>
/// <param name="Method">GET, POST, or any other word.</param>
/// <param name="Path">The path, as it was sent.</param>
/// <param name="Form">The fields: the query of a GET, the body of a POST.</param>
internal sealed record LoopbackRequest(string Method, string Path, FormFields Form);
