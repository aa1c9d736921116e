// node prepare.mjs DIR POSTFIX_VERSION DOVECOT_VERSION EXIM_VERSION
// Chooses the ports, renders the configuration into DIR, and writes DIR/servers.json.new and DIR/servers.env.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describeAuthorization } from '../oidc/describe.mjs';
import { freePorts } from './ports.mjs';

const [dir, postfixVersion, dovecotVersion, eximVersion] = process.argv.slice(2);
const source = new URL('../', import.meta.url);
const readJson = (name) => JSON.parse(readFileSync(new URL(name, source), 'utf8'));
const services = readJson('services.json');
const users = readJson('users.json');
const instance = randomBytes(6).toString('hex');
const mailUid = 5000; // no account is needed: Postfix's virtual(8) writes as this number
const ports = await choosePorts();
const oauth = describeAuthorization(installed('oidc-provider'), ports.oidc);

for (const folder of ['postfix', 'dovecot', 'exim']) renderFolder(folder);
writeFileSync(`${dir}/servers.json.new`, `${JSON.stringify(describe(), null, 2)}\n`, { mode: 0o600 });
writeFileSync(`${dir}/servers.env`, environment());

async function choosePorts() {
  const names = Object.entries(services).flatMap(([server, list]) => list.map((name) => [server, name]));
  const free = await freePorts(names.length);
  const chosen = Object.fromEntries(Object.keys(services).map((server) => [server, {}]));
  names.forEach(([server, name], i) => { chosen[server][name] = free[i]; });
  return chosen;
}

function renderFolder(folder) {
  mkdirSync(`${dir}/${folder}`, { recursive: true });
  for (const name of readdirSync(new URL(folder, source))) {
    const text = readFileSync(new URL(`${folder}/${name}`, source), 'utf8');
    writeFileSync(`${dir}/${folder}/${name}`, render(text, `${folder}/${name}`));
  }
}

function render(text, name) {
  const everyUser = (line) => Object.entries(users).map(([address, user]) => line(address, user)).join('\n');
  const values = {
    DIR: dir,
    INSTANCE: instance,
    MAIL_UID: mailUid,
    DOVECOT_USERS: everyUser((address, user) => `${address}:{PLAIN}${user.password}::::::`),
    EXIM_USERS: everyUser((address, user) => `${address}: ${user.password}`),
    ISSUERS: Object.values(oauth.authorities).map((authority) => authority.issuer).join(' '),
    INTROSPECTION_URL: introspectionUrl(),
    POSTFIX_MAILBOXES: everyUser((address, user) => `/^${address.replaceAll('.', '\\.')}$/ ${user.maildir}/`),
  };
  return text.replace(/@([A-Za-z]\w*)(?:\.([A-Za-z]\w*))?@/g, (_, key, port) => {
    const value = port ? ports[key]?.[port] : values[key];
    if (value === undefined) throw new Error(`${name}: nothing is known of @${key}${port ? `.${port}` : ''}@`);
    return value;
  });
}

function describe() {
  const maildirs = Object.fromEntries(Object.entries(users).map(([address, user]) => [address, `${dir}/mail/${user.maildir}`]));
  return {
    instance,
    directory: dir,
    host: 'localhost',
    servers: {
      postfix: { version: postfixVersion, ports: ports.postfix, catchAll: `${dir}/mail/catchall`, maildirs },
      smtpServer: { version: installed('smtp-server'), ports: ports.smtpServer, catchAll: `${dir}/smtpServer/mail`, maildirs: {} },
      exim: { version: eximVersion, ports: ports.exim, catchAll: `${dir}/exim/mail`, maildirs: {} },
    },
    sasl: { version: dovecotVersion, mechanisms: mechanisms(), logFile: `${dir}/dovecot/dovecot.log` },
    oauth,
    tls: {
      caFile: `${dir}/tls/ca.crt`,
      clientPfx: `${dir}/tls/client.pfx`,
      clientPfxPassword: 'client-pass',
      crlUrl: `http://127.0.0.1:${ports.http.crl}/${instance}.crl`,
    },
    postgres: { version: 'unknown', port: ports.postgres.server, user: 'admin', password: '', directory: `${dir}/postgres` },
    users: Object.fromEntries(Object.entries(users).map(([address, user]) => [address, user.password])),
  };
}

function installed(name) {
  return createRequire(source)(`${name}/package.json`).version;
}

function introspectionUrl() {
  const url = new URL(oauth.authorities.http.introspection);
  url.hostname = '127.0.0.1';
  url.username = oauth.introspector.id;
  url.password = oauth.introspector.secret;
  return url.href;
}

function mechanisms() {
  const conf = readFileSync(new URL('dovecot/dovecot.conf', source), 'utf8');
  return /^auth_mechanisms = (.*)$/m.exec(conf)[1].toUpperCase().split(' ');
}

function environment() {
  const variables = {
    SMTPSOAR_SERVERS: `${dir}/servers.json`,
    // What makes .NET (by OpenSSL) trust the test CA, and nothing else.
    SSL_CERT_FILE: `${dir}/tls/ca.crt`,
    SSL_CERT_DIR: `${dir}/tls/none`,
  };
  for (const [server, list] of Object.entries(ports)) {
    for (const [name, port] of Object.entries(list)) variables[`SMTPSOAR_PORT_${constant(server)}_${constant(name)}`] = port;
  }
  return Object.entries(variables).map(([name, value]) => `${name}=${value}\n`).join('');
}

function constant(name) {
  return name.replace(/[A-Z]/g, '_$&').toUpperCase();
}
