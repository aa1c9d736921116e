# The message that would go out, in a file.

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Export-SoarEmail' {
    BeforeEach { $file = Join-Path $TestDrive "$([Guid]::NewGuid()).eml" }

    It 'writes the message as it would go out, without Bcc' {
        $written = Export-SoarEmail -Path $file -From soar@example.org -To analyst@example.org -Bcc boss@example.org -Subject 'Case 1' -Body text
        $written.FullName | Should -Be $file
        $text = [IO.File]::ReadAllText($file)
        $text | Should -Match 'Subject: Case 1'
        $text | Should -Not -Match 'boss@'
    }

    It 'writes a page that loads nothing' {
        $page = [IO.Path]::ChangeExtension($file, 'html')
        $null = Export-SoarEmail -Path $page -From soar@example.org -To analyst@example.org -Subject 'Case 2' -HtmlBody '<p>Hi <img src="https://example.org/x.png"></p>'
        $text = [IO.File]::ReadAllText($page)
        $text | Should -Match 'Case 2'
        $text | Should -Match "default-src 'none'"
    }

    It 'replaces nothing without -Force' {
        Set-Content $file old
        { Export-SoarEmail -Path $file -From soar@example.org -To a@example.org -Body x -ErrorAction Stop } | Should -Throw
        Get-Content $file | Should -Be old
        $null = Export-SoarEmail -Path $file -From soar@example.org -To a@example.org -Body x -Force
        Get-Content $file -Raw | Should -Match 'To: a@example.org'
    }

    It 'writes nothing with -WhatIf' {
        $null = Export-SoarEmail -Path $file -From soar@example.org -To a@example.org -Body x -WhatIf
        $file | Should -Not -Exist
    }
}
