// How Microsoft's authorization server differs, as far as a client can tell.
import { resign } from './assertions.mjs';
import { text } from './spaces.mjs';
import { microsoftPaths as paths } from './describe.mjs';

export const microsoftRoutes = {
  authorization: paths.authorization,
  token: paths.token,
  device_authorization: paths.deviceAuthorization,
};

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code';

// Its library says device_code for short, and writes the times of an assertion as text. It takes both.
async function plainForm(req, keys) {
  const form = Object.fromEntries(new URLSearchParams(await text(req)));
  if (form.grant_type === 'device_code') form.grant_type = deviceCode;
  if (form.client_assertion) form.client_assertion = resign(form.client_assertion, keys);
  return form;
}

export const asMicrosoft = (keys) => async (ctx, next) => {
  const tenant = ctx.state.space.name;
  if (ctx.path === `${paths.issuer}/.well-known/openid-configuration`) {
    ctx.path = ctx.path.slice(paths.issuer.length);
    ctx.req.originalUrl = `/${tenant}${ctx.url}`;
  }
  // It grants offline_access without prompt=consent, and knows prompt=select_account.
  if (ctx.path === paths.authorization && [undefined, 'select_account'].includes(ctx.query.prompt)) {
    const asked = { ...ctx.query, prompt: 'consent' };
    ctx.query = asked;
    ctx.req.originalUrl = `/${tenant}${ctx.url}`;
  }
  if (ctx.path === paths.deviceAuthorization && ctx.method === 'POST') {
    ctx.request.body = { ...Object.fromEntries(new URLSearchParams(await text(ctx.req))), prompt: 'consent' };
  }
  if (ctx.path === paths.token && ctx.method === 'POST') ctx.request.body = await plainForm(ctx.req, keys);
  await next();
  if (ctx.path === paths.token && ctx.body?.id_token) {
    const { sub } = JSON.parse(Buffer.from(ctx.body.id_token.split('.')[1], 'base64url'));
    ctx.body = { ...ctx.body, client_info: base64url({ uid: sub, utid: tenant }) };
  }
};
