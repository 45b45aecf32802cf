import type { HostTransport } from "../../ports.ts";

/** A machine that tells these facts. `before` may throw or wait in place of an answer. For tests. */
export class ScriptedHost implements HostTransport {
  readonly kind = "host";
  readonly url = "host://local";
  told: ReadonlyMap<string, number | string>;
  before: () => Promise<void> = () => Promise.resolve();

  constructor(facts: ReadonlyMap<string, number | string>) {
    this.told = facts;
  }

  async facts(): Promise<ReadonlyMap<string, number | string>> {
    await this.before();
    return this.told;
  }

  async close(): Promise<void> {}
}
