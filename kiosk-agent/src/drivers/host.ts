// Asks this machine how it is. There is no conversation: the facts come at once or they do not come.
import { encodeHostFacts, type Failure, hostFields } from "@kiosk/firmware-profiles";
import type { HostTransport } from "../ports.ts";
import { type Learnt, PolledSession } from "./polled-session.ts";

export class HostSession extends PolledSession<HostTransport> {
  protected override readonly closes = "at the end";

  protected async ask(learnt: Learnt, signal: AbortSignal): Promise<Failure | undefined> {
    const { profile, transport } = this.options;
    const { timeoutMs, retries } = profile.poll;
    const facts = await this.inTime(timeoutMs * (retries + 1), signal, (s) => transport.facts(s), "no facts");
    this.log.received(encodeHostFacts(facts));
    learnt.fields = hostFields(facts);
    return learnt.fields.length > 0 ? undefined : { name: "garbled", detail: "this machine tells nothing of itself" };
  }
}
