# One mail, in one process.
param($Manifest, $Port)
Import-Module $Manifest
$asset = New-SmtpAsset 127.0.0.1 -Port $Port -SslMethod None -SenderAddress soar@example.org
$result = Send-SoarEmail -Asset $asset -To analyst@example.org -Subject 'Case 1' -Body ('x' * 1024)
if ($result.Status -ne 'success') { throw $result.Message }
