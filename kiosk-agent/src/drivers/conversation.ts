// Runs a stream machine over a line: sends what it asks, feeds it what comes, tells it of silence. The machine decides,
// this file waits.
import type { Failure, Field, Framer } from "@kiosk/firmware-profiles";
import type { Clock } from "../ports.ts";
import { failureOf } from "./failure.ts";
import type { StreamLine } from "./stream-line.ts";

export type DialogueState<Q extends string> =
  | {
      readonly name: "asking";
      readonly question: Q;
      /** the octets to send, and to wait for an answer to */
      readonly request: Uint8Array;
      /** how often this question went unanswered */
      readonly attempt: number;
      /** answers so far */
      readonly fields: readonly Field[];
      /** what a machine whose answers do not name their question has to keep in mind */
      readonly memory?: DialogueMemory;
    }
  | {
      readonly name: "done";
      readonly fields: readonly Field[];
      readonly failure?: Failure;
      readonly memory?: DialogueMemory;
    };

export interface DialogueMemory {
  /** answers to the question that is asked now, not yet believed */
  readonly heard: readonly Uint8Array[];
  /** questions of this conversation that went unanswered: their answers may still come */
  readonly owed: number;
  /** the answers contradicted each other once, and all is asked again */
  readonly again: boolean;
}

export type DialogueEvent<F> =
  | { readonly name: "frame"; readonly frame: F }
  /** the wait is over without an answer; `heard` is whatever else came meanwhile */
  | { readonly name: "silence"; readonly heard: Uint8Array };

/** A conversation without I/O. `next` returns the very same state where a frame answers something else. */
export interface StreamMachine<Q extends string, F> {
  readonly start: DialogueState<Q>;
  next(state: DialogueState<Q>, event: DialogueEvent<F>): DialogueState<Q>;
  /** Another answer within `withinMs` of the first spoils both: nobody can tell which is which. Absent: nobody waits. */
  readonly surplus?: { readonly withinMs: number; spoiled(state: Asking<Q>): DialogueState<Q> };
}

export type Asking<Q extends string> = Extract<DialogueState<Q>, { name: "asking" }>;

export interface Conversation {
  readonly fields: readonly Field[];
  readonly failure?: Failure;
  /** at least one frame was an answer */
  readonly answered: boolean;
  /** octets of frames that were no answer to what was asked */
  readonly foreignBytes: number;
  /** questions that went unanswered, where the machine keeps count */
  readonly owed?: number;
}

export interface Wires<F> {
  readonly line: StreamLine;
  readonly framer: Framer<F>;
  readonly clock: Clock;
  readonly timeoutMs: number;
}

/** Holds the conversation to its end. Rejects only with the reason of `signal`; what the device does is in the result. */
export async function converse<Q extends string, F extends { readonly raw: Uint8Array }>(
  machine: StreamMachine<Q, F>,
  wires: Wires<F>,
  signal: AbortSignal,
): Promise<Conversation> {
  const { line, framer, timeoutMs } = wires;
  let state = machine.start;
  let answered = false;
  let foreignBytes = 0;
  try {
    await line.open(timeoutMs, signal);
    while (state.name === "asking") {
      framer.reset();
      line.discard();
      await line.send(state.request, timeoutMs, signal);
      const turn = await hear(machine, state, wires, signal);
      state = turn.state;
      answered ||= turn.answered;
      foreignBytes += turn.foreignBytes;
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return { fields: state.fields, failure: failureOf(error), answered, foreignBytes };
  } finally {
    if (line.rest()) framer.reset();
  }
  const { fields, failure, memory } = state;
  return { fields, ...(failure ? { failure } : {}), answered, foreignBytes, ...(memory ? { owed: memory.owed } : {}) };
}

interface Turn<Q extends string> {
  readonly state: DialogueState<Q>;
  readonly answered: boolean;
  readonly foreignBytes: number;
}

async function hear<Q extends string, F extends { readonly raw: Uint8Array }>(
  machine: StreamMachine<Q, F>,
  asking: Asking<Q>,
  wires: Wires<F>,
  signal: AbortSignal,
): Promise<Turn<Q>> {
  const { line, framer, clock, timeoutMs } = wires;
  const { surplus } = machine;
  const isAnswer = (frame: F) => machine.next(asking, { name: "frame", frame }) !== asking;
  const until = clock.monotonic() + timeoutMs;
  const heard: number[] = [];
  let state: DialogueState<Q> = asking;
  let foreignBytes = 0;
  for (;;) {
    const chunk = await line.receive(until - clock.monotonic(), signal);
    const frames = chunk ? framer.push(chunk) : framer.flush();
    let isSpoiled = false;
    for (const frame of frames) {
      const next: DialogueState<Q> = state === asking ? machine.next(asking, { name: "frame", frame }) : state;
      if (next === state) foreignBytes += frame.raw.length;
      else line.understood(frame.raw);
      if (next === state && surplus && isAnswer(frame)) isSpoiled = true;
      state = next;
    }
    if (state !== asking) {
      const more = surplus ? await hearMore(surplus.withinMs, wires, signal) : [];
      foreignBytes += more.reduce((sum, frame) => sum + frame.raw.length, 0);
      isSpoiled ||= more.some(isAnswer);
      return { state: surplus && isSpoiled ? surplus.spoiled(asking) : state, answered: true, foreignBytes };
    }
    if (!chunk) {
      const silent = machine.next(state, { name: "silence", heard: Uint8Array.from(heard) });
      return { state: silent, answered: false, foreignBytes };
    }
    // A line that never stops talking must not fill memory while its answer is waited for.
    if (heard.length < 256) heard.push(...chunk.subarray(0, 256));
  }
}

/** What comes after an answer, until nothing has come for `quietMs`; a line that never stops is not waited for. */
async function hearMore<F>(quietMs: number, { line, framer, clock, timeoutMs }: Wires<F>, signal: AbortSignal) {
  const until = clock.monotonic() + timeoutMs;
  const frames: F[] = [];
  for (;;) {
    const chunk = await line.receive(Math.min(quietMs, until - clock.monotonic()), signal);
    frames.push(...(chunk ? framer.push(chunk) : framer.flush()));
    if (!chunk) return frames;
  }
}
