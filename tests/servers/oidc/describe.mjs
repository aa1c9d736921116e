// What servers.json says of the authorization server.
import { clients, introspector, jwtResource, userScopes } from './clients.mjs';

// Below a space's URL all works as below the authority's own, but is counted by itself, and its faults hit nobody else.
const authority = (url, spaceUrl, paths) => ({
  url,
  spaceUrl,
  issuer: `${url}${paths.issuer ?? ''}`,
  discovery: `${url}${paths.issuer ?? ''}/.well-known/openid-configuration`,
  authorization: `${url}${paths.authorization}`,
  token: `${url}${paths.token}`,
  deviceAuthorization: `${url}${paths.deviceAuthorization}`,
  verification: `${url}/device`,
  revocation: `${url}/token/revocation`,
  introspection: `${url}/token/introspection`,
});

const usual = { authorization: '/auth', token: '/token', deviceAuthorization: '/device/auth' };
export const microsoftPaths = {
  issuer: '/v2.0', // of the description, not of an endpoint
  authorization: '/oauth2/v2.0/authorize',
  token: '/oauth2/v2.0/token',
  deviceAuthorization: '/oauth2/v2.0/devicecode',
};

export function describeAuthorization(version, ports) {
  const http = `http://localhost:${ports.http}`;
  const https = `https://localhost:${ports.https}`;
  const microsoft = `https://localhost:${ports.microsoft}`;
  const webRedirectUri = `http://localhost:${ports.webRedirect}/callback`;
  return {
    version,
    authorities: {
      http: authority(http, `${http}/~SPACE`, usual),
      https: authority(https, `${https}/~SPACE`, usual),
      microsoft: authority(`${microsoft}/rig`, `${microsoft}/SPACE`, microsoftPaths),
    },
    clients: Object.fromEntries(Object.entries(clients(webRedirectUri)).map(([name, client]) =>
      [name, { id: client.client_id, secret: client.client_secret ?? null }])),
    introspector,
    webRedirectUri,
    jwtResource,
    scopes: userScopes,
  };
}
