using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace SmtpSoar.Module.Tests.Secrets;

/// <summary>A secret that is easy to find again, in whatever form it got out.</summary>
internal sealed class Canary(string word)
{
    /// <summary>The secret.</summary>
    public string Word { get; } = word;

    /// <summary>Fails where a text holds the secret.</summary>
    public void AssertAbsent(string? text, string place)
    {
        foreach (var form in Forms())
            Assert.False(text?.Contains(form, StringComparison.OrdinalIgnoreCase) == true, $"{place} shows the secret {Word} as '{form}':\n{text}");
    }

    /// <summary>Fails where a file holds the secret.</summary>
    public void AssertAbsentFromFiles(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            AssertAbsent(Encoding.Latin1.GetString(File.ReadAllBytes(file)), file);
    }

    // Plain, in hex, and in base64 at each of the three places at which it can stand within a blob, such as that of PLAIN.
    private IEnumerable<string> Forms()
    {
        var bytes = Encoding.UTF8.GetBytes(Word);
        return Enumerable.Range(0, 3).Select(offset => Base64At(bytes, offset))
            .Append(Word)
            .Append(new string([.. Word.Reverse()]))
            .Append(Uri.EscapeDataString(Word))
            .Append(Convert.ToHexString(bytes))

            // Outside of Windows, Export-Clixml writes a secure string so.
            .Append(Convert.ToHexString(Encoding.Unicode.GetBytes(Word)));
    }

    // Only the digits that depend on nothing but the secret itself.
    private static string Base64At(byte[] secret, int offset)
    {
        var text = Convert.ToBase64String([.. new byte[offset], .. secret]);
        var first = offset == 0 ? 0 : 4;
        return text[first..((offset + secret.Length) / 3 * 4)];
    }
}
