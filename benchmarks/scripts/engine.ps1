# The objects of bulk.ps1, made and pushed down a pipeline that does nothing with them: what the engine itself takes.
param($Count)
$body = ('x' * 76 + "`r`n") * 13
& { foreach ($i in 1..$Count) { [pscustomobject]@{ To = 'analyst@example.org'; Subject = "Case $i"; Body = $body } } } | ForEach-Object { }
