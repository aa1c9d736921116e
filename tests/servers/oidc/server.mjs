// node server.mjs DIR: the authorization server, on http, on https, and on https with Microsoft's paths.
import http from 'node:http';
import https from 'node:https';
import { readFileSync } from 'node:fs';
import { Provider } from 'oidc-provider';
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js';
import LRU from 'oidc-provider/lib/helpers/lru.js';
import { asGoogle, clients, hasShortTokens, introspector, jwtResource, secondsOfShortTokens, userScopes } from './clients.mjs';
import { makeKeys } from './keys.mjs';
import { asMicrosoft, microsoftRoutes } from './microsoft.mjs';
import { enterSpace, rig } from './spaces.mjs';

const dir = process.argv[2];
const { instance, oauth } = JSON.parse(readFileSync(`${dir}/servers.json.new`, 'utf8'));
const keys = makeKeys(dir);
// One store for the three, so that Dovecot can ask any of them about any token. The default one forgets after 1000 entries.
const store = new LRU({ maxSize: 100000 });

const resource = {
  scope: userScopes.join(' '),
  audience: jwtResource,
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: 'RS256', kid: keys.kid } },
};
const lifetime = (normal) => (ctx, token, client) => (hasShortTokens(client) ? secondsOfShortTokens : normal);

const configuration = (routes) => ({
  routes,
  adapter: (model) => new MemoryAdapter(model, store),
  clients: [
    ...Object.values(clients(oauth.webRedirectUri, keys.certificate)),
    {
      client_id: introspector.id, client_secret: introspector.secret, token_endpoint_auth_method: 'client_secret_basic',
      response_types: [], grant_types: [], redirect_uris: [],
    },
  ],
  jwks: keys.jwks,
  cookies: { keys: keys.cookies },
  scopes: userScopes,
  claims: { openid: ['sub', 'oid', 'tid'], profile: ['name', 'preferred_username'], email: ['email'] },
  conformIdTokenClaims: false,
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true },
    introspection: { enabled: true, allowedPolicy: (ctx, client) => client.clientId === introspector.id },
    revocation: { enabled: true, allowedPolicy: (ctx, client, token) => client.clientId === token.clientId },
    resourceIndicators: {
      enabled: true,
      defaultResource: (ctx, client) => (client.clientId === 'mailer-certificate' ? jwtResource : undefined),
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, indicator) => {
        if (indicator !== jwtResource) throw new Error(`nothing is known of the resource ${indicator}`);
        return resource;
      },
    },
  },
  // Any login name is an account, and a mailbox; so each test can have a mailbox of its own.
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, oid: id, tid: ctx.state.space.name, name: id, preferred_username: id, email: id }),
  }),
  // One claim names the mailbox of a user's and of an app's token: Dovecot's username_attribute.
  extraTokenClaims: (ctx, token) => ({ mailbox: token.accountId ?? `${ctx.state.space.name || 'alice'}@rig.test` }),
  // RFC 9068 says at+jwt, and Dovecot 2.3 takes nothing but JWT.
  formats: { customizers: { jwt(ctx, token, jwt) { jwt.header = { ...jwt.header, typ: 'JWT' }; } } },
  rotateRefreshToken: (ctx) => ctx.oidc.client.clientId !== asGoogle,
  expiresWithSession: () => false,
  issueRefreshToken: (ctx, client, source) => client.grantTypeAllowed('refresh_token')
    && (source.kind === 'DeviceCode' || client.clientId === asGoogle || source.scopes.has('offline_access')),
  pkce: { required: (ctx, client) => client.clientAuthMethod === 'none' },
  ttl: {
    AccessToken: lifetime(3600),
    ClientCredentials: lifetime(600),
    AuthorizationCode: 60,
    DeviceCode: 600,
    RefreshToken: 86400,
    IdToken: 3600,
    Interaction: 600,
    Session: 3600,
    Grant: 86400,
  },
});

// The pages of oidc-provider would fetch a font from elsewhere.
async function withoutFonts(ctx, next) {
  await next();
  if (typeof ctx.body === 'string') ctx.body = ctx.body.replace(/@import url\([^)]*\);/g, '');
}

function handler(issuer, prefix, routes, ...rest) {
  const provider = new Provider(issuer, configuration(routes));
  for (const middleware of [withoutFonts, enterSpace(prefix), rig(instance), ...rest]) provider.use(middleware);
  for (const event of ['server_error', 'grant.error', 'introspection.error', 'authorization.error', 'revocation.error']) {
    provider.on(event, (ctx, error) => console.log(
      new Date().toISOString(), event, error.error ?? error.stack, error.error_description ?? '', error.error_detail ?? ''));
  }
  return provider.callback();
}

const listen = (server, authority) => new Promise((resolve) => {
  const { port } = new URL(authority.url);
  server.on('error', (error) => {
    console.log(port, error.stack);
    process.exit(1);
  });
  server.listen(Number(port), '127.0.0.1', resolve);
});

const tls = { key: readFileSync(`${dir}/tls/server.key`), cert: readFileSync(`${dir}/tls/server.crt`) };
const { authorities } = oauth;
const space = /^\/~([\w.-]+)/;
const tenant = /^\/(?!_rig\/)([\w.-]+)/;
await Promise.all([
  listen(http.createServer(handler(authorities.http.issuer, space, {})), authorities.http),
  listen(https.createServer(tls, handler(authorities.https.issuer, space, {})), authorities.https),
  listen(https.createServer(tls, handler(authorities.microsoft.issuer, tenant, microsoftRoutes, asMicrosoft(keys))), authorities.microsoft),
]);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
