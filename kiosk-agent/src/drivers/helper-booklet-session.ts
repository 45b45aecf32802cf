// A booklet printer behind a vendor helper: the library prints, and the agent counts what it had it print, as it does for
// a printer that it reaches itself.
import type { FaultCode } from "@kiosk/firmware-profiles";
import type { PrintOutcome } from "../ports.ts";
import { HelperSession, type HelperSessionOptions } from "./helper-session.ts";
import { countMarks, marksOf, ribbonRefusal } from "./ribbon-wear.ts";

export class HelperBookletSession extends HelperSession {
  readonly #options: HelperSessionOptions;

  constructor(options: HelperSessionOptions) {
    super(options);
    this.#options = options;
  }

  /**
   * Has the helper print lines. The marks are counted before they are sent: a ribbon that is thought older than it is gets
   * changed early, the other way round a citizen gets an empty page. Rejects when `signal` aborts or the counter cannot be
   * kept.
   */
  print(lines: readonly string[], signal: AbortSignal): Promise<PrintOutcome> {
    return this.inTurn(async () => {
      const { profile, line, clock } = this.#options;
      line.log.clear();
      const characters = marksOf(lines);
      const refusal = await ribbonRefusal(this.#options, await this.countedFields(), characters, clock.now());
      if (refusal) return refusal;
      await countMarks(this.#options, characters);
      // A control character inside a citizen's text would be a command to the printer.
      const harmless = lines.map((text) => text.replace(/\p{Cc}/gu, " "));
      const asked = this.ask({ ask: "print", lines: harmless }, profile.poll.budgetMs, signal);
      const { failure } = await asked.finally(() => line.log.clear()); // what a citizen had printed is nobody's evidence
      if (!failure) return { name: "printed", characters };
      const code: FaultCode = profile.failures[failure.name]?.fault ?? "comm.no-answer";
      return { name: "refused", code, detail: failure.detail };
    });
  }
}
