using System;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>Ctrl+C while the file system does not answer.</summary>
public sealed class HangingFileTests : EngineTest
{
    // With room for a busy machine. The file hangs for three times as long.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $asset -Attachments $folder/file.eml")]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $asset -Attachments $folder/file.eml -WhatIf")]
    [InlineData("Send-SoarRawEmail -Asset $asset -Path $folder/file.eml")]
    [InlineData("Export-SoarEmail -From s@example.org -To a@example.org -Body b -Attachments $folder/file.eml -Path $folder/x.eml")]
    [InlineData("Add-SoarVaultFile $folder/file.eml -VaultPath $folder/vault")]
    [InlineData("Import-SmtpAsset -Path $folder/file.eml")]
    public async Task Stop_FileHangsWhenItIsOpened_EndsAtOnce(string script)
    {
        if (!OperatingSystem.IsLinux())
            return;
        StartServer();
        using var file = new HangingFile(Folder.Write("file.eml", "From: a@example.org\nTo: b@example.org\n\nx\n"));
        if (!file.IsHanging)
            return;
        var running = Engine.Start(script);
        await file.WaitForReaderAsync();

        Engine.Stop();

        Assert.True(running.AsyncWaitHandle.WaitOne(AtOnce), "The command is still running.");
    }
}
