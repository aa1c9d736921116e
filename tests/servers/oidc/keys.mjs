// The keys of one start: nothing of them is in the repository.
import { X509Certificate, createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Makes the key that signs tokens; its public half goes where Dovecot looks for it: AZP or "default"/ALGORITHM/KEY ID. */
export function makeKeys(dir) {
  const signing = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = 'rig1';
  const folder = `${dir}/dovecot/keys/default/RS256`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${kid}`, signing.publicKey.export({ type: 'spki', format: 'pem' }));
  return {
    kid,
    jwks: { keys: [{ ...signing.privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid }] },
    cookies: [randomBytes(24).toString('hex')],
    clientKey: createPrivateKey(readFileSync(`${dir}/tls/client.key`)),
    // no alg: RS256 and PS256 are both good
    certificate: { ...new X509Certificate(readFileSync(`${dir}/tls/client.crt`)).publicKey.export({ format: 'jwk' }), use: 'sig' },
  };
}
