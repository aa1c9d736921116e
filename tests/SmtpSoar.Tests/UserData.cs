using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace SmtpSoar.Tests;

/// <summary>Keeps the tests away from the assets of whoever runs them.</summary>
internal static class UserData
{
#pragma warning disable CA2255 // It has to be set before the first test, whichever that is.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Hide() =>
        Environment.SetEnvironmentVariable("SMTPSOAR_DATA", Path.Combine(Path.GetTempPath(), "smtpsoar-tests-without-data"));
}
