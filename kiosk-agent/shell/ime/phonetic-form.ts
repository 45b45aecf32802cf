// The written form of the dictionary: characters by syllable, phrases by their first character, a reading only where it is not
// the usual one of the character. Its reader is src/keyboard/dictionary.ts.
import { pinyin } from "pinyin-pro";

const scale = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** How much rarer a second, third... reading of a character is taken to be. */
const otherReadings = [1, 12, 60];

/** Readings that are typed otherwise than they are transcribed, or are no syllable that anybody types. */
const typedAs: Readonly<Record<string, string>> = {
  ng: "en",
  n: "en",
  m: "mu",
  hm: "heng",
  hng: "heng",
  eh: "ei",
  ê: "ei",
};

export interface WrittenDictionary {
  readonly v: 1;
  /** syllable -> [characters that are usually read so, characters that are so read too], each with its weight A-z */
  readonly syllables: Readonly<Record<string, readonly [string, string]>>;
  /** first character, then of each phrase the rest, its weight, and the readings' numbers where one is not the first */
  readonly phrases: readonly string[];
}

export class PhoneticForm {
  readonly #readings = new Map<string, string[]>();
  readonly #counts = new Map<string, number>();
  readonly #phrases = new Map<
    string,
    { readonly phrase: string; readonly weight: number; readonly spoken: string[] }[]
  >();

  get characters(): number {
    return this.#counts.size;
  }

  addCharacter(character: string, count: number): void {
    const all = pinyin(character, { toneType: "none", type: "array", multiple: true, v: true }).map(typed);
    this.#readings.set(character, [...new Set(all)].slice(0, 4));
    this.#counts.set(character, count);
  }

  /** @throws Error where a character of it was not added before */
  addPhrase(phrase: string, count: number): void {
    const letters = [...phrase];
    const spoken = pinyin(phrase, { toneType: "none", type: "array", v: true }).map(typed);
    for (const [at, letter] of letters.entries()) {
      const known = this.#readings.get(letter);
      const reading = spoken[at];
      if (known === undefined || reading === undefined) throw new Error(`no reading of ${letter} in ${phrase}`);
      if (!known.includes(reading)) known.push(reading);
    }
    const first = letters[0] ?? "";
    const list = this.#phrases.get(first) ?? [];
    list.push({ phrase, weight: weightOf(count), spoken });
    this.#phrases.set(first, list);
  }

  written(): WrittenDictionary {
    const phrases = [...this.#phrases].map(([first, list]) => {
      list.sort((a, b) => b.weight - a.weight || (a.phrase < b.phrase ? -1 : 1));
      return first + list.map((each) => this.#entry(each)).join("");
    });
    return { v: 1, syllables: this.#syllables(), phrases: phrases.sort() };
  }

  #entry({ phrase, weight, spoken }: { phrase: string; weight: number; spoken: readonly string[] }): string {
    const letters = [...phrase];
    const numbers = letters.map((letter, at) => this.#readings.get(letter)?.indexOf(spoken[at] ?? "") ?? 0);
    return `${letters.slice(1).join("")}${scale.charAt(weight)}${numbers.some((n) => n > 0) ? numbers.join("") : ""}`;
  }

  #syllables(): Record<string, [string, string]> {
    const usual = new Map<string, { character: string; weight: number }[]>();
    const other = new Map<string, { character: string; weight: number; nth: number }[]>();
    for (const [character, readings] of this.#readings) {
      for (const [nth, reading] of readings.entries()) {
        const rarer = otherReadings[Math.min(nth, otherReadings.length - 1)] ?? 1;
        const weight = weightOf((this.#counts.get(character) ?? 1) / rarer);
        if (nth === 0) usual.set(reading, [...(usual.get(reading) ?? []), { character, weight }]);
        else other.set(reading, [...(other.get(reading) ?? []), { character, weight, nth }]);
      }
    }
    const heaviest = (a: { weight: number }, b: { weight: number }) => b.weight - a.weight;
    const names = [...new Set([...usual.keys(), ...other.keys()])].sort();
    return Object.fromEntries(
      names.map((name) => [
        name,
        [
          (usual.get(name) ?? [])
            .sort(heaviest)
            .map((c) => c.character + scale.charAt(c.weight))
            .join(""),
          (other.get(name) ?? [])
            .sort(heaviest)
            .map((c) => c.character + scale.charAt(c.weight) + c.nth)
            .join(""),
        ],
      ]),
    );
  }
}

/** 0-51 on a logarithmic scale: one step is about 1.3 times as often. */
function weightOf(count: number): number {
  return Math.max(0, Math.min(scale.length - 1, Math.round(Math.log(count + 1) * 3.5)));
}

function typed(reading: string): string {
  const plain = reading.replace(/^([nl])ue$/, "$1ve");
  return typedAs[plain] ?? plain;
}
