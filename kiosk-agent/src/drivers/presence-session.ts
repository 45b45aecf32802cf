// A device that answers no question: the session looks whether it is there and opens. What is seen is told as what it
// is; that it is plugged in is no proof that it works, and the profile says so.
import { encodeSighting, type Failure, sightingFields } from "@kiosk/firmware-profiles";
import type { PresenceTransport } from "../ports.ts";
import { type Learnt, PolledSession, type PolledSessionOptions } from "./polled-session.ts";

export interface PresenceSessionOptions extends PolledSessionOptions<PresenceTransport> {
  readonly protocol: "camera" | "wedge";
}

export class PresenceSession extends PolledSession<PresenceTransport> {
  protected override readonly closes = "at the end";
  readonly #protocol: "camera" | "wedge";

  constructor(options: PresenceSessionOptions) {
    super(options);
    this.#protocol = options.protocol;
  }

  protected async ask(learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined> {
    const { profile, transport } = this.options;
    const sighting = await this.inTime(profile.poll.timeoutMs, signal, (s) => transport.look(s), "not open");
    this.log.received(encodeSighting(sighting));
    const fields = sightingFields(this.#protocol, sighting);
    if (fields === undefined) return { name: "wrongDevice", detail: `${transport.url} is a ${sighting.of}` };
    learnt.fields = fields;
    return undefined;
  }
}
