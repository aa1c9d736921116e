// Free ports on 127.0.0.1, from below the range that the system gives to outgoing connections:
// a port of that range could be taken by anybody's connection between this choice and the server's bind.
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

const first = 20000;
const last = 32000;

const isFree = (port) => new Promise((resolve) => {
  const server = createServer();
  server.once('error', () => resolve(false));
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
});

export async function freePorts(count) {
  const ports = new Set();
  for (let tries = 0; ports.size < count; tries++) {
    if (tries > 100 * count) throw new Error(`no ${count} free ports between ${first} and ${last}`);
    const port = randomInt(first, last);
    if (!ports.has(port) && await isFree(port)) ports.add(port);
  }
  return [...ports];
}
