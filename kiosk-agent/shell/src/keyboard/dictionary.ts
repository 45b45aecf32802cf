// The words of the pinyin keyboard, as ime/build-dictionary.ts wrote them.

export interface Word {
  readonly text: string;
  /** one for each character; ü is v */
  readonly syllables: readonly string[];
  /** 0-51, logarithmic: 3.5 times the natural logarithm of its count */
  readonly weight: number;
}

export interface PinyinDictionary {
  readonly words: readonly Word[];
  readonly syllables: ReadonlySet<string>;
}

const phrase = /([\u4e00-\u9fff]+)([A-Za-z])(\d*)/g;
const otherReading = /([\u4e00-\u9fff])([A-Za-z])(\d)/g;

/** @returns undefined where it is not a dictionary of this form */
export function parseDictionary(written: unknown): PinyinDictionary | undefined {
  if (typeof written !== "object" || written === null) return undefined;
  if (!("v" in written) || written.v !== 1 || !("syllables" in written) || !("phrases" in written)) return undefined;
  const { syllables, phrases } = written;
  if (typeof syllables !== "object" || syllables === null || !Array.isArray(phrases)) return undefined;
  const characters = readCharacters(Object.entries(syllables));
  const words = characters.words;
  for (const line of phrases) if (typeof line === "string") readPhrases(line, characters.readings, words);
  return { words, syllables: new Set(Object.keys(syllables)) };
}

function readCharacters(entries: readonly [string, unknown][]) {
  const readings = new Map<string, string[]>();
  const words: Word[] = [];
  const add = (character: string, letter: string, nth: number, syllable: string) => {
    const known = readings.get(character) ?? [];
    known[nth] = syllable;
    readings.set(character, known);
    words.push({ text: character, syllables: [syllable], weight: weightOf(letter) });
  };
  for (const [syllable, lists] of entries) {
    const [usual, other]: unknown[] = Array.isArray(lists) ? lists : [];
    if (typeof usual !== "string" || typeof other !== "string") continue;
    for (const [, character = "", letter = ""] of usual.matchAll(phrase)) add(character, letter, 0, syllable);
    for (const [, character = "", letter = "", nth] of other.matchAll(otherReading)) {
      add(character, letter, Number(nth), syllable);
    }
  }
  return { readings, words };
}

function readPhrases(line: string, readings: ReadonlyMap<string, readonly string[]>, words: Word[]): void {
  const first = line.charAt(0);
  for (const [, rest = "", letter = "", numbers = ""] of line.slice(1).matchAll(phrase)) {
    const text = first + rest;
    const syllables: string[] = [];
    for (let at = 0; at < text.length; at++) {
      const syllable = readings.get(text.charAt(at))?.[numbers === "" ? 0 : Number(numbers.charAt(at))];
      if (syllable !== undefined) syllables.push(syllable);
    }
    if (syllables.length === text.length) words.push({ text, syllables, weight: weightOf(letter) });
  }
}

function weightOf(letter: string): number {
  const code = letter.charCodeAt(0);
  return code >= 97 ? code - 71 : code - 65;
}
