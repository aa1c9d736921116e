# Reading mails.

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Import-SoarEmail' {
    BeforeEach {
        Set-DataFolder
        $lab = New-Lab
        Set-Content "$TestDrive/notes.txt" 'notes' -NoNewline
    }

    AfterEach { Restore-DataFolder }

    It 'reads what was sent' {
        $result = Send-SoarHtmlEmail -Asset $lab.Asset -To 'Ann Ä <ann@example.org>' -Subject 'Grüße' -HtmlBody '<p>Hallo</p>' -Attachments "$TestDrive/notes.txt"
        $mail = Get-ChildItem $lab.Pickup -Filter *.eml | Import-SoarEmail
        $mail.Subject | Should -Be 'Grüße'
        $mail.To.Name | Should -Be 'Ann Ä'
        $mail.To.Address | Should -Be 'ann@example.org'
        $mail.MessageId | Should -Be $result.MessageId
        $mail.HtmlBody | Should -Be '<p>Hallo</p>'
        $mail.TextBody | Should -Match 'Hallo'
        $mail.Attachments.Name | Should -Be 'notes.txt'
        $mail.Attachments.Sha256 | Should -Be (Get-FileHash "$TestDrive/notes.txt").Hash.ToLowerInvariant()
        $mail.Warnings | Should -BeNullOrEmpty
        $mail.Signature | Should -BeNullOrEmpty
    }

    It 'gives attachments to the vault' {
        $null = Send-SoarEmail -Asset $lab.Asset -To ann@example.org -Subject x -Body x -Attachments "$TestDrive/notes.txt"
        $mail = Import-SoarEmail "$($lab.Pickup)/*.eml"
        $kept = $mail.Attachments | Add-SoarVaultFile -ContainerId 4711
        $kept.VaultId | Should -Be $mail.Attachments.VaultId
        $kept.Name | Should -Be 'notes.txt'
        Get-Content $kept.Path | Should -Be 'notes'
    }

    It 'gives mails on, to the byte' {
        $null = Send-SoarEmail -Asset $lab.Asset -To ann@example.org -Subject x -Body x
        $first = Get-ChildItem $lab.Pickup -Filter *.eml
        $mail = $first | Import-SoarEmail
        ($mail | Send-SoarRawEmail -Asset $lab.Asset).Status | Should -Be 'success'
        (Send-SoarRawEmail $mail -Asset $lab.Asset).Status | Should -Be 'success'
        (Get-ChildItem $lab.Pickup -Filter *.eml | Get-FileHash).Hash | Sort-Object -Unique | Should -HaveCount 1
    }

    It 'reads a mail in a mail, and sends it on' {
        $null = Send-SoarEmail -Asset $lab.Asset -To ann@example.org -Subject inner -Body x
        $inner = Get-ChildItem $lab.Pickup -Filter *.eml
        $null = Send-SoarEmail -Asset $lab.Asset -To ann@example.org -Subject outer -Body x -Attachments $inner
        $outer = Get-ChildItem $lab.Pickup -Filter *.eml | Import-SoarEmail | Where-Object Subject -eq outer
        $outer.Attachments.Email.Subject | Should -Be 'inner'
        ($outer.Attachments | Send-SoarRawEmail -Asset $lab.Asset).Status | Should -Be 'success'
        @(Get-ChildItem $lab.Pickup -Filter *.eml | Import-SoarEmail | Where-Object Subject -eq inner) | Should -HaveCount 2
    }

    It 'reads text, and names what is wrong with it' {
        $mail = Import-SoarEmail -RawEmail "From: a@example.org`nSubject: one`nSubject: two`n`ntext"
        $mail.Subject | Should -Be 'one'
        $mail.Warnings | Should -Match '2 fields Subject'
    }

    It 'says which file or key is not there' {
        { Import-SoarEmail "$TestDrive/none.eml" -ErrorAction Stop } | Should -Throw -ErrorId 'RawFileMissing,*'
        { Import-SoarEmail -RawEmail x -VerifyWith "$TestDrive/none.pem" } | Should -Throw -ErrorId 'MailKeyNotFound,*'
        { Import-SoarEmail -RawEmail x -DecryptWith "$TestDrive/notes.txt" } | Should -Throw -ErrorId 'MailKeyUnreadable,*'
    }

    It 'has no content to give where the object is a copy' {
        $null = Send-SoarEmail -Asset $lab.Asset -To ann@example.org -Subject x -Body x -Attachments "$TestDrive/notes.txt"
        $copy = [SmtpSoar.SoarEmailAttachment]@{ Name = 'notes.txt' }
        { $copy | Add-SoarVaultFile -ErrorAction Stop } | Should -Throw -ErrorId 'AttachmentContentGone,*'
    }
}
