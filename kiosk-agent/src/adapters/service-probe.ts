// Whether the services of this terminal can be reached from where it stands: the page is asked for, or the port opened, and
// nothing is sent that could change anything there.
import { connect } from "node:net";
import type { ConfiguredService } from "../config.ts";
import type { ServiceProbe } from "../domain/self-inspection.ts";

const limitMs = 5_000;
/** so many at once: a slow network is not made slower by the question */
const atOnce = 6;

/** In the order of the configuration. Never rejects; `monotonic` in ms. */
export async function probeServices(
  services: readonly ConfiguredService[],
  monotonic: () => number,
  signal: AbortSignal,
): Promise<ServiceProbe[]> {
  const probes = new Map<ConfiguredService, ServiceProbe>();
  const waiting = services.values();
  const work = async () => {
    for (const service of waiting) probes.set(service, await probe(service, monotonic, signal));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return services.flatMap((service) => probes.get(service) ?? []);
}

async function probe(
  { name, url }: ConfiguredService,
  monotonic: () => number,
  signal: AbortSignal,
): Promise<ServiceProbe> {
  const begun = monotonic();
  const until = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  try {
    const said = url.startsWith("tcp:") ? await opened(new URL(url), until) : await answered(url, until);
    return { name, reached: said.reached, said: `${said.word}, ${Math.round(monotonic() - begun)} ms` };
  } catch (error) {
    return { name, reached: false, said: reasonOf(error) };
  }
}

async function answered(url: string, signal: AbortSignal): Promise<{ reached: boolean; word: string }> {
  const response = await fetch(url, { method: "GET", redirect: "manual", signal });
  await response.body?.cancel();
  // what asks for a sign-in is there; what says 5xx is not serving anybody
  return { reached: response.status < 500, word: `HTTP ${response.status}` };
}

async function opened({ hostname, port }: URL, signal: AbortSignal): Promise<{ reached: boolean; word: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect({ host: hostname, port: Number(port) });
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  socket.once("connect", () => resolve()).once("error", reject);
  try {
    await promise;
    return { reached: true, word: "open" };
  } finally {
    signal.removeEventListener("abort", onAbort);
    socket.destroy();
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${limitMs / 1000} s`;
  const cause: unknown = error.cause;
  const code =
    cause instanceof Error && "code" in cause ? String(cause.code) : "code" in error ? String(error.code) : "";
  return code === "" ? error.message : code;
}
