# Templates and tables, as a user would write them.

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'A template' {
    It 'is a mail for each row' {
        $rows = "Name,Mail`nAnn,ann@example.org`nBob,bob@example.org" | ConvertFrom-Csv
        $rows | Export-SoarEmail -Template '<p>Hello {{ Name }}</p>' -To { $_.Mail } -From s@example.org -Subject Hello `
            -Path { "$TestDrive/$($_.Name).eml" } | Should -HaveCount 2
        Get-Content "$TestDrive/Ann.eml" -Raw | Should -Match '<p>Hello Ann</p>'
    }

    It 'names the place and the name that was meant' {
        { Export-SoarEmail -Template "<p>`n{{ Nmae }}" -Data @{ Name = 'Ann' } -To a@example.org -From s@example.org -Subject Hello `
                -Path "$TestDrive/x.eml" -ErrorAction Stop } | Should -Throw "*line 2, column 4*Is 'Name' meant?*"
    }
}

Describe 'A table' {
    It 'has its objects as rows, in HTML and in text' {
        $table = [pscustomobject]@{ Name = '<web1>'; Count = 7 } | ConvertTo-SoarHtml -Title Servers
        $table | Should -Match '<caption.*>Servers</caption>'
        $table | Should -Match '&lt;web1&gt;'
        [pscustomobject]@{ Name = 'web1'; Count = 7 } | ConvertTo-SoarHtml -AsText | Should -Match 'web1\s+7'
    }

    It 'has the columns that a console shows' {
        Get-Command Get-Help | ConvertTo-SoarHtml -AsText | Should -Match '^CommandType\s+Name\s+Version\s+Source'
        Get-Process -Id $PID | Select-Object Id, ProcessName | ConvertTo-SoarHtml -AsText | Should -Match '^\s*Id\s+ProcessName'
    }

    It 'opens as a page where -Show is given' {
        function global:Invoke-Item { $global:shown = $args -join ' ' }
        try {
            $null = Export-SoarEmail -Body (1 | ConvertTo-SoarHtml) -To a@example.org -From s@example.org -Subject x -Path "$TestDrive/show.html" -Show
            $global:shown | Should -Match 'show\.html'
        }
        finally {
            Remove-Item function:Invoke-Item
        }
    }
}
