# One mail with a large file.
param($Manifest, $Port, $File)
Import-Module $Manifest
$asset = New-SmtpAsset 127.0.0.1 -Port $Port -SslMethod None -SenderAddress soar@example.org
$result = Send-SoarEmail -Asset $asset -To analyst@example.org -Subject 'Case 1' -Body 'See there.' -Attachments $File
if ($result.Status -ne 'success') { throw $result.Message }
