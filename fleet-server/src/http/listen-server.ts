// The socket side of HTTP: plain or over TLS, with what keeps slow, silent and all too many connections from it.
import { createServer as createPlainServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Clock, Log } from "../ports.ts";
import { type ConnectionLimits, limitConnections } from "./limits-connections.ts";
import type { ServedCertificate } from "./listen-certificate.ts";
import { refusePlainHttp, tlsOptions } from "./listen-tls.ts";
import { type Patience, slowServerOptions } from "./slow.ts";

/** A cookie of ours has 100 bytes, an address of the console with all its filters a few thousand. */
const maxHeaderSize = 16 * 1024;

export interface SocketOptions {
  /** null: plain HTTP, which listenPlan allows on loopback alone */
  readonly certificate: ServedCertificate | null;
  readonly patience: Patience;
  readonly connections: ConnectionLimits;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Sockets {
  readonly server: Server;
  /** Every connection, those in their handshake too: a server that stops waits for nobody. */
  cutAll(): void;
}

export function openSockets(listener: RequestListener, options: SocketOptions): Sockets {
  const { certificate, patience, connections, clock, log } = options;
  const common = { ...slowServerOptions(patience), maxHeaderSize };
  const server =
    certificate === null ? createPlainServer(common, listener) : tlsServer(listener, certificate, patience, common);
  const { cutAll } = limitConnections(server, connections, { log, monotonic: () => clock.monotonic() });
  return { server, cutAll };
}

function tlsServer(listener: RequestListener, certificate: ServedCertificate, patience: Patience, common: object) {
  const server = createTlsServer({ ...common, ...tlsOptions(certificate.pair, patience.headersMs) }, listener);
  certificate.onChange((pair) => server.setSecureContext(tlsOptions(pair, patience.headersMs)));
  refusePlainHttp(server, patience.headersMs);
  return server;
}
