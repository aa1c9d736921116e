// The clients of the authorization server, by the name that a test knows them by.
const mailScopes = [
  'https://mail.google.com/',
  'https://outlook.office.com/SMTP.Send', // Microsoft's for a user's mailbox
  'https://outlook.office365.com/.default', // Microsoft's for an app's
  'smtp',
];
export const userScopes = ['openid', 'profile', 'email', 'offline_access', ...mailScopes];
// A token for this resource is a JWT, which Dovecot checks by itself; any other token is opaque, and Dovecot asks.
export const jwtResource = 'urn:rig:smtp';
export const introspector = { id: 'dovecot', secret: 'dovecot-secret' };

const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code';
const loopback = ['127.0.0.1', 'localhost', '[::1]'] // of a native client, on any port
  .flatMap((host) => ['', '/', '/callback', '/oauth/callback'].map((path) => `http://${host}${path}`));

const user = { scope: userScopes.join(' '), response_types: ['code'], grant_types: ['authorization_code', 'refresh_token'] };
const native = {
  ...user,
  application_type: 'native',
  redirect_uris: loopback,
  grant_types: [...user.grant_types, deviceCode],
};
const daemon = { scope: mailScopes.join(' '), response_types: [], redirect_uris: [], grant_types: ['client_credentials'] };
const shared = (id, secret, way, rest) => ({
  client_id: id, client_secret: secret, token_endpoint_auth_method: `client_secret_${way}`, ...rest,
});
const open = (id, rest) => ({ client_id: id, token_endpoint_auth_method: 'none', ...rest });

export const secondsOfShortTokens = 2;
export const hasShortTokens = (client) => client?.clientId.startsWith('mailer-short');

/** As Google's clients: native, yet with a secret; a refresh token without the scope offline_access, and no rotation. */
export const asGoogle = 'mailer-desktop';

/** certificateKey: the JWK that checks the assertions of the client named certificate; undefined where nobody asks. */
export const clients = (webRedirectUri, certificateKey) => ({
  native: open('mailer-native', native),
  shortLived: open('mailer-short', native),
  desktop: shared(asGoogle, 'desktop-secret', 'post', native),
  web: shared('mailer-web', 'web-secret', 'post', { ...user, redirect_uris: [webRedirectUri] }),
  daemon: shared('mailer-daemon', 'daemon-secret', 'post', daemon),
  daemonBasic: shared('mailer-daemon-basic', 'basic-secret', 'basic', daemon),
  shortLivedDaemon: shared('mailer-short-daemon', 'short-secret', 'post', daemon),
  certificate: {
    client_id: 'mailer-certificate', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [certificateKey] }, ...daemon,
  },
});
