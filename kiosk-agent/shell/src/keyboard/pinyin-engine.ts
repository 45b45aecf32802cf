// From letters to words: 全拼, 简拼 (yb), both mixed, apostrophes, and sentences put together of several words. Pure; it keeps
// nothing of what was typed, and nobody's choices change what the next citizen is offered.
import type { PinyinDictionary, Word } from "./dictionary.ts";
import { createSpelling, type Spelling, type Unit } from "./spelling.ts";

export interface Candidate {
  readonly text: string;
  /** how many letters of the input it takes, from the first */
  readonly taken: number;
}

export interface Offer {
  /** the input as it is understood: ["yi", "bao"] */
  readonly units: readonly string[];
  /** best first, none twice */
  readonly candidates: readonly Candidate[];
}

export interface PinyinEngine {
  /** @param letters a-z and apostrophes, at most `longestInput`; everything else is passed over */
  offer(letters: string): Offer;
}

/** More letters than any name or sentence typed with one finger before choosing. */
export const longestInput = 40;
const mostCandidates = 400;

/** In the measure of Word.weight: the whole dictionary's count, so that two words in a row are rarer than one. */
const everything = 62;
const abbreviated = 5;
const inexact = 12;
const eachSyllable = 25;
const eachLetter = 4;
/** A character counts as often as the words it stands in; as a word of a sentence it is rarer than that. */
const alone = 14;

interface Match {
  readonly word: Word;
  readonly end: number;
  /** syllables of which only the beginning was typed */
  readonly short: number;
  readonly score: number;
  readonly units: readonly Unit[];
}

/** `fuzzy`: zh = z, ch = c, sh = s, n = l at the beginning of a syllable. */
export function createPinyinEngine(dictionary: PinyinDictionary, { fuzzy }: { readonly fuzzy: boolean }): PinyinEngine {
  const spelling = createSpelling(dictionary.syllables, fuzzy);
  const { byInitials, beginnings } = indexed(dictionary.words, spelling);

  function matchesFrom(input: string, start: number, allowShort: boolean): Match[] {
    const ways = spelling.readable(input);
    const found: Match[] = [];
    const walk = (at: number, initials: string, units: readonly Unit[]) => {
      for (const unit of spelling.unitsAt(input, at)) {
        if (!ways[unit.end] || (unit.kind === "initial" && !allowShort)) continue;
        const longer = initials + spelling.fold(unit.letters).charAt(0);
        if (!beginnings.has(longer)) continue;
        const taken = [...units, unit];
        for (const word of byInitials.get(longer) ?? []) {
          const cost = costOf(word, taken, spelling);
          if (cost === undefined) continue;
          const { short, penalty } = cost;
          found.push({ word, end: unit.end, short, score: word.weight - penalty, units: taken });
        }
        walk(unit.end, longer, taken);
      }
    };
    walk(start, "", []);
    return found;
  }

  function sentence(input: string, allowShort: boolean): readonly Match[] | undefined {
    const best: ({ readonly score: number; readonly last: Match; readonly from: number } | undefined)[] = [];
    for (let at = 0; at < input.length; at++) {
      const before = at === 0 ? 0 : best[at]?.score;
      if (before === undefined) continue;
      for (const match of matchesFrom(input, at, allowShort)) {
        const score = before + match.score - everything - (match.word.syllables.length === 1 ? alone : 0);
        if (score > (best[match.end]?.score ?? Number.NEGATIVE_INFINITY))
          best[match.end] = { score, last: match, from: at };
      }
    }
    const matches: Match[] = [];
    for (let at = input.length; at > 0; ) {
      const step = best[at];
      if (step === undefined) return undefined;
      matches.unshift(step.last);
      at = step.from;
    }
    return matches;
  }

  function offer(letters: string): Offer {
    const input = spelling.clean(letters).slice(0, longestInput);
    if (input === "") return { units: [], candidates: [] };
    const matches = matchesFrom(input, 0, true);
    const whole = matches.filter(({ end }) => end === input.length).sort((a, b) => b.score - a.score);
    const parts = matches.filter(({ end }) => end < input.length).sort(byPart);
    const fewest = Math.min(...whole.map(({ short }) => short));
    const put =
      fewest === 0 ? undefined : (sentence(input, false) ?? (whole.length > 0 ? undefined : sentence(input, true)));
    const composed =
      put === undefined ? [] : [{ text: put.map(({ word }) => word.text).join(""), taken: input.length }];
    const plain = [...whole, ...parts].map(({ word, end }) => ({ text: word.text, taken: end }));
    const units = (put ?? [whole[0] ?? parts[0]]).flatMap((match) => match?.units.map((unit) => unit.letters) ?? []);
    return { units: spelled(input, units), candidates: unlike([...composed, ...plain]) };
  }

  return { offer };
}

function indexed(words: readonly Word[], spelling: Spelling) {
  const byInitials = new Map<string, Word[]>();
  const beginnings = new Set<string>();
  for (const word of words) {
    let initials = "";
    for (const syllable of word.syllables) {
      initials += spelling.fold(syllable).charAt(0);
      beginnings.add(initials);
    }
    const like = byInitials.get(initials);
    if (like === undefined) byInitials.set(initials, [word]);
    else like.push(word);
  }
  return { byInitials, beginnings };
}

/** undefined: the word is not spelled so. */
function costOf(word: Word, units: readonly Unit[], spelling: Spelling) {
  let short = 0;
  let penalty = 0;
  for (const [at, unit] of units.entries()) {
    const syllable = word.syllables[at];
    if (syllable === undefined) return undefined;
    const typed = spelling.fold(unit.letters);
    const wanted = spelling.fold(syllable);
    if (unit.kind === "whole" ? wanted !== typed : !wanted.startsWith(typed)) return undefined;
    if (unit.kind !== "whole") short++;
    if (!syllable.startsWith(unit.letters)) penalty += inexact;
  }
  return { short, penalty: penalty + short * abbreviated };
}

/** Words that are spelled out before those that are abbreviated, then longer and more frequent ones first. */
function byPart(a: Match, b: Match): number {
  if ((a.short === 0) !== (b.short === 0)) return a.short === 0 ? -1 : 1;
  return partScore(b) - partScore(a);
}

function partScore({ score, word, end }: Match): number {
  return score + eachSyllable * word.syllables.length + eachLetter * end;
}

/** What no word was found for stands as it was typed. */
function spelled(input: string, units: readonly string[]): readonly string[] {
  const rest = input.replaceAll("'", "").slice(units.join("").length);
  return rest === "" ? units : [...units, rest];
}

function unlike(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if (seen.size >= mostCandidates) break;
    if (!seen.has(candidate.text)) seen.set(candidate.text, candidate);
  }
  return [...seen.values()];
}
