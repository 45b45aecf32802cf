// Measures what a system inspection asks of this machine. Each thing for itself: what cannot be had is left out.
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { release, type } from "node:os";
import type { AgentConfig } from "../config.ts";
import type { SelfMeasured } from "../domain/self-inspection.ts";
import type { HostTransport, Millis } from "../ports.ts";
import { probeServices } from "./service-probe.ts";

export interface SelfMeasureOptions {
  readonly config: Pick<AgentConfig, "server" | "services">;
  /** this machine; undefined where it cannot be asked */
  readonly host: HostTransport | undefined;
  readonly monotonic: () => number;
  /** elsewhere in tests */
  readonly osRelease?: string;
}

/** Never rejects. */
export async function measureItself(options: SelfMeasureOptions, signal: AbortSignal): Promise<SelfMeasured> {
  const { config, host, monotonic, osRelease = "/etc/os-release" } = options;
  const [facts, os, services, certificateEndsAt] = await Promise.all([
    factsOf(host, signal),
    osName(osRelease),
    probeServices(config.services, monotonic, signal),
    certificateEnd(config.server.caFile),
  ]);
  return { facts, os, services, certificateEndsAt };
}

async function factsOf(host: HostTransport | undefined, signal: AbortSignal): Promise<SelfMeasured["facts"]> {
  try {
    return (await host?.facts(signal)) ?? new Map();
  } catch {
    // an agent that is stopping; what is not told is unknown
    return new Map();
  } finally {
    await host?.close();
  }
}

async function osName(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  const name = /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(text)?.[1] ?? "";
  return [name, `${type()} ${release()}`].filter((part) => part !== "").join(", ");
}

/** Null: no certificate is used; undefined: it cannot be read. */
async function certificateEnd(file: string | undefined): Promise<Millis | null | undefined> {
  if (file === undefined) return null;
  try {
    return new X509Certificate(await readFile(file)).validToDate.getTime();
  } catch {
    return undefined;
  }
}
