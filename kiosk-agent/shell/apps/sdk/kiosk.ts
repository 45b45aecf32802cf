// How a service app speaks with the shell around its frame: one port, handed over once, and a promise for each thing asked.
// The shell shows every step with hands (a card, paper); an app asks for the result and draws none of it.
import type { AppRequest, BridgeCall, Identity } from "@kiosk/contract";
import {
  answerOf,
  codeOf,
  type Done,
  doneOf,
  type Greeting,
  greetingOf,
  identityOf,
  type Problem,
  type Settings,
  settingsOf,
} from "./messages.ts";

/** The citizen gave up, or it could not be done; the shell has already said so to them. */
export class NotDone extends Error {
  override readonly name = "NotDone";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

export interface Kiosk {
  readonly greeting: Greeting;
  /** The citizen signs in, by card or phone as the manifest allows. @throws NotDone */
  identify(): Promise<Identity>;
  /** @throws NotDone */
  printBooklet(lines: readonly string[]): Promise<Done>;
  /** `pdf`: base64, A4 pages, at most 12 MB of octets. @throws NotDone */
  printA4(pdf: string, options: { readonly copies: number; readonly colour: boolean }): Promise<Done>;
  /** @throws NotDone */
  printReceipt(lines: readonly string[]): Promise<Done>;
  /** Lines of at most 40 characters. @throws NotDone */
  endorse(lines: readonly string[]): Promise<Done>;
  /** What the citizen held before the scanner. @throws NotDone */
  scan(): Promise<string>;
  /** The main sentence of the page now shown: spoken where voice is on, and shown as a caption. */
  say(sentence: string): void;
  /** The app is through; its frame is removed soon after. */
  finish(outcome: "done" | "not-done"): Promise<void>;
  /** Called when the citizen changes language, type or contrast. */
  onSettings(listener: (settings: Settings) => void): void;
}

const foreign: Problem = { code: "request.invalid", said: { zh: "回答无法识别", en: "The answer was not understood" } };

/** Says hello until the shell hands a port over; a shell that never does takes the frame away. */
export function connect(): Promise<Kiosk> {
  return new Promise((resolve) => {
    const hello = () => window.parent.postMessage({ kiosk: "hello", v: 1 }, "*");
    const again = setInterval(hello, 1000);
    const heard = (event: MessageEvent<unknown>) => {
      const port = event.ports[0];
      const greeting = greetingOf(event.data);
      if (event.source !== window.parent || port === undefined || greeting === null) return;
      clearInterval(again);
      window.removeEventListener("message", heard);
      resolve(speak(port, greeting));
    };
    window.addEventListener("message", heard);
    hello();
  });
}

interface Waiting {
  readonly done: (value: unknown) => void;
  readonly failed: (problem: Problem) => void;
}

function speak(port: MessagePort, greeting: Greeting): Kiosk {
  const waiting = new Map<number, Waiting>();
  const listeners: ((settings: Settings) => void)[] = [];
  let asked = 0;

  port.onmessage = (event: MessageEvent<unknown>) => {
    const answer = answerOf(event.data);
    if (answer === null) {
      const settings = settingsOf(event.data);
      if (settings !== null) for (const listener of listeners) listener(settings);
      return;
    }
    const waits = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("problem" in answer) waits?.failed(answer.problem);
    else waits?.done(answer.value);
  };

  const ask = <T>(wanted: AppRequest["ask"], take: (value: unknown) => T | null): Promise<T> =>
    new Promise((resolve, reject) => {
      asked += 1;
      waiting.set(asked, {
        done: (value) => {
          const taken = take(value);
          if (taken === null) reject(new NotDone(foreign));
          else resolve(taken);
        },
        failed: (problem) => reject(new NotDone(problem)),
      });
      port.postMessage({ id: asked, ask: wanted } satisfies AppRequest);
    });
  const call = <T>(wanted: BridgeCall, take: (value: unknown) => T | null) => ask({ name: "call", call: wanted }, take);
  /** Answers that say nothing, and whose failure changes nothing for the app. */
  const tell = (wanted: AppRequest["ask"]) => ask(wanted, () => true).catch(() => false);

  tellTouches(() => void tell({ name: "touched" }));
  return {
    greeting,
    identify: () => ask({ name: "identify" }, identityOf),
    printBooklet: (lines) => call({ call: "print.booklet", lines: [...lines] }, doneOf),
    printA4: (pdf, { copies, colour }) => call({ call: "print.a4", pdf, copies, colour }, doneOf),
    printReceipt: (lines) => call({ call: "print.receipt", lines: [...lines] }, doneOf),
    endorse: (lines) => call({ call: "endorse.card", lines: [...lines] }, doneOf),
    scan: () => call({ call: "scan.code" }, codeOf),
    say: (sentence) => void tell({ name: "say", text: sentence.slice(0, 400) }),
    finish: async (outcome) => {
      await tell({ name: "finish", outcome });
    },
    onSettings: (listener) => void listeners.push(listener),
  };
}

/** The shell cannot see what is touched within a frame: without this its idle clock would run while somebody reads on. */
function tellTouches(tell: () => void): void {
  let last = Number.NEGATIVE_INFINITY;
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    addEventListener(
      kind,
      () => {
        const now = performance.now();
        if (now - last < 1000) return;
        last = now;
        tell();
      },
      { capture: true, passive: true },
    );
  }
}
