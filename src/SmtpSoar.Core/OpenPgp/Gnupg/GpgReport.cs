using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SmtpSoar.Core.OpenPgp.Gnupg;

/// <summary>The report of gpg about its work (doc/DETAILS of GnuPG, "Format of the --status-fd output").</summary>
internal sealed class GpgReport
{
    private const string Mark = "[GNUPG:] ";
    private const int CodeMask = 0xFFFF;

    // libgpg-error's err-codes.h.in.
    private const int BadPassphrase = 11;
    private const int NoPinEntry = 85;
    private const int Canceled = 99;
    private const int NotConfirmed = 114;
    private const int FullyCanceled = 198;
    private const int NoPassphrase = 177;

    private readonly List<string[]> _status = [];
    private readonly List<string> _words = [];

    /// <param name="exitCode">The program's exit code.</param>
    /// <param name="text">The lines that it wrote.</param>
    public GpgReport(int exitCode, string text)
    {
        IsGood = exitCode == 0;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0))
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                _status.Add(line.Substring(Mark.Length).Split(' '));
            else
                _words.Add(line);
        }
    }

    /// <summary>Whether it did its work.</summary>
    public bool IsGood { get; }

    /// <summary>The hash of a signature that was made, as the parameter micalg has it (RFC 3156, section 5).</summary>
    public string? HashName => Find("SIG_CREATED") is { Length: > 3 } made ? NameOf(made[3]) : null;

    /// <summary>The error that it tells of.</summary>
    /// <param name="key">The key that signs, for the sentence.</param>
    /// <param name="hasPassphrase">Whether a passphrase was given.</param>
    public SmtpSoarException ToError(string key, bool hasPassphrase)
    {
        var code = Code();
        if (code is BadPassphrase && hasPassphrase)
            return Errors.PgpPassphraseWrong.With(key);
        if (code is BadPassphrase or NoPinEntry or Canceled or NotConfirmed or FullyCanceled or NoPassphrase)
            return Errors.GpgAgentLocked.With(key);
        return Errors.GpgFailed.With(ShownText.Line(string.Join("; ", _words), ShownText.MaxSentence / 2));
    }

    private string[]? Find(string keyword) => _status.FindLast(line => line[0] == keyword);

    private int Code()
    {
        foreach (var line in Enumerable.Reverse(_status))
        {
            if (line[0] is "FAILURE" or "ERROR"
                && line.Length > 2
                && long.TryParse(line[2], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                return (int)(code & CodeMask);
        }

        return 0;
    }

    // RFC 9580, section 9.5.
    private static string NameOf(string number) => number switch
    {
        "8" => "pgp-sha256",
        "9" => "pgp-sha384",
        "10" => "pgp-sha512",
        "11" => "pgp-sha224",
        _ => "pgp-sha1",
    };
}
