// The installer's question: what hangs on this port, and how is it? Opens the device, polls it once, gives it back.
import { type DeviceState, type FaultCode, faultCodeInfo, type Profile } from "@kiosk/firmware-profiles";
import { createTransport } from "../adapters/transport.ts";
import { TransportUrlError } from "../adapters/transport-url.ts";
import { openSession } from "../drivers/session.ts";
import type { Clock, CounterStore, DeviceObservation, Transport } from "../ports.ts";
import { type Candidate, candidates, carries, modelProfile } from "./candidates.ts";
import { createTracer, type TraceListener, type TraceStep } from "./trace.ts";

export interface ProbeOptions {
  readonly url: string;
  readonly profiles: ReadonlyMap<string, Profile>;
  /** absent: every profile that fits the transport is tried, see candidates.ts */
  readonly profileId?: string;
  /** for all of it */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** default: what the URL means on this machine */
  readonly connect?: typeof createTransport;
  /** called while it happens */
  readonly onStep?: TraceListener;
}

/** The question itself is wrong; nothing was opened. The message is one sentence for the installer. */
export class ProbeError extends Error {
  readonly code: "url" | "profile";
  constructor(code: ProbeError["code"], message: string) {
    super(message);
    this.name = "ProbeError";
    this.code = code;
  }
}

export interface ProbeAttempt {
  readonly profile: string;
  readonly answered: boolean;
  readonly failure?: { readonly code: FaultCode; readonly detail: string };
}

export interface ProbeResult {
  /** without secrets */
  readonly url: string;
  /** `unidentified`: nothing gave an answer that a profile understands */
  readonly verdict: "healthy" | "problem" | "unidentified";
  readonly device?: {
    readonly profile: string;
    readonly class: Profile["class"];
    readonly names: Profile["names"];
    /** false: the tables of this profile were never checked against this model */
    readonly verified: boolean;
    /** other profiles that look the same on this line */
    readonly alike: readonly string[];
  };
  readonly observation?: Omit<DeviceObservation, "exchange">;
  readonly attempts: readonly ProbeAttempt[];
  readonly trace: readonly TraceStep[];
  /** the time was over before the last attempt ended */
  readonly timedOut: boolean;
}

/** States in which a device serves citizens or will at once. Unknown is not one of them. */
const serving: readonly DeviceState[] = ["online", "deviceBusy", "starting"];

/** The port itself does not open: every other protocol would meet the same end. */
const portFailures: readonly FaultCode[] = ["device.not-present", "comm.refused"];

/** A counter that nobody kept: a ribbon level that hangs on it is unknown, and is shown so. */
const noCounters: CounterStore = {
  read: () => Promise.resolve(undefined),
  add: (_device, _counter, amount) => Promise.resolve(amount),
  reset: () => Promise.resolve(),
};

/** Rejects with ProbeError for a wrong question and with the reason of `signal`; whatever the device does is a result. */
export async function probe(options: ProbeOptions): Promise<ProbeResult> {
  const { url, profiles, clock, signal, timeoutMs, connect = createTransport } = options;
  const { shownUrl, plan } = planFor(options);
  const trace: TraceStep[] = [];
  const tracer = createTracer(clock, (step) => {
    trace.push(step);
    options.onStep?.(step);
  });
  const over = AbortSignal.timeout(timeoutMs);
  const attempts: ProbeAttempt[] = [];
  let last: { readonly candidate: Candidate; readonly observation: DeviceObservation } | undefined;
  let identified = false;
  try {
    for (const candidate of plan) {
      const { profile } = candidate;
      const ask = (like: Profile) =>
        pollOnce(
          like,
          tracer(connect(url, like.serial), like.class === "codeScanner"),
          clock,
          AbortSignal.any([signal, over]),
        );
      let observation = await ask(profile);
      attempts.push(attempt(profile, observation));
      last = { candidate, observation };
      if (!isIdentified(observation)) {
        if (mustStop(profile, observation)) break;
        continue;
      }
      identified = true;
      const model =
        options.profileId === undefined ? modelProfile(profiles.values(), profile, modelSaid(observation)) : undefined;
      if (model) {
        observation = await ask(model);
        attempts.push(attempt(model, observation));
        last = { candidate: { profile: model, alike: [] }, observation };
      }
      break;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!over.aborted) throw error;
  }
  const ended = { url: shownUrl, attempts, trace, timedOut: over.aborted };
  if (last === undefined) return { ...ended, verdict: "unidentified" };
  const { exchange: _, ...observation } = last.observation;
  const known = identified || options.profileId !== undefined;
  if (!known) return { ...ended, observation, verdict: "unidentified" };
  const { profile, alike } = last.candidate;
  const { id, class: deviceClass, names, verified } = profile;
  const verdict = isHealthy(observation) ? "healthy" : "problem";
  return { ...ended, verdict, observation, device: { profile: id, class: deviceClass, names, verified, alike } };
}

function planFor({ url, profiles, profileId }: ProbeOptions): { shownUrl: string; plan: readonly Candidate[] } {
  let transport: Transport;
  try {
    transport = createTransport(url);
  } catch (error) {
    if (error instanceof TransportUrlError) throw new ProbeError("url", error.message);
    throw error;
  }
  const { kind, url: shownUrl } = transport;
  if (profileId === undefined) return { shownUrl, plan: candidates(profiles.values(), url, kind) };
  const profile = profiles.get(profileId);
  if (profile === undefined) {
    throw new ProbeError("profile", `no profile "${profileId}"; there are: ${[...profiles.keys()].sort().join(", ")}`);
  }
  if (!carries(profile, kind, url)) {
    throw new ProbeError(
      "profile",
      `profile "${profileId}" speaks ${profile.protocol}, which does not run over ${shownUrl}`,
    );
  }
  return { shownUrl, plan: [{ profile, alike: [] }] };
}

async function pollOnce(profile: Profile, transport: Transport, clock: Clock, signal: AbortSignal) {
  const session = openSession({ deviceId: "probe", profile, transport, clock, counters: noCounters });
  try {
    return await session.poll(signal);
  } finally {
    await session.close();
  }
}

function attempt(profile: Profile, observation: DeviceObservation): ProbeAttempt {
  const { answered, failure } = observation;
  return { profile: profile.id, answered, ...(failure ? { failure } : {}) };
}

function isIdentified({ answered, failure }: DeviceObservation): boolean {
  return answered && failure?.code !== "config.wrong-emulation" && failure?.code !== "config.wrong-device";
}

function mustStop(profile: Profile, { exchange, failure }: DeviceObservation): boolean {
  if (failure && portFailures.includes(failure.code)) return true;
  // Whatever said anything to a printer's question may be a printer: the next question would stand on its paper.
  return profile.protocol === "pr2" && exchange.some((step) => step.dir === "rx");
}

function modelSaid(observation: DeviceObservation): string {
  const model = observation.readings.find((reading) => reading.kind === "text" && reading.name === "model");
  return model?.kind === "text" ? model.value : "";
}

function isHealthy(observation: Omit<DeviceObservation, "exchange">): boolean {
  if (!observation.answered || observation.failure) return false;
  if (!serving.includes(observation.state)) return false;
  return observation.conditions.every(({ code }) => {
    const { severity } = faultCodeInfo(code);
    return severity === "info" || severity === "warning";
  });
}
