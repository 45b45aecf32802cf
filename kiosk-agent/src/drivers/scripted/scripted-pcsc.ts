import type { PcscAnswer } from "@kiosk/firmware-profiles";
import { PcscError, type PcscReader, type PcscTransport } from "../../ports.ts";

/** A PC/SC service that says this. `before` may throw or wait in place of an answer. For tests. */
export class ScriptedPcsc implements PcscTransport {
  readonly kind = "pcsc";
  readonly url = "pcsc://";
  answer: PcscAnswer;
  before: (signal: AbortSignal) => Promise<void> = () => Promise.resolve();
  closed = 0;

  constructor(answer: PcscAnswer) {
    this.answer = answer;
  }

  async readers(signal: AbortSignal): Promise<readonly PcscReader[]> {
    await this.before(signal);
    if (this.answer.name === "refused") throw new PcscError(this.answer.status, "as scripted");
    return this.answer.readers;
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}
