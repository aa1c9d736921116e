# One mail to a server that wants TLS and a login.
param($Manifest, $Port)
Import-Module $Manifest
$secret = [securestring]::new()
'benchmark'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
$asset = New-SmtpAsset 127.0.0.1 -Port $Port -SslMethod StartTls -SkipCertificateCheck -Username soar@example.org -Password $secret
$result = Send-SoarEmail -Asset $asset -To analyst@example.org -Subject 'Case 1' -Body ('x' * 1024) -WarningAction Ignore
if ($result.Status -ne 'success') { throw $result.Message }
