using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace SmtpSoar.Module.Tests.Browser;

/// <summary>A real browser without a window, with a profile of its own.</summary>
internal sealed class Chromium(string folder)
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The browser of this machine, or <see langword="null"/>.</summary>
    public static string? Program { get; } = (
        from place in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        from name in Names
        let path = Path.Combine(place, name)
        where File.Exists(path)
        select path).FirstOrDefault();

    /// <summary>
    /// Opens a page until it looks as it should, and gives what it looked like in the end: a busy machine's browser
    /// may take its picture before a frame, which it draws in a process of its own, is painted.
    /// </summary>
    public async Task<Picture> TakePictureAsync(string page, int width, int height, Predicate<Picture> isPainted, Look look = Look.Light)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var picture = await TakePictureAsync(page, width, height, look);
            if (isPainted(picture) || watch.Elapsed > Patience)
                return picture;
        }
    }

    /// <summary>The page as its scripts leave it.</summary>
    public Task<string> ReadAsync(string page, int width, int height) =>
        RunAsync("--dump-dom", $"--window-size={width},{height}", "--hide-scrollbars", "--virtual-time-budget=5000", new Uri(page).AbsoluteUri);

    private async Task<Picture> TakePictureAsync(string page, int width, int height, Look look)
    {
        var picture = Path.Combine(folder, "page.png");
        var settings = look switch
        {
            Look.Dark => "preferredColorScheme=0",
            Look.Inverted => "forceDarkModeEnabled=true",
            _ => "preferredColorScheme=1",
        };
        await RunAsync($"--screenshot={picture}", $"--window-size={width},{height}", "--hide-scrollbars", "--run-all-compositor-stages-before-draw", "--virtual-time-budget=5000", $"--blink-settings={settings}", new Uri(page).AbsoluteUri);
        return Picture.Read(await File.ReadAllBytesAsync(picture));
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        string[] always = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", $"--user-data-dir={Path.Combine(folder, "profile")}"];
        using var process = Process.Start(new ProcessStartInfo(Program!, [.. always, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Program} ended with {process.ExitCode}: {await error}{await output}");
        return await output;
    }
}

/// <summary>How a browser shows a page.</summary>
public enum Look
{
    /// <summary>As the page wants it where people have light colours.</summary>
    Light,

    /// <summary>As the page wants it where people have dark colours.</summary>
    Dark,

    /// <summary>With all colours turned round by the browser, as Gmail's app does with those of mails.</summary>
    Inverted,
}
