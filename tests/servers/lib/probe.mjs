// NODE_EXTRA_CA_CERTS=CA node probe.mjs DIR SECONDS: waits until each port greets with this instance's name, so that no other server is taken for ours.
// A bad option in Postfix's master.cf shows only at the first connection, and then as silence: this finds it.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

const [dir, seconds] = process.argv.slice(2);
const rig = JSON.parse(readFileSync(`${dir}/servers.json.new`, 'utf8'));
const ca = readFileSync(rig.tls.caFile);
const deadline = Date.now() + Number(seconds) * 1000;
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

const greeting = ({ name, port }) => new Promise((resolve) => {
  const options = { host: '127.0.0.1', port, servername: 'localhost', ca };
  const socket = name === 'implicitTls' ? connectTls(options) : connect(options);
  socket.setTimeout(3000, () => socket.destroy(new Error('silence')));
  socket.on('error', (error) => resolve(error.message));
  socket.on('close', () => resolve('closed'));
  socket.once('data', (data) => {
    socket.end('QUIT\r\n');
    resolve(data.toString().trim());
  });
});

async function smtp(service) {
  const answer = await greeting(service);
  if (!answer.startsWith('220')) return answer;
  return ours(service, answer);
}

function ours(service, answer) {
  if (answer.includes(rig.instance)) return null;
  console.error(`${service.server} ${service.name}: address already in use, port ${service.port} says ${answer}`);
  return process.exit(1);
}

const oidc = (service) => fetch(new URL('/_rig/instance', service.url))
  .then(async (response) => (response.ok ? ours(service, await response.text()) : `status ${response.status}`))
  .catch((error) => error.cause?.message ?? error.message);

const http = () => fetch(rig.tls.crlUrl).then((response) => (response.ok ? null : `status ${response.status}`), (error) => error.message);

async function wait(service, ask) {
  for (;;) {
    const problem = await ask(service);
    if (!problem) return true;
    if (Date.now() > deadline) {
      console.error(`${service.server} ${service.name} on port ${service.port}: ${problem}`);
      return false;
    }
    await pause(50);
  }
}

const services = Object.entries(rig.servers).flatMap(([server, { ports }]) =>
  Object.entries(ports).map(([name, port]) => ({ server, name, port })));
const crl = { server: 'http', name: 'crl', port: new URL(rig.tls.crlUrl).port };
const authorities = Object.entries(rig.oauth.authorities).map(([name, { url }]) =>
  ({ server: 'oidc', name, url, port: new URL(url).port }));
const up = await Promise.all([
  ...services.map((service) => wait(service, smtp)),
  ...authorities.map((service) => wait(service, oidc)),
  wait(crl, http),
]);
process.exit(up.every(Boolean) ? 0 : 1);
