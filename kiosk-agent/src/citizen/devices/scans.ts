// Waiting for a code before the scanner. What it says is the citizen's: it is handed on and let go of.
import { CodeInbox, isScannerTongue, type ScannerTongue, ssiAcknowledge } from "@kiosk/firmware-profiles";
import type { Clock } from "../../ports.ts";
import type { Done } from "../ports.ts";
import { refuse } from "../refusal.ts";
import type { LeasedLine } from "./leased-line.ts";
import type { LoanedDevice, Loans } from "./loans.ts";

export interface CodeScannerOptions {
  readonly device: LoanedDevice;
  readonly loans: Loans;
  readonly clock: Clock;
}

/** A code comes in one go; what is not ended by then has no end mark. */
const quietMs = 200;

export class CodeScanner {
  readonly #options: CodeScannerOptions;

  constructor(options: CodeScannerOptions) {
    this.#options = options;
  }

  scan(waitMs: number, signal: AbortSignal): Promise<Done<{ readonly code: string }>> {
    const { loans, device } = this.#options;
    const { protocol } = device.profile;
    if (!isScannerTongue(protocol)) return Promise.resolve(refuse("device.absent", "not-lent"));
    return loans.use(device, signal, async (line, s) => {
      const inbox = new CodeInbox(protocol);
      try {
        line.discard();
        const code = await this.#hear(line, inbox, waitMs, s);
        if (code === undefined) return refuse("call.cancelled", "no-code");
        await this.#acknowledge(line, protocol, s);
        return { ok: true, value: { code } };
      } finally {
        inbox.clear();
        line.discard();
      }
    });
  }

  async #hear(line: LeasedLine, inbox: CodeInbox, waitMs: number, signal: AbortSignal): Promise<string | undefined> {
    const { clock } = this.#options;
    const until = clock.monotonic() + waitMs;
    for (;;) {
      const leftMs = until - clock.monotonic();
      const chunk = await line.receive(inbox.isEmpty ? leftMs : Math.min(quietMs, leftMs), signal);
      const code = chunk ? inbox.push(chunk) : inbox.rest();
      if (code !== undefined) return code;
      if (!chunk) inbox.clear();
      if (!chunk && clock.monotonic() >= until) return undefined;
    }
  }

  async #acknowledge(line: LeasedLine, tongue: ScannerTongue, signal: AbortSignal): Promise<void> {
    if (tongue === "ssi") await line.send(ssiAcknowledge, this.#options.device.profile.poll.timeoutMs, signal);
  }
}
