# One mail, unprotected ("plain"), signed or encrypted. The folder of keys is benchmarks/run's. Says how long the command took, in seconds.
# To load a certificate takes the script time of its own: "plain-certificate" does that too, and sends an unsigned mail.
param($Manifest, $Port, $Way, $Keys, $File)
Import-Module $Manifest
$settings = @{ Server = '127.0.0.1'; Port = $Port; SslMethod = 'None'; SenderAddress = 'soar@example.org' }
if ($Way -eq 'dkim') { $settings += @{ DkimDomain = 'example.org'; DkimSelector = 'mail'; DkimPrivateKey = "$Keys/dkim.pem" } }
$asset = New-SmtpAsset @settings
$password = { $word = [securestring]::new(); 'word'.ToCharArray() | ForEach-Object { $word.AppendChar($_) }; $word }
$mail = @{ To = 'analyst@example.org'; Subject = 'Case 1'; Body = 'x' * 1024 }
if ($File) { $mail.Attachments = $File }
switch -Wildcard ($Way) {
    '*certificate' { $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new("$Keys/soar.pfx", 'word') }
    'certificate' { $mail.SigningCertificate = $certificate }
    'pfx*' { $mail += @{ SigningCertificate = "$Keys/soar.pfx"; SigningPassword = & $password } }
    '*opaque' { $mail.SignatureFormat = 'Opaque' }
    'pem' { $mail.SigningCertificate = "$Keys/soar.pem" }
    'smime-encrypted' { $mail += @{ Encrypt = $true; RecipientCertificate = "$Keys/soar.cer", "$Keys/analyst.cer" } }
    'pgp*' { $mail.PgpKey = "$Keys/soar.asc" }
    'pgp-encrypted' { $mail += @{ Encrypt = $true; PgpRecipientKey = "$Keys/public.asc" } }
}
$clock = [Diagnostics.Stopwatch]::StartNew()
$result = Send-SoarEmail -Asset $asset @mail
$clock.Elapsed.TotalSeconds
if ($result.Status -ne 'success') { throw $result.Message }
