// Assertions of clients (RFC 7523) whose times are text: oidc-provider, unlike Microsoft, takes numbers only.
import { constants, createPublicKey, sign, verify } from 'node:crypto';

const paddings = {
  RS256: { padding: constants.RSA_PKCS1_PADDING },
  PS256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
};
const read = (part) => JSON.parse(Buffer.from(part, 'base64url'));
const write = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The same assertion with numbers, if its signature is good; any other as it is, for oidc-provider to refuse. */
export function resign(assertion, { clientKey }) {
  const [header, payload, signature] = assertion.split('.');
  const padding = paddings[read(header).alg];
  const isGood = padding
    && verify('sha256', Buffer.from(`${header}.${payload}`), { key: createPublicKey(clientKey), ...padding }, Buffer.from(signature ?? '', 'base64url'));
  if (!isGood) return assertion;
  const claims = read(payload);
  for (const time of ['nbf', 'exp', 'iat']) if (claims[time] !== undefined) claims[time] = Number(claims[time]);
  const signed = `${header}.${write(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), { key: clientKey, ...padding }).toString('base64url')}`;
}
