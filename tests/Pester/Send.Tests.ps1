# The three commands that send, the pipeline, and what happens when something is wrong.

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Send-SoarEmail' {
    BeforeEach {
        $lab = New-Lab
        $mail = @{ Asset = $lab.Asset; To = 'analyst@example.org'; Subject = 'Case 4711'; Body = 'It is open.' }
    }

    It 'writes one mail and one result' {
        $result = Send-SoarEmail @mail
        $result.Status | Should -Be 'success'
        $result.Message | Should -Be 'Email sent'
        Get-Mail $lab | Should -HaveCount 1
        Get-Mail $lab | Should -Match '(?m)^Subject: Case 4711\r$'
    }

    It 'takes To, Subject and Body by position' {
        (Send-SoarEmail a@example.org Hello Text -Asset $lab.Asset).Status | Should -Be 'success'
        Get-Mail $lab | Should -Match '(?m)^Subject: Hello\r$'
    }

    It 'sends to Cc and Bcc too, and shows Bcc to nobody' {
        $result = Send-SoarEmail @mail -Cc lead@example.org -Bcc secret@example.org
        $result.Recipients.Address | Should -Be 'analyst@example.org', 'lead@example.org', 'secret@example.org'
        Get-Mail $lab | Should -Not -Match 'secret@'
    }

    It 'has a result in the shape of SOAR' {
        $json = (Send-SoarEmail @mail).ToJson() | ConvertFrom-Json
        $json.action_result.status | Should -Be 'success'
        $json.action_result.parameter.to | Should -Be 'analyst@example.org'
        $json.summary.total_objects_successful | Should -Be 1
    }

    It 'sends nothing with -WhatIf' {
        Send-SoarEmail @mail -WhatIf | Should -BeNullOrEmpty
        Get-Mail $lab | Should -BeNullOrEmpty
    }

    It 'finds what is wrong with -WhatIf too' {
        $result = Send-SoarEmail @mail -Attachments "$TestDrive/missing.pdf" -WhatIf -ErrorAction SilentlyContinue
        $result.ErrorId | Should -Be 'FileNotFound'
    }

    It 'takes a server as a hashtable, as JSON and as an object' {
        $folder = $lab.Pickup.Replace('\', '/')
        $settings = @{ PickupDirectory = $folder; sender_address = 'soar@example.org' }
        (Send-SoarEmail -Asset $settings -To a@example.org -Body x).Status | Should -Be 'success'
        (Send-SoarEmail -Asset ($settings | ConvertTo-Json) -To a@example.org -Body x).Status | Should -Be 'success'
        (Send-SoarEmail -Asset ([pscustomobject]$settings) -To a@example.org -Body x).Status | Should -Be 'success'
    }
}

Describe 'Send-SoarHtmlEmail' {
    BeforeEach { $lab = New-Lab }

    It 'makes a text part of the HTML' {
        $null = Send-SoarHtmlEmail -Asset $lab.Asset -To a@example.org -HtmlBody '<p>Hello <b>there</b></p>'
        Get-Mail $lab | Should -Match 'multipart/alternative'
        Get-Mail $lab | Should -Match '(?m)^Hello there\r$'
    }

    It 'puts a picture into it' {
        [IO.File]::WriteAllBytes("$TestDrive/chart.png", [byte[]](137, 80, 78, 71))
        $null = Send-SoarHtmlEmail -Asset $lab.Asset -To a@example.org -HtmlBody '<img src="cid:chart">' -Attachment1 "$TestDrive/chart.png" -ContentId1 chart
        Get-Mail $lab | Should -Match '(?m)^Content-ID: <chart>'
    }

    It 'removes what can run, with -Sanitize' {
        $null = Send-SoarHtmlEmail -Asset $lab.Asset -To a@example.org -HtmlBody '<p onclick="x()">Hi</p><script>alert(1)</script>' -Sanitize
        Get-Mail $lab | Should -Not -Match 'onclick|alert'
    }

    It 'takes the parameters of a playbook' {
        $parameters = @{ to = 'a@example.org'; subject = 'Hello'; html_body = '<p>Hi</p>'; text_body = 'Hi' }
        (Send-SoarHtmlEmail -Asset $lab.Asset @parameters).Status | Should -Be 'success'
    }
}

Describe 'Send-SoarRawEmail' {
    BeforeEach {
        $lab = New-Lab
        $text = "From: a@example.org`r`nTo: b@example.org`r`nBcc: c@example.org`r`nSubject: Raw`r`n`r`nText`r`n"
    }

    It 'sends a message as it is, without Bcc' {
        $result = Send-SoarRawEmail -Asset $lab.Asset $text
        $result.Recipients.Address | Should -Be 'b@example.org', 'c@example.org'
        Get-Mail $lab | Should -BeExactly $text.Replace("Bcc: c@example.org`r`n", '')
    }

    It 'sends files that come down the pipeline' {
        '1', '2' | ForEach-Object { [IO.File]::WriteAllText("$TestDrive/$_.eml", $text.Replace('Raw', $_)) }
        Get-ChildItem $TestDrive -Filter *.eml | Send-SoarRawEmail -Asset $lab.Asset | Should -HaveCount 2
        Get-Mail $lab | Should -HaveCount 2
    }

    It 'sends it to somebody else' {
        (Send-SoarRawEmail -Asset $lab.Asset $text -EnvelopeTo d@example.org).Recipients.Address | Should -Be 'd@example.org'
    }

    It 'sends nothing with -WhatIf' {
        Send-SoarRawEmail -Asset $lab.Asset $text -WhatIf | Should -BeNullOrEmpty
        Get-Mail $lab | Should -BeNullOrEmpty
    }
}

Describe 'The pipeline' {
    BeforeEach { $lab = New-Lab }

    It 'makes a mail of each row by script blocks, and a result of each, whatever is wrong' {
        $rows = 'Mail,Case', 'a@example.org,1', ',2', 'c@example.org,3' | ConvertFrom-Csv
        $results = $rows | Send-SoarEmail -Asset $lab.Asset -To { $_.Mail } -Subject { "Case $($_.Case)" } -Body { 6 / ($_.Case - 1) } -ErrorAction SilentlyContinue
        $results.Status | Should -Be 'failed', 'failed', 'success'
        $results.Parameter.subject | Should -Be 'Case 1', 'Case 2', 'Case 3'
    }

    It 'takes lines as the body, and tells once how, where they come down' {
        (Send-SoarHtmlEmail a@example.org s (Get-Process -Id $PID | ConvertTo-Html Id) -Asset $lab.Asset).Status | Should -Be 'success'
        (Send-SoarEmail a@example.org s (Get-Process -Id $PID | Format-Table Id | Out-String -Stream) -Asset $lab.Asset).Status | Should -Be 'success'
        Get-Process -Id $PID | Format-Table Id | Send-SoarEmail -To a@example.org -Asset $lab.Asset -ErrorVariable told -ErrorAction SilentlyContinue
        $told | Should -HaveCount 1
        $told[0].FullyQualifiedErrorId | Should -Match 'LinesUnbound'
    }

    It 'attaches what comes, where To and Body are given' {
        'one', 'two' | ForEach-Object { Set-Content "$TestDrive/$_.txt" $_ }
        Get-Item "$TestDrive/one.txt", "$TestDrive/two.txt" | Send-SoarEmail -Asset $lab.Asset -To a@example.org -Body x | Should -HaveCount 1
        Get-Mail $lab | Should -Match 'filename="?one\.txt[\s\S]*filename="?two\.txt'
    }

    It 'sends one mail without attachments where nothing comes' {
        @() | Send-SoarEmail -Asset $lab.Asset -To a@example.org -Body x | Should -HaveCount 1
    }

    It 'sends one mail for each row of a table' {
        $rows = 'To,Subject,Body', 'a@example.org,One,First', 'b@example.org,Two,Second' | ConvertFrom-Csv
        $results = $rows | Send-SoarEmail -Asset $lab.Asset
        $results | ForEach-Object { $_.Recipients.Address } | Should -Be 'a@example.org', 'b@example.org'
        Get-Mail $lab | Should -HaveCount 2
    }

    It 'does the same with HTML' {
        $rows = 'to,html_body', 'a@example.org,<p>First</p>', 'b@example.org,<p>Second</p>' | ConvertFrom-Csv
        $rows | Send-SoarHtmlEmail -Asset $lab.Asset -Subject both | Should -HaveCount 2
    }

    It 'lets a bad row stop none of the others' {
        $rows = 'To,Body', 'a@example.org,x', 'nobody at all,x', 'c@example.org,x' | ConvertFrom-Csv
        $results = $rows | Send-SoarEmail -Asset $lab.Asset -ErrorAction SilentlyContinue
        $results.Status | Should -Be 'success', 'failed', 'success'
    }

    It 'gives one row nothing of the row before' {
        $rows = [pscustomobject]@{ To = 'a@example.org'; Body = 'x'; Cc = 'cc@example.org' }, [pscustomobject]@{ To = 'b@example.org'; Body = 'x' }
        ($rows | Send-SoarEmail -Asset $lab.Asset)[1].Recipients.Address | Should -Be 'b@example.org'
    }

    It 'can be left early' {
        $rows = 1..20 | ForEach-Object { [pscustomobject]@{ To = "u$_@example.org"; Body = 'x' } }
        $rows | Send-SoarEmail -Asset $lab.Asset | Select-Object -First 2 | Should -HaveCount 2
        @(Get-Mail $lab).Count | Should -BeLessThan 20
    }
}

Describe 'Errors' {
    BeforeEach { $lab = New-Lab }

    It 'have an id, a category, advice, and the failed result as their target' {
        $result = Send-SoarEmail -Asset $lab.Asset -To a@example.org -Body x -Attachments "$TestDrive/missing.pdf" -ErrorAction SilentlyContinue -ErrorVariable failure
        $result.Status | Should -Be 'failed'
        $failure[0].FullyQualifiedErrorId | Should -Be 'FileNotFound,SmtpSoar.Commands.SendSoarEmailCommand'
        $failure[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failure[0].TargetObject | Should -Be $result
        Get-Mail $lab | Should -BeNullOrEmpty
    }

    It 'throw with -ErrorAction Stop, the result before them' {
        $results = @()
        { Send-SoarEmail -Asset $lab.Asset -To 'nobody at all' -Body x -ErrorAction Stop -OutVariable results } | Should -Throw '*nobody at all*'
        try { Send-SoarEmail -Asset $lab.Asset -To 'nobody at all' -Body x -ErrorAction Stop -OutVariable results } catch { $caught = $_ }
        Get-Id $caught | Should -Be 'AddressInvalid'
        $results[0].Status | Should -Be 'failed'
    }

    It 'refuse a line break in a header field' {
        (Send-SoarEmail -Asset $lab.Asset -To a@example.org -Body x -Headers @{ 'X-Case' = "1`r`nBcc: b@example.org" } -ErrorAction SilentlyContinue).ErrorId |
            Should -Be 'HeaderValueInvalid'
    }

    It 'name what -Asset is not' {
        Send-SoarEmail -Asset 4711 -To a@example.org -Body x -ErrorAction SilentlyContinue -ErrorVariable failure | Out-Null
        $failure | Should -Not -BeNullOrEmpty
    }
}

Describe 'A server' {
    BeforeEach {
        $server = Start-Server
        $settings = Get-Settings $server
    }

    AfterEach { $server.Dispose() }

    It 'tells each recipient''s fate, and the others get the mail' {
        $result = Send-SoarEmail -Asset $settings -To a@example.org, nobody@example.org -Body x -ErrorAction SilentlyContinue -ErrorVariable failure
        $result.Status | Should -Be 'success'
        $result.Recipients.Accepted | Should -Be $true, $false
        $result.Recipients[1].StatusCode | Should -Be 550
        Get-Id $failure[0] | Should -Be 'RecipientRefused'
        $server.Mails | Should -HaveCount 1
    }

    It 'that refuses a recipient for now is asked again for that one' {
        $settings.RetryCount = 1
        $result = Send-SoarEmail -Asset $settings -To a@example.org, later@example.org -Body x
        $result.Recipients.Accepted | Should -Be $true, $true
        $result.Attempts | Should -Be 2
        $server.Mails | Should -HaveCount 2
    }

    It 'gets all mails of a pipeline over one connection, in their order' {
        $settings.MaxConnections = 1
        $results = 1..20 | ForEach-Object { [pscustomobject]@{ To = "u$_@example.org"; Body = 'x' } } | Send-SoarEmail -Asset $settings
        $results | ForEach-Object { $_.Recipients.Address } | Should -Be (1..20 | ForEach-Object { "u$_@example.org" })
        $server.Connections | Should -Be 1
        $server.WaitUntilClosed() | Should -BeTrue
    }

    It 'is written down with -ProtocolLog, without the mail''s words' {
        $null = Send-SoarEmail -Asset $settings -To a@example.org -Body 'confidential words' -ProtocolLog "$TestDrive/smtp.log"
        $log = Get-Content "$TestDrive/smtp.log" -Raw
        $log | Should -Match 'RCPT TO'
        $log | Should -Not -Match 'confidential'
    }

    It 'that is not there is an error which says so' {
        $settings.port = 1
        $settings.RetryCount = 0
        (Send-SoarEmail -Asset $settings -To a@example.org -Body x -ErrorAction SilentlyContinue).ErrorId | Should -Be 'ConnectionRefused'
    }
}
