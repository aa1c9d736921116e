using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace SmtpSoar.Shell.Tests.Terminal;

/// <summary>The real shell at a terminal, with the module imported, and what stands on the screen.</summary>
internal sealed class ShellTerminal : IDisposable
{
    private const string Prompt = "ready>";
    private const int Height = 40;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    private readonly Tmux _tmux;

    public ShellTerminal(int width = 120)
    {
        Folder = Directory.CreateTempSubdirectory("smtpsoar-terminal-").FullName;
        _tmux = new Tmux(Folder);
        _tmux.Run([
            "new-session", "-d", "-x", $"{width}", "-y", $"{Height}", "-c", Folder, .. Variables(),
            ShellTools.DotNet, ShellTools.Assembly, "-NoLogo", "-NoProfile", "-NoExit", "-File", Profile()]);
        WaitUntil(screen => screen == Prompt);
    }

    public string Folder { get; }

    /// <summary>The text on the screen, without the blanks at the end.</summary>
    public string Screen => _tmux.Run("capture-pane", "-p").TrimEnd();

    /// <summary>Enters a line on an empty screen.</summary>
    public void Enter(string line)
    {
        Clear();
        Type(line);
        Press("Enter");
    }

    public void Type(string text) => _tmux.Run("send-keys", "-l", text);

    /// <summary>Presses a key, by tmux' name for it: Enter, Tab, C-c.</summary>
    public void Press(string key) => _tmux.Run("send-keys", key);

    /// <summary>Waits until the screen is as it should be, and returns it.</summary>
    public string WaitUntil(Func<string, bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var screen = Screen;
            if (condition(screen))
                return screen;
            if (clock.Elapsed > s_limit)
                throw new TimeoutException($"The screen never was as it should be. It is:\n{screen}");
            Thread.Sleep(s_interval);
        }
    }

    /// <summary>Waits until the shell has done what was entered, and takes the next line.</summary>
    public string WaitForPrompt() => WaitUntil(screen => screen.EndsWith("\n" + Prompt, StringComparison.Ordinal));

    public void Dispose()
    {
        _tmux.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Clear()
    {
        Press("C-l");
        WaitUntil(screen => screen == Prompt);
    }

    private string[] Variables() =>
        ["-e", $"HOME={Folder}", "-e", $"SMTPSOAR_DATA={Path.Combine(Folder, "data")}", "-e", "LANG=C.UTF-8", "-e", "POWERSHELL_UPDATECHECK=Off"];

    private string Profile()
    {
        var path = Path.Combine(Folder, "begin.ps1");
        var module = Path.Combine(ShellTools.Repository, "output", "SmtpSoar", "SmtpSoar.psd1");
        File.WriteAllText(path, $"Import-Module '{module}'\nfunction prompt {{ '{Prompt}' }}\n");
        return path;
    }
}
