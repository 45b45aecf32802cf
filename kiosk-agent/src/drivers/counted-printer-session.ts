// A printer whose ribbon nobody measures: polled like any stream device, and what it prints is counted before it is sent.
import { type Profile, type TextEncode, textEncoder } from "@kiosk/firmware-profiles";
import { type PrintOutcome, TransportError } from "../ports.ts";
import type { StreamMachine } from "./conversation.ts";
import { failureOf } from "./failure.ts";
import { observe } from "./observation.ts";
import { countMarks, marksOf, ribbonRefusal } from "./ribbon-wear.ts";
import { StreamSession, type StreamSessionOptions } from "./stream-session.ts";

export interface CountedPrinterOptions<Q extends string, F> extends StreamSessionOptions<Q, F> {
  /** proves that the printer is there and understands us; nothing is printed before */
  readonly identify: StreamMachine<Q, F>;
  /** sent after the last line */
  readonly eject: Uint8Array;
}

export class CountedPrinterSession<Q extends string, F extends { readonly raw: Uint8Array }> extends StreamSession<
  Q,
  F
> {
  readonly #options: CountedPrinterOptions<Q, F>;
  #encode: TextEncode | undefined;

  constructor(options: CountedPrinterOptions<Q, F>) {
    super(options);
    this.#options = options;
  }

  /**
   * Prints lines of text and ejects. The marks are counted before they are sent: a ribbon that is thought older than it
   * is gets changed early, the other way round a citizen gets an empty page. Refused on a ribbon that does not last and wherever
   * the printer does not prove to be one. Rejects when `signal` aborts or the counter cannot be kept.
   */
  print(lines: readonly string[], signal: AbortSignal): Promise<PrintOutcome> {
    return this.inTurn(async () => {
      const { profile, line, clock, identify } = this.#options;
      line.log.clear();
      const { poll } = profile;
      const heard = await this.hold(identify, poll.budgetMs, signal);
      if (heard.failure) return this.#refused(observe(profile, { ...heard, ...nothingElse, at: clock.now() }).failure);
      const characters = marksOf(lines);
      const refusal = await ribbonRefusal(this.#options, await this.countedFields(), characters, clock.now());
      if (refusal) return refusal;

      await countMarks(this.#options, characters);
      try {
        for (const bytes of this.#octets(lines)) await line.send(bytes, sendLimitMs(profile, bytes.length), signal);
      } catch (error) {
        if (signal.aborted) throw error;
        await line.close(poll.timeoutMs);
        const failure = error instanceof TransportError ? failureOf(error) : failureOf(String(error));
        return this.#refused({ code: profile.failures[failure.name]?.fault, detail: failure.detail });
      } finally {
        line.log.clear(); // what a citizen had printed is nobody's evidence
      }
      return { name: "printed", characters };
    });
  }

  #octets(lines: readonly string[]): Uint8Array[] {
    const { profile, eject } = this.#options;
    this.#encode ??= textEncoder(profile.printing?.encoding ?? "ascii");
    const encode = this.#encode;
    const lineEnd = Uint8Array.from((profile.printing?.lineEnd ?? "0d0a").match(/../g) ?? [], (pair) =>
      Number.parseInt(pair, 16),
    );
    return [...lines.map((text) => Uint8Array.from([...encode(text), ...lineEnd])), eject];
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
