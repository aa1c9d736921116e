"""Makes the keys of the table "protected": a certificate with its key and authority, OpenPGP keys, a key for DKIM."""
import os
import subprocess

WORD = "word"
EXTENSIONS = """basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = emailProtection
subjectAltName = email:{}@example.org
"""


def run(*command, **more):
    return subprocess.run([str(part) for part in command], check=True, stdin=subprocess.DEVNULL, capture_output=True, **more).stdout


def make_keys(folder):
    """Fills the folder, and gives it back."""
    folder.mkdir(mode=0o700)
    ca = folder / "ca"
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", 30, "-subj", "/CN=Authority", "-keyout", f"{ca}.key", "-out", f"{ca}.pem")
    for name in ("soar", "analyst"):
        certify(folder, ca, name)
    pem = folder / "soar.pem"
    pem.write_text((folder / "soar.cer").read_text() + (folder / "soar.key").read_text() + (folder / "ca.pem").read_text())
    run("openssl", "pkcs12", "-export", "-inkey", folder / "soar.key", "-in", folder / "soar.cer", "-certfile", f"{ca}.pem",
        "-passout", f"pass:{WORD}", "-out", folder / "soar.pfx")
    run("openssl", "genrsa", "-out", folder / "dkim.pem", 2048)
    make_pgp_keys(folder)
    for file in folder.iterdir():
        if file.is_file():
            file.chmod(0o600)
    return folder


def certify(folder, ca, name):
    extensions = folder / f"{name}.cnf"
    extensions.write_text(EXTENSIONS.format(name))
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.csr")
    run("openssl", "x509", "-req", "-in", folder / f"{name}.csr", "-CA", f"{ca}.pem", "-CAkey", f"{ca}.key", "-CAcreateserial", "-days", 20,
        "-extfile", extensions, "-out", folder / f"{name}.cer")


def make_pgp_keys(folder):
    home = folder / "gnupg"
    home.mkdir(mode=0o700)
    gpg = ["gpg", "--homedir", home, "--batch", "--pinentry-mode", "loopback", "--passphrase", ""]
    for name in ("soar", "analyst"):
        run(*gpg, "--quick-generate-key", f"{name}@example.org", "ed25519", "sign", "never")
        fingerprint = next(line.split(":")[9] for line in run(*gpg, "--with-colons", "--list-keys", f"{name}@example.org").decode().splitlines()
                           if line.startswith("fpr:"))
        run(*gpg, "--quick-add-key", fingerprint, "cv25519", "encr", "never")
    (folder / "soar.asc").write_bytes(run(*gpg, "--armor", "--export-secret-keys", "soar@example.org"))
    (folder / "public.asc").write_bytes(run(*gpg, "--armor", "--export"))
    run("gpgconf", "--homedir", home, "--kill", "all", env=os.environ | {"GNUPGHOME": str(home)})
