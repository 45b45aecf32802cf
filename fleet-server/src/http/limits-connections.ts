// How many connections there may be, in all and from one address: what is beyond is cut before a byte of it is read.
import type { Server, Socket } from "node:net";
import type { Log } from "../ports.ts";
import { isLoopback } from "./listen.ts";

export interface ConnectionLimits {
  readonly total: number;
  /** an office behind one address: a live feed and a few requests at once for each of its people */
  readonly perAddress: number;
  /** Programs of this machine, or the proxy in front of it, stand for many: they are only counted in total. */
  readonly spareLoopback: boolean;
}

export const connectionLimits: ConnectionLimits = { total: 4096, perAddress: 512, spareLoopback: true };

/** Of one attack one line a minute is enough. */
const tellEveryMs = 60_000;

export function limitConnections(
  server: Server,
  limits: ConnectionLimits,
  { log, monotonic }: { readonly log: Log; monotonic(): number },
): { cutAll(): void } {
  const open = new Map<string, number>();
  const sockets = new Set<Socket>();
  let toldAt = Number.NEGATIVE_INFINITY;
  const cut = (socket: Socket, address: string) => {
    socket.destroy();
    if (monotonic() - toldAt < tellEveryMs) return;
    toldAt = monotonic();
    log.warn("http.connections-refused", { address, open: sockets.size });
  };
  server.prependListener("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const here = open.get(address) ?? 0;
    const counted = !(limits.spareLoopback && isLoopback(address));
    if (sockets.size >= limits.total || (counted && here >= limits.perAddress)) return cut(socket, address);
    sockets.add(socket);
    open.set(address, here + 1);
    socket.once("close", () => {
      sockets.delete(socket);
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
  return {
    cutAll() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
