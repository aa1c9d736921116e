using System;
using System.Net;
using System.Runtime.CompilerServices;

namespace SmtpSoar.Tests;

/// <summary>The steps that Mono needs before any test runs.</summary>
internal static class MonoStart
{
    /// <summary>
    /// Mono's HttpListener asks for the system's encoding when it is first used. Once the code pages of Windows are registered, as MimeKit does,
    /// they answer by a function of Windows', and the process ends.
    /// </summary>
    [ModuleInitializer]
    internal static void PrepareHttpListener()
    {
        if (Type.GetType("Mono.Runtime") is not null && typeof(HttpListener).Assembly.GetType("System.Net.HttpListenerRequestUriBuilder") is { } builder)
            builder.TypeInitializer?.Invoke(null, null);
    }
}
