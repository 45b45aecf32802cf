// How the server is reached from outside: which certificates it shows to terminals and to browsers, that both are renewed
// while it runs, and under which names it answers.
import type { AddressInfo } from "node:net";
import { isIPv6 } from "node:net";
import type { CertificateHealth } from "@kiosk/contract";
import { loadServerTls, type ServerTls } from "./broker/certificates.ts";
import type { Doorway } from "./http/http-server.ts";
import { type ListenPlan, listenPlan, onLoopback } from "./http/listen.ts";
import { daysLeft, loadKeyPair, ServedCertificate } from "./http/listen-certificate.ts";
import type { Clock, Log } from "./ports.ts";

const wildcards: readonly string[] = ["0.0.0.0", "::"];

export interface EntranceOptions {
  readonly dataDir: string;
  readonly plan?: ListenPlan;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Entrance {
  /** what terminals are shown, and the authority they trust */
  readonly tls: ServerTls;
  readonly terminals: ServedCertificate;
  readonly doorway: Pick<Doorway, "certificate" | "publicNames">;
  readonly host: string;
  /** an address that works from this machine, where any address is listened on */
  urlOf(address: AddressInfo | string | null): string;
  refresh(): Promise<void>;
  health(): CertificateHealth[];
}

/** @throws ListenError when an own certificate cannot be used */
export async function openEntrance({ dataDir, plan, clock, log }: EntranceOptions): Promise<Entrance> {
  const { host, publicNames, tls: wanted } = plan ?? listenPlan(onLoopback);
  const names = wildcards.includes(host) ? publicNames : [host, ...publicNames];
  const generated = (now: Date) => loadServerTls(dataDir, now, names);
  const tls = await generated(new Date(clock.now()));
  const terminals = await ServedCertificate.open({ name: "mqtt", load: generated, clock, log });
  const own = typeof wanted === "string" ? null : wanted;
  const browsers =
    own === null
      ? terminals
      : await ServedCertificate.open({ name: "https", load: () => loadKeyPair(own, log), clock, log });
  const certificate = wanted === "off" ? null : browsers;
  const held = [
    { use: "mqtt" as const, certificate: terminals },
    ...(certificate === null ? [] : [{ use: "https" as const, certificate }]),
  ];
  return {
    tls,
    terminals,
    doorway: { certificate, publicNames },
    host,
    urlOf(address) {
      const port = typeof address === "object" && address !== null ? `:${address.port}` : "";
      const name = host === "::" ? "::1" : host === "0.0.0.0" ? "127.0.0.1" : host;
      return `${certificate === null ? "http" : "https"}://${isIPv6(name) ? `[${name}]` : name}${port}`;
    },
    async refresh() {
      for (const one of new Set(held.map((h) => h.certificate))) await one.refresh();
    },
    health: () =>
      held.map(({ use, certificate: { notAfter } }) => ({
        use,
        endsAt: notAfter,
        daysLeft: daysLeft(notAfter, clock.now()),
      })),
  };
}
