# The same mail by what comes with PowerShell.
param($Port)
Send-MailMessage -SmtpServer 127.0.0.1 -Port $Port -From soar@example.org -To analyst@example.org -Subject 'Case 1' `
    -Body ('x' * 1024) -WarningAction SilentlyContinue -ErrorAction Stop
