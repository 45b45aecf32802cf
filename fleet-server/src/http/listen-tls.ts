// HTTPS on a port that people will also type without the s: whoever speaks plain HTTP there is told so, in one sentence,
// and nothing of the fleet is said to them.
import type { Server, ServerOptions } from "node:https";
import type { Socket } from "node:net";
import { answerBare } from "./limits-garbage.ts";

/** Mozilla's "intermediate": TLS 1.3, and of 1.2 only what is authenticated and forward secret. */
const ciphers = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
].join(":");

/** first byte of a TLS record with a handshake (RFC 8446, 5.1) */
const handshakeRecord = 0x16;

export function tlsOptions(pair: { readonly key: string; readonly cert: string }, withinMs: number): ServerOptions {
  return { key: pair.key, cert: pair.cert, minVersion: "TLSv1.2", ciphers, handshakeTimeout: withinMs };
}

/** Looks at the first byte of each connection before the handshake; a connection that says nothing is cut. */
export function refusePlainHttp(server: Server, withinMs: number): void {
  const handshakes = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    const silent = setTimeout(() => socket.destroy(), withinMs);
    const forget = () => clearTimeout(silent);
    socket.on("error", forget);
    socket.once("close", forget);
    socket.once("data", (bytes: Buffer) => {
      forget();
      if (bytes[0] !== handshakeRecord) return answerBare(socket, "request.plain-http");
      socket.off("error", forget);
      socket.pause();
      socket.unshift(bytes);
      for (const handshake of handshakes) handshake.call(server, socket);
    });
  });
}
