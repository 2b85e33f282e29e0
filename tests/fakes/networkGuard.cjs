/**
 * Loaded with NODE_OPTIONS=--require into a process and all its threads and children: refuses whatever would leave the
 * machine, and writes each try as a line into the file that QUARTERDECK_NETWORK_LOG names.
 */
const { appendFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::', undefined]);

function refuse(what) {
  appendFileSync(process.env.QUARTERDECK_NETWORK_LOG, `${what}\n`);
  throw new Error(`The network is off in this test: ${what}`);
}

const { Socket, Server } = require('node:net');
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  // Node hands an already normalised list on from one overload to another.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const target = typeof first === 'object' && first !== null ? first : { port: first, host: second };
  const isLocal = target.path !== undefined || Number.isNaN(Number(target.port)) || LOOPBACK.has(target.host);
  if (!isLocal) refuse(`connect to ${target.host}:${target.port}`);
  return connect.apply(this, args);
};

const { listen } = Server.prototype;
Server.prototype.listen = function (...args) {
  const [first, second] = args;
  const host =
    typeof first === 'object' && first !== null ? first.host : typeof second === 'string' ? second : 'any address';
  const isPipe = typeof first === 'string' && Number.isNaN(Number(first));
  // Listening anywhere but here would let the network in.
  if (!isPipe && !first?.path && host !== '127.0.0.1' && host !== '::1') refuse(`listen on ${host}`);
  return listen.apply(this, args);
};

for (const dns of [require('node:dns'), require('node:dns').promises]) {
  for (const name of Object.keys(dns).filter((key) => /^(lookup|resolve|reverse)/.test(key))) {
    const original = dns[name];
    dns[name] = function (host, ...rest) {
      if (!LOOPBACK.has(host)) refuse(`${name} ${host}`);
      return original.call(this, host, ...rest);
    };
  }
}

require('node:dgram').createSocket = () => refuse('datagram socket');
syncBuiltinESMExports();
