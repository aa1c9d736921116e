// node smtp-server.mjs DIR: an SMTP server that has no code in common with Postfix, and the HTTP server of the CRL.
// A message is kept byte for byte as it came, in DIR/smtpServer/mail/new/NAME; its envelope in .../envelopes/NAME.json.
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { pipeline } from 'node:stream';
import { SMTPServer } from 'smtp-server';

const dir = process.argv[2];
const rig = JSON.parse(readFileSync(`${dir}/servers.json.new`, 'utf8'));
const ports = rig.servers.smtpServer.ports;
const mail = rig.servers.smtpServer.catchAll;
for (const folder of ['new', 'cur', 'tmp', 'envelopes']) mkdirSync(`${mail}/${folder}`, { recursive: true });

const refusals = [
  [/^(nobody|unknown)/i, 550, '5.1.1 no such user'],
  [/^full/i, 552, '5.2.2 Mailbox full'],
  [/^defer/i, 450, '4.2.1 Mailbox busy, try again later'],
  [/^reject/i, 550, '5.7.1 Recipient refuses mail'],
];

const refuse = (code, text) => Object.assign(new Error(text), { responseCode: code });

const options = {
  key: readFileSync(`${dir}/tls/server.key`),
  cert: readFileSync(`${dir}/tls/server.crt`),
  banner: rig.instance,
  size: 26214400,
  authMethods: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
  disableReverseLookup: true,
  logger: false,
  onAuth(auth, session, done) {
    if (auth.method === 'XOAUTH2') return checkToken(auth, done);
    const password = rig.users[auth.username];
    const right = password !== undefined
      && (auth.method === 'CRAM-MD5' ? auth.validatePassword(password) : auth.password === password);
    return right ? done(null, { user: auth.username }) : done(refuse(535, '5.7.8 bad credentials'));
  },
  onRcptTo(recipient, session, done) {
    if (!recipient.address.toLowerCase().endsWith('@rig.test')) return done(refuse(550, '5.7.1 this test server does not relay'));
    const refusal = refusals.find(([pattern]) => pattern.test(recipient.address));
    return refusal ? done(refuse(refusal[1], refusal[2])) : done();
  },
  onData: keep,
};

// As Google refuses: 334 with this document, then 535.
const googleRefusal = { status: '400', schemes: 'Bearer', scope: 'https://mail.google.com/' };

// Knows opaque tokens only: the authorization server says of no JWT that it is active.
async function checkToken({ username, accessToken }, done) {
  const { authorities, introspector } = rig.oauth;
  try {
    const response = await fetch(authorities.http.introspection, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${introspector.id}:${introspector.secret}`)}` },
      body: new URLSearchParams({ token: accessToken }),
    });
    const { active, mailbox } = await response.json();
    return active && mailbox === username ? done(null, { user: username }) : done(null, { data: googleRefusal });
  } catch (error) {
    return done(error);
  }
}

function keep(stream, session, done) {
  const name = `${Date.now()}.${randomBytes(6).toString('hex')}`;
  const unfinished = `${mail}/tmp/${name}`;
  pipeline(stream, createWriteStream(unfinished), (error) => {
    if (error) return done(error);
    if (stream.sizeExceeded) {
      unlinkSync(unfinished);
      return done(refuse(552, '5.3.4 too big'));
    }
    const { envelope, user, secure, tlsOptions, hostNameAppearsAs } = session;
    writeFileSync(`${mail}/envelopes/${name}.json`, JSON.stringify(
      { from: envelope.mailFrom, to: envelope.rcptTo, user, secure, tls: tlsOptions || null, helo: hostNameAppearsAs }));
    renameSync(unfinished, `${mail}/new/${name}`);
    return done(null, `queued as ${name}`);
  });
}

const listen = (server, port) => new Promise((resolve) => {
  server.on('error', (error) => {
    console.log(port, error.stack);
    if (error.syscall === 'listen') process.exit(1);
  });
  server.listen(port, '127.0.0.1', resolve);
});

const crl = createServer((request, response) => {
  if (request.url.endsWith('.hangs')) return; // the client gives up some day
  response.setHeader('content-type', 'application/pkix-crl');
  response.end(readFileSync(`${dir}/tls/ca.crl`));
});

await Promise.all([
  listen(new SMTPServer({ ...options, allowInsecureAuth: true, hideSTARTTLS: true }), ports.plainAuth),
  listen(new SMTPServer(options), ports.submission),
  listen(new SMTPServer({ ...options, secure: true }), ports.implicitTls),
  listen(crl, Number(new URL(rig.tls.crlUrl).port)),
]);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
