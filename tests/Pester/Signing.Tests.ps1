# Mails that are signed and encrypted by certificates, from a command and by the asset, and read back.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"

    # A certificate with a key for an address, that nobody but the tests trusts. Windows PowerShell makes it by the same classes.
    function New-Certificate([string] $Address) {
        $key = [Security.Cryptography.RSA]::Create(2048)
        $request = New-Object Security.Cryptography.X509Certificates.CertificateRequest "CN=$Address", $key,
            ([Security.Cryptography.HashAlgorithmName]::SHA256), ([Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $names = New-Object Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder
        $names.AddEmailAddress($Address)
        $request.CertificateExtensions.Add($names.Build())
        $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(90))
    }

    function New-Password([string] $Word) {
        $password = New-Object securestring
        $Word.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
        $password
    }

    $own = New-Certificate soar@example.org
    $other = New-Certificate ann@example.org
    $keyFile = "$TestDrive/soar.pfx"
    $ownFile = "$TestDrive/soar.cer"
    $otherFile = "$TestDrive/ann.cer"
    $otherKeyFile = "$TestDrive/ann.pfx"
    [IO.File]::WriteAllBytes($keyFile, $own.Export('Pfx', 'word'))
    [IO.File]::WriteAllBytes($ownFile, $own.Export('Cert'))
    [IO.File]::WriteAllBytes($otherFile, $other.Export('Cert'))
    [IO.File]::WriteAllBytes($otherKeyFile, $other.Export('Pfx', 'word'))
    $word = New-Password word
}

Describe 'Mails with a signature' {
    BeforeEach { $lab = New-Lab }

    It 'are signed by the certificate of a file' {
        $sent = Send-SoarEmail -Asset $lab.Asset -To ann@example.org -Subject 'Case 1' -Body 'It is open.' -SigningCertificate $keyFile -SigningPassword $word
        $sent.Status | Should -Be success
        Get-Mail $lab | Should -Match 'multipart/signed'
        $mail = Get-ChildItem $lab.Pickup -Filter *.eml | Import-SoarEmail -VerifyWith $ownFile
        $mail.Signature.Status | Should -Be Valid
        $mail.TextBody.Trim() | Should -Be 'It is open.'
    }

    It 'are signed by the asset, which keeps the place of the certificate' {
        $asset = New-SmtpAsset -PickupDirectory $lab.Pickup -SenderAddress soar@example.org -SigningCertificatePath $keyFile -SigningPassword $word
        ($asset | Out-String) | Should -Match 'SigningCertificatePath'
        $null = Send-SoarEmail -Asset $asset -To ann@example.org -Subject x -Body x
        $null = Send-SoarEmail -Asset $asset -To ann@example.org -Subject x -Body x -Sign:$false
        $mails = @(Get-Mail $lab)
        @($mails -match 'multipart/signed') | Should -HaveCount 1
        $mails | Should -HaveCount 2
    }

    It 'are no longer valid once a letter is changed' {
        $null = Send-SoarEmail -Asset $lab.Asset -To ann@example.org -Subject x -Body 'It is open.' -SigningCertificate $keyFile -SigningPassword $word
        $text = (Get-Mail $lab) -replace 'open', 'shut'
        (Import-SoarEmail -RawEmail $text -VerifyWith $ownFile).Signature.Status | Should -Be Invalid
    }

    It 'are not sent where the certificate can not sign' {
        { Send-SoarEmail -Asset $lab.Asset -To ann@example.org -Subject x -Body x -SigningCertificate $keyFile -SigningPassword (New-Password no) -ErrorAction Stop } |
            Should -Throw -ErrorId 'SigningPasswordWrong,*'
        { Send-SoarEmail -Asset $lab.Asset -To ann@example.org -From bob@example.org -Subject x -Body x -SigningCertificate $own -ErrorAction Stop } |
            Should -Throw -ErrorId 'CertificateAddress,*'
        Get-Mail $lab | Should -BeNullOrEmpty
    }

    It 'say with -WhatIf that they would be signed' {
        Send-SoarEmail -Asset $lab.Asset -To ann@example.org -Subject x -Body x -SigningCertificate $own -WhatIf
        Get-Mail $lab | Should -BeNullOrEmpty
    }
}

Describe 'Mails that are encrypted' {
    BeforeEach { $lab = New-Lab }

    It 'are read by the recipient and by the sender, and by nobody else' {
        $null = Send-SoarEmail -Asset $lab.Asset -To ann@example.org -Subject 'Case 1' -Body 'The list.' -Encrypt -RecipientCertificate $otherFile -SigningCertificate $own
        $file = Get-ChildItem $lab.Pickup -Filter *.eml
        Get-Mail $lab | Should -Not -Match 'The list'
        foreach ($certificate in $other, $own) {
            ($file | Import-SoarEmail -DecryptWith $certificate).TextBody.Trim() | Should -Be 'The list.'
        }
        ($file | Import-SoarEmail).TextBody | Should -BeNullOrEmpty
    }

    It 'are not sent where a recipient has no certificate' {
        { Send-SoarEmail -Asset $lab.Asset -To ann@example.org, bob@example.org, carl@example.org -Subject x -Body x -Encrypt -RecipientCertificate $otherFile -ErrorAction Stop } |
            Should -Throw -ErrorId 'RecipientCertificateMissing,*' -ExpectedMessage '*bob@example.org*carl@example.org*'
        Get-Mail $lab | Should -BeNullOrEmpty
    }
}

Describe 'The test of an asset that signs' {
    It 'has steps for the certificate, and warns of what is about to end' {
        $lab = New-Lab
        $asset = New-SmtpAsset -PickupDirectory $lab.Pickup -SenderAddress soar@example.org -SigningCertificatePath $keyFile -SigningPassword $word
        $steps = (Test-SmtpAsset $asset -WarningAction SilentlyContinue).Steps
        $steps.Name | Should -Contain SigningCertificate
        $steps.Name | Should -Contain CertificateChain
        ($steps | Where-Object Name -eq SigningCertificate).Detail | Should -Match 'days left'
    }
}
