# What a user would write. Pester 5: build.ps1 -Task Pester

BeforeAll {
    Import-Module "$PSScriptRoot/../../output/SmtpSoar/SmtpSoar.psd1" -Force

    function Get-Mail { Get-ChildItem $pickup -Filter *.eml | ForEach-Object { Get-Content $_.FullName -Raw } }
}

Describe 'SmtpSoar' {
    BeforeEach {
        $pickup = (New-Item "$TestDrive/$([Guid]::NewGuid())" -ItemType Directory).FullName
        $asset = New-SmtpAsset -PickupDirectory $pickup -SenderAddress soar@example.org
        $mail = @{ Asset = $asset; To = 'analyst@example.org'; Subject = 'Case 4711'; Body = 'It is open.' }
    }

    Context 'The module' {
        It 'exports what its manifest names, and nothing else' {
            $manifest = Test-ModuleManifest "$PSScriptRoot/../../output/SmtpSoar/SmtpSoar.psd1"
            (Get-Module SmtpSoar).ExportedCommands.Keys | Sort-Object | Should -Be ($manifest.ExportedCmdlets.Keys | Sort-Object)
        }
    }

    Context 'Send-SoarEmail' {
        It 'writes one mail and one result' {
            $result = Send-SoarEmail @mail
            $result.Status | Should -Be 'success'
            $result.Message | Should -Be 'Email sent'
            Get-Mail | Should -HaveCount 1
            Get-Mail | Should -Match '(?m)^Subject: Case 4711\r$'
        }

        It 'attaches what comes down the pipeline, in one mail' {
            'one', 'two' | ForEach-Object { Set-Content "$TestDrive/$_.txt" $_ }
            Get-Item "$TestDrive/one.txt", "$TestDrive/two.txt" | Send-SoarEmail @mail | Should -HaveCount 1
            Get-Mail | Should -Match 'filename="?one\.txt[\s\S]*filename="?two\.txt'
        }

        It 'sends one mail for each row of a table' {
            $rows = 'To,Subject,Body', 'a@example.org,One,First', 'b@example.org,Two,Second' | ConvertFrom-Csv
            $results = $rows | Send-SoarEmail -Asset $asset
            $results.Recipients | ForEach-Object { $_.Address } | Should -Be 'a@example.org', 'b@example.org'
            Get-Mail | Should -HaveCount 2
        }

        It 'takes the parameters of a playbook' {
            $parameters = @{ to = 'a@example.org'; subject = 'Hello'; html_body = '<p>Hi</p>'; text_body = 'Hi' }
            (Send-SoarHtmlEmail -Asset $asset @parameters).Status | Should -Be 'success'
        }

        It 'sends nothing with -WhatIf' {
            Send-SoarEmail @mail -WhatIf | Should -BeNullOrEmpty
            Get-Mail | Should -BeNullOrEmpty
        }

        It 'reports a missing file as an error, with the failed result as its target' {
            $result = Send-SoarEmail @mail -Attachments "$TestDrive/missing.pdf" -ErrorAction SilentlyContinue -ErrorVariable failure
            $result.Status | Should -Be 'failed'
            $failure[0].FullyQualifiedErrorId | Should -Be "$($result.ErrorId),SmtpSoar.Commands.SendSoarEmailCommand"
            $failure[0].TargetObject | Should -Be $result
            Get-Mail | Should -BeNullOrEmpty
        }

        It 'throws with -ErrorAction Stop' {
            { Send-SoarEmail -Asset $asset -To 'nobody at all' -Body x -ErrorAction Stop } | Should -Throw '*nobody at all*'
        }
    }

    Context 'Send-SoarRawEmail' {
        It 'sends a file that comes down the pipeline' {
            Set-Content "$TestDrive/case.eml" 'From: a@example.org', 'To: b@example.org', 'Subject: Raw', '', 'Text'
            $result = Get-Item "$TestDrive/case.eml" | Send-SoarRawEmail -Asset $asset
            $result.Recipients[0].Address | Should -Be 'b@example.org'
        }
    }

    Context 'The vault' {
        It 'knows a file by its content' {
            Set-Content "$TestDrive/notes.txt" 'notes' -NoNewline
            $file = Add-SoarVaultFile "$TestDrive/notes.txt" -VaultPath "$TestDrive/vault"
            $file.VaultId | Should -Be (Get-FileHash "$TestDrive/notes.txt" -Algorithm SHA1).Hash.ToLowerInvariant()
            (Get-SoarVaultFile $file.VaultId -VaultPath "$TestDrive/vault").Name | Should -Be 'notes.txt'
        }
    }

    Context 'An asset' {
        It 'comes from a SOAR configuration, and never shows its password' {
            $asset = '{ "server": "mail.example.org", "ssl_config": "StartTLS", "username": "u", "password": "s3cret" }' | Import-SmtpAsset
            $asset.EffectivePort | Should -Be 587
            $asset | Format-List * | Out-String | Should -Not -Match 's3cret'
        }

        It 'is tested without a network' {
            $asset | Test-SmtpAsset -Quiet | Should -BeTrue
        }
    }
}
