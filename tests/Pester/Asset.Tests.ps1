# Mail servers: made, read, kept, tested; OAuth 2.0 logins.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    function New-Secret([string] $Text) { (New-Object Net.NetworkCredential '', $Text).SecurePassword }
}

Describe 'New-SmtpAsset' {
    It 'knows the port of each way of encryption' {
        'None', 'Ssl', 'StartTls' | ForEach-Object { (New-SmtpAsset mail.example.org -SslMethod $_).EffectivePort } | Should -Be 25, 465, 587
    }

    It 'takes a credential, and never shows its password' {
        $credential = New-Object pscredential 'soar@example.org', (New-Secret 's3cret')
        $asset = New-SmtpAsset mail.example.org -Credential $credential
        $asset.Username | Should -Be 'soar@example.org'
        $asset | Format-List * | Out-String | Should -Not -Match 's3cret'
    }

    It 'takes no password as text' {
        { New-SmtpAsset mail.example.org -Username u -Password 's3cret' -ErrorAction Stop } | Should -Throw
    }

    It 'knows Microsoft 365' {
        (New-SmtpAsset -Provider Microsoft365 -Tenant contoso.onmicrosoft.com -ClientId id -Username a@contoso.com).Server | Should -Be 'smtp.office365.com'
    }

    It 'says what is wrong with a server''s name' {
        { New-SmtpAsset 'mail example' } | Should -Throw '*blank*'
        try { New-SmtpAsset 'mail example' } catch { $caught = $_ }
        Get-Id $caught | Should -Be 'AssetServerInvalid'
    }
}

Describe 'Import-SmtpAsset' {
    It 'reads a configuration of SOAR from JSON' {
        $asset = '{ "server": "mail.example.org", "ssl_config": "StartTLS", "username": "u", "password": "s3cret" }' | Import-SmtpAsset
        $asset.EffectivePort | Should -Be 587
        $asset | Format-List * | Out-String | Should -Not -Match 's3cret'
    }

    It 'reads a hashtable' {
        (Import-SmtpAsset @{ server = 'mail.example.org'; ssl_config = 'SSL' }).SslMethod | Should -Be 'Ssl'
    }

    It 'reads a file' {
        Set-Content "$TestDrive/asset.json" '{ "server": "mail.example.org" }'
        (Import-SmtpAsset -Path "$TestDrive/asset.json").Server | Should -Be 'mail.example.org'
    }

    It 'names a key that is no setting' {
        Import-SmtpAsset @{ sever = 'mail.example.org' } -ErrorAction SilentlyContinue -ErrorVariable failure
        Get-Id $failure[0] | Should -Be 'AssetSettingUnknown'
        "$($failure[0])" | Should -Match 'sever'
    }
}

Describe 'Kept assets' {
    BeforeEach {
        Set-DataFolder
        $lab = New-Lab
    }

    AfterEach { Restore-DataFolder }

    It 'are changed by name, and lend their settings' {
        New-SmtpAsset mail.example.org -Username u -Password (New-Secret 'one') | Register-SmtpAsset -Name office
        Set-SmtpAsset office -Password (New-Secret 'two') -Port 2525
        $copy = Get-SmtpAsset office | New-SmtpAsset -Name lab2 -TimeoutSec 7
        $copy.Name, $copy.Port, $copy.TimeoutSec | Should -Be 'lab2', 2525, 7
        (New-Object Net.NetworkCredential '', $copy.Password).Password | Should -Be 'two'
    }

    It 'are used by name' {
        $lab.Asset | Register-SmtpAsset -Name lab
        (Send-SoarEmail -Asset lab -To a@example.org -Body x).Status | Should -Be 'success'
        Get-Mail $lab | Should -HaveCount 1
    }

    It 'have one that serves where none is named' {
        $lab.Asset | Register-SmtpAsset -Name lab -Default
        (Send-SoarEmail a@example.org -Body x -Subject y).Status | Should -Be 'success'
        (Get-SmtpAsset lab).IsDefault | Should -BeTrue
    }

    It 'show no secret' {
        New-SmtpAsset mail.example.org -Username u -Password (New-Secret 's3cret') | Register-SmtpAsset -Name office
        $asset = Get-SmtpAsset office
        $asset.HasPassword | Should -BeTrue
        $asset | Format-List * | Out-String | Should -Not -Match 's3cret'
        Get-ChildItem $env:SMTPSOAR_DATA -Recurse -File | ForEach-Object { [IO.File]::ReadAllText($_.FullName) } | Should -Not -Match 's3cret'
    }

    It 'are listed, by wildcards too' {
        'lab-one', 'lab-two', 'office' | ForEach-Object { $lab.Asset | Register-SmtpAsset -Name $_ }
        (Get-SmtpAsset).Name | Should -Be 'lab-one', 'lab-two', 'office'
        (Get-SmtpAsset lab*).Name | Should -Be 'lab-one', 'lab-two'
    }

    It 'are replaced with -Force only' {
        $lab.Asset | Register-SmtpAsset -Name lab
        { $lab.Asset | Register-SmtpAsset -Name lab -ErrorAction Stop } | Should -Throw
        { $lab.Asset | Register-SmtpAsset -Name lab -Force -ErrorAction Stop } | Should -Not -Throw
    }

    It 'are forgotten' {
        $lab.Asset | Register-SmtpAsset -Name lab
        Unregister-SmtpAsset lab -WhatIf
        Get-SmtpAsset lab | Should -Not -BeNullOrEmpty
        Unregister-SmtpAsset lab -Confirm:$false
        Send-SoarEmail -Asset lab -To a@example.org -Body x -ErrorAction SilentlyContinue -ErrorVariable failure | Out-Null
        Get-Id $failure[0] | Should -Be 'AssetNotFound'
    }
}

Describe 'Test-SmtpAsset' {
    It 'reports each step' {
        $result = Test-SmtpAsset (New-Lab).Asset
        $result.Status | Should -Be 'success'
        $result.Steps.Name | Should -Be 'Folder', 'TestMail'
    }

    It 'says yes or no with -Quiet' {
        Test-SmtpAsset (New-Lab).Asset -Quiet | Should -BeTrue
        Test-SmtpAsset @{ server = '127.0.0.1'; port = 1; ssl_config = 'None' } -Quiet | Should -BeFalse
    }

    It 'ends at the step that fails, with advice' {
        $result = Test-SmtpAsset @{ server = '127.0.0.1'; port = 1; ssl_config = 'None' } -ErrorAction SilentlyContinue -ErrorVariable failure
        $result.Status | Should -Be 'failed'
        $result.Steps[-1].Name | Should -Be 'Connect'
        Get-Id $failure[0] | Should -Be 'ConnectionRefused'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'Port'
    }

    It 'talks to a server without sending, with -SkipTestMail' {
        $server = Start-Server
        try {
            (Test-SmtpAsset (Get-Settings $server) -SkipTestMail).Steps.Name | Should -Contain 'Ehlo'
            $server.Mails | Should -BeNullOrEmpty
        }
        finally { $server.Dispose() }
    }
}

Describe 'OAuth 2.0 logins' {
    BeforeEach {
        Set-DataFolder
        $asset = New-SmtpAsset -Provider Gmail -ClientId id -ClientSecret (New-Secret 's3cret') -Username soar@gmail.com
    }

    AfterEach { Restore-DataFolder }

    It 'fail at once where there is nobody to log in' {
        Connect-SmtpAsset $asset -NonInteractive -ErrorAction SilentlyContinue -ErrorVariable failure
        Get-Id $failure[0] | Should -Be 'OAuthLoginNeeded'
        "$($failure[0].ErrorDetails.RecommendedAction)" | Should -Match 'Connect-SmtpAsset'
    }

    It 'need an asset that has settings for them' {
        Connect-SmtpAsset (New-SmtpAsset mail.example.org) -NonInteractive -ErrorAction SilentlyContinue -ErrorVariable failure
        Get-Id $failure[0] | Should -Be 'AssetSettingMissing'
    }

    It 'are forgotten, also where there are none' {
        $told = Disconnect-SmtpAsset $asset -Verbose 4>&1
        "$told" | Should -Match 'no OAuth 2.0 tokens'
    }
}
