// A passbook printer: polled like any stream device, and the one family whose consumable the agent counts itself.
import {
  type Pr2Frame,
  type Pr2Question,
  type Profile,
  pr2Eject,
  type TextEncode,
  textEncoder,
} from "@kiosk/firmware-profiles";
import { type PrintOutcome, TransportError } from "../ports.ts";
import { failureOf } from "./failure.ts";
import { observe } from "./observation.ts";
import { pr2Machine } from "./pr2.ts";
import { countMarks, marksOf, usedUpRibbon } from "./ribbon-wear.ts";
import { StreamSession, type StreamSessionOptions } from "./stream-session.ts";

type Options = StreamSessionOptions<Pr2Question, Pr2Frame>;

export class Pr2Session extends StreamSession<Pr2Question, Pr2Frame> {
  readonly #options: Options;
  #encode: TextEncode | undefined;

  constructor(options: Options) {
    super(options);
    this.#options = options;
  }

  /**
   * Prints lines of text and ejects. The marks are counted before they are sent: a ribbon that is thought older than it
   * is gets changed early, the other way round a citizen gets an empty page. Refused on a used-up ribbon and wherever
   * the printer does not say that it is in Olivetti emulation. Rejects when `signal` aborts or the counter cannot be kept.
   */
  print(lines: readonly string[], signal: AbortSignal): Promise<PrintOutcome> {
    return this.inTurn(async () => {
      const { profile, line, clock } = this.#options;
      line.log.clear();
      const { poll } = profile;
      const identify = pr2Machine({ retries: poll.retries, ask: "identity" });
      const heard = await this.hold(identify, poll.budgetMs, signal);
      if (heard.failure) return this.#refused(observe(profile, { ...heard, ...nothingElse, at: clock.now() }).failure);
      const usedUp = usedUpRibbon(profile, await this.countedFields(), clock.now());
      if (usedUp) return { name: "refused", code: usedUp.code, detail: usedUp.detail };

      const characters = marksOf(lines);
      await countMarks(this.#options, characters);
      try {
        for (const bytes of this.#octets(lines)) await line.send(bytes, sendLimitMs(profile, bytes.length), signal);
      } catch (error) {
        if (signal.aborted) throw error;
        await line.close(poll.timeoutMs);
        const failure = error instanceof TransportError ? failureOf(error) : failureOf(String(error));
        return this.#refused({ code: profile.failures[failure.name]?.fault, detail: failure.detail });
      }
      return { name: "printed", characters };
    });
  }

  #octets(lines: readonly string[]): Uint8Array[] {
    const { printing } = this.#options.profile;
    this.#encode ??= textEncoder(printing?.encoding ?? "ascii");
    const encode = this.#encode;
    const lineEnd = Uint8Array.from((printing?.lineEnd ?? "0d0a").match(/../g) ?? [], (pair) =>
      Number.parseInt(pair, 16),
    );
    return [...lines.map((text) => Uint8Array.from([...encode(text), ...lineEnd])), pr2Eject];
  }

  #refused(
    why: { readonly code?: PrintRefusal["code"] | undefined; readonly detail: string } | undefined,
  ): PrintRefusal {
    return { name: "refused", code: why?.code ?? "comm.no-answer", detail: why?.detail ?? "" };
  }
}

type PrintRefusal = Extract<PrintOutcome, { name: "refused" }>;

const nothingElse = { exchange: [], droppedBytes: 0 } as const;

/** Ten bits an octet on the line, and as long again for the printer to take them. */
function sendLimitMs(profile: Profile, octets: number): number {
  const baud = profile.serial?.baud ?? 9600;
  return profile.poll.timeoutMs + Math.ceil((octets * 20_000) / baud);
}
