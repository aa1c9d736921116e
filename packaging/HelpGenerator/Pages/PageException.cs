using System;

namespace SmtpSoar.HelpGenerator.Pages;

/// <summary>What is wrong with a page.</summary>
internal sealed class PageException(string path, string message) : Exception(message)
{
    public string Path { get; } = path;
}
