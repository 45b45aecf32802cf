import { type Presence, type PresenceTransport, TransportError } from "../../ports.ts";

/** Something that is seen as this. `before` may throw or wait in place of a look. For tests. */
export class ScriptedPresence implements PresenceTransport {
  readonly kind = "presence";
  readonly url = "camera:///dev/scripted";
  seen: Presence | undefined;
  before: () => Promise<void> = () => Promise.resolve();
  closed = 0;

  constructor(seen: Presence | undefined) {
    this.seen = seen;
  }

  async look(): Promise<Presence> {
    await this.before();
    if (this.seen === undefined) throw new TransportError("absent", "nothing is there");
    return this.seen;
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}
