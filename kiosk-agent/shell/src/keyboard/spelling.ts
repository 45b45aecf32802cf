// How letters may be cut into syllables and beginnings of syllables.

export interface Unit {
  readonly letters: string;
  /** the place after it, and after an apostrophe that follows */
  readonly end: number;
  /** `whole`: a syllable; `initial`: its first sound alone; `open`: the beginning of one, at the end of what was typed so far */
  readonly kind: "whole" | "initial" | "open";
}

export interface Spelling {
  /** a-z and apostrophes that part something, in lower case */
  clean(letters: string): string;
  fold(syllable: string): string;
  unitsAt(input: string, at: number): readonly Unit[];
  /** for each place of the input, whether everything from there on can be cut; one more place than letters */
  readable(input: string): readonly boolean[];
}

const longestSyllable = 6;
/** i, u and v begin no syllable */
const initials = new Set([..."abcdefghjklmnopqrstwxyz"]);
const doubled = new Set(["zh", "ch", "sh"]);

export function createSpelling(syllables: ReadonlySet<string>, fuzzy: boolean): Spelling {
  const plain = (syllable: string) => syllable.replace(/^([zcs])h/, "$1").replace(/^n/, "l");
  const folded = new Map([...syllables].map((syllable) => [syllable, fuzzy ? plain(syllable) : syllable]));
  const fold = (letters: string) => folded.get(letters) ?? (fuzzy ? plain(letters) : letters);
  const whole = new Set(folded.values());
  const beginnings = new Set([...whole].flatMap((syllable) => [...syllable].map((_, at) => syllable.slice(0, at + 1))));

  function unitsAt(input: string, at: number): readonly Unit[] {
    const units: Unit[] = [];
    for (let length = Math.min(longestSyllable, input.length - at); length > 0; length--) {
      const letters = input.slice(at, at + length);
      if (letters.includes("'")) continue;
      const end = input.charAt(at + length) === "'" ? at + length + 1 : at + length;
      const typed = fold(letters);
      if (whole.has(typed)) units.push({ letters, end, kind: "whole" });
      else if (length === 1 ? initials.has(letters) : doubled.has(letters))
        units.push({ letters, end, kind: "initial" });
      else if (end === input.length && beginnings.has(typed)) units.push({ letters, end, kind: "open" });
      // a, e and o are syllables of their own and the first letter of others
      if (length === 1 && whole.has(typed)) units.push({ letters, end, kind: "initial" });
    }
    return units;
  }

  return {
    clean: (letters) =>
      letters
        .toLowerCase()
        .replace(/[^a-z']/g, "")
        .replace(/^'+/, "")
        .replace(/'+/g, "'"),
    fold,
    unitsAt,
    readable: (input) => {
      const ways: boolean[] = Array.from({ length: input.length + 1 }, () => false);
      ways[input.length] = true;
      for (let at = input.length - 1; at >= 0; at--)
        ways[at] = unitsAt(input, at).some(({ end }) => ways[end] === true);
      return ways;
    },
  };
}
