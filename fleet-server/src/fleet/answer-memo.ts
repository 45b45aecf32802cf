// The same question of many people within a second, answered once. An answer holds while nothing it rests on has changed
// (its version) and time has moved it by no more than a second.
import type { Millis } from "../domain/time.ts";

const answerAgeMs = 1000;
/** More different questions than these are not asked at a time; the oldest answers go. */
const keptAnswers = 500;

interface Kept<T> {
  readonly version: string;
  readonly at: Millis;
  readonly answer: T;
}

export class AnswerMemo<T> {
  readonly #kept = new Map<string, Kept<T>>();

  /** The kept answer to `key`, the very same object, or a new one. */
  answer(key: string, version: string, at: Millis, work: () => T): T {
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.version === version && at - kept.at < answerAgeMs && at >= kept.at)
      return kept.answer;
    const answer = work();
    this.#kept.delete(key);
    this.#kept.set(key, { version, at, answer });
    if (this.#kept.size > keptAnswers) for (const [oldest] of this.#kept.entries().take(1)) this.#kept.delete(oldest);
    return answer;
  }
}
