// Makes the dictionary of the pinyin keyboard when the pages are built: words and their counts from @node-rs/jieba's dict.txt
// (MIT), their readings by pinyin-pro (MIT), and our own list of words of this place. src/keyboard/dictionary.ts reads it.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dict } from "@node-rs/jieba/dict.js";
import { knownCharacters } from "./characters.ts";
import { civicCount, civicWords } from "./civic-words.ts";
import { PhoneticForm } from "./phonetic-form.ts";

/** Where the pages ask for it, below the folder of the built pages. */
export const dictionaryPath = "ime/pinyin.json";

/** A word of so many characters is taken from this count on: what keeps the file small and leaves what people really type. */
const leastCount: Readonly<Record<number, number>> = { 2: 5, 3: 20, 4: 40, 5: 80 };

export interface DictionarySize {
  readonly characters: number;
  readonly phrases: number;
  readonly bytes: number;
}

/** Writes the dictionary below `outDir`, whose folder `ime` it makes. */
export async function buildDictionary(outDir: string): Promise<DictionarySize> {
  const { text, characters, phrases } = dictionaryText();
  const path = join(outDir, dictionaryPath);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, text);
  return { characters, phrases, bytes: Buffer.byteLength(text) };
}

/** The dictionary as it is written; always the same for the same packages. */
export function dictionaryText(): { readonly text: string; readonly characters: number; readonly phrases: number } {
  const known = knownCharacters();
  const { phraseCounts, characterCounts } = counts(known);
  const form = new PhoneticForm();
  for (const character of known) form.addCharacter(character, characterCounts.get(character) ?? 1);
  for (const [phrase, count] of phraseCounts) form.addPhrase(phrase, count);
  return { text: JSON.stringify(form.written()), characters: form.characters, phrases: phraseCounts.size };
}

/** A character counts as often as the words it stands in: alone, the dictionary has it only as a word of its own. */
function counts(known: ReadonlySet<string>) {
  const phraseCounts = new Map<string, number>();
  const characterCounts = new Map<string, number>();
  for (const line of new TextDecoder().decode(dict).split("\n")) {
    const [word = "", said = ""] = line.split(" ");
    const letters = [...word];
    const count = Number(said);
    if (letters.length > 5 || !letters.every((letter) => known.has(letter)) || !(count > 0)) continue;
    for (const letter of letters) characterCounts.set(letter, (characterCounts.get(letter) ?? 0) + count);
    const least = leastCount[letters.length];
    if (least !== undefined && count >= least) phraseCounts.set(word, count);
  }
  for (const word of civicWords) {
    if (word.length > 1) phraseCounts.set(word, Math.max(phraseCounts.get(word) ?? 0, civicCount));
  }
  return { phraseCounts, characterCounts };
}
