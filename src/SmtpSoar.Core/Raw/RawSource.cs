namespace SmtpSoar.Core.Raw;

/// <summary>What a raw message came from, as the subject of the sentences of its errors.</summary>
internal static class RawSource
{
    public const string Text = "The raw email";

    public static string File(string path) => $"The file '{path}'";
}
