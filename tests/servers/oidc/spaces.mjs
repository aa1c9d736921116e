// Tests run side by side. Each can have a space, which is a prefix of every path: what is asked there is counted by itself,
// and a fault that is ordered there hits nobody else.
//   GET  /_rig/stats             {"POST /token": 2, ...}
//   POST /_rig/fault             {"path": "/token", "count": 2, "status": 503, "headers": {}, "body": "text" or {...}, "html": "...",
//                                 "delay": 300 (ms), "reset": true}; a fault that only delays is followed by the true answer
//   DELETE /_rig/fault           forgets the faults of the space
//   GET  /_rig/instance          whose server this is
import { setTimeout as pause } from 'node:timers/promises';

const spaces = new Map();

function spaceOf(name) {
  if (!spaces.has(name)) spaces.set(name, { name, requests: {}, faults: [] });
  return spaces.get(name);
}

/** Middleware that takes the space from the path; the links in its pages then lead into the same space. */
export const enterSpace = (prefix) => (ctx, next) => {
  const [found, name] = prefix.exec(ctx.path) ?? ['', ''];
  ctx.state.space = spaceOf(name);
  ctx.url = ctx.url.slice(found.length) || '/';
  ctx.req.originalUrl = found + ctx.url; // what the provider takes its prefix from
  return next();
};

export const rig = (instance) => async (ctx, next) => {
  const { space } = ctx.state;
  if (ctx.path.startsWith('/_rig/')) return answer(ctx, space, instance);
  const path = ctx.path.replace(/\/[\w-]{21,}(?=\/|$)/g, '/:uid');
  const line = `${ctx.method} ${path}`;
  space.requests[line] = (space.requests[line] ?? 0) + 1;
  const fault = space.faults.find((one) => one.count > 0 && one.path === path);
  if (!fault) return next();
  fault.count -= 1;
  return meet(fault, ctx, next);
};

async function answer(ctx, space, instance) {
  switch (`${ctx.method} ${ctx.path}`) {
    case 'GET /_rig/instance':
      ctx.body = { instance };
      break;
    case 'GET /_rig/stats':
      ctx.body = space.requests;
      break;
    case 'POST /_rig/fault':
      space.faults.push({ count: 1, ...JSON.parse(await text(ctx.req)) });
      ctx.status = 204;
      break;
    case 'DELETE /_rig/fault':
      space.faults = [];
      ctx.status = 204;
      break;
    default:
      ctx.status = 404;
  }
}

export async function text(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function meet(fault, ctx, next) {
  if (fault.delay) await pause(fault.delay);
  if (fault.reset) {
    ctx.respond = false;
    const socket = ctx.req.socket;
    (socket._parent ?? socket).resetAndDestroy(); // below TLS, if there is TLS
    return;
  }
  const body = fault.html ?? fault.body;
  if (fault.status === undefined && body === undefined) {
    await next();
    return;
  }
  ctx.status = fault.status ?? 200;
  ctx.body = body ?? '';
  if (fault.html) ctx.type = 'html';
  ctx.set(fault.headers ?? {});
}
