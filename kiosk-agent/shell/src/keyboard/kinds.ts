// What each kind of field takes. The same rule for keys on the glass and for those of a keyboard that somebody has plugged in.

export type KeyboardKind = "pinyin" | "digits" | "id-number" | "phone" | "letters";

const defaultLengths: Readonly<Record<KeyboardKind, number>> = {
  pinyin: 200,
  digits: 20,
  "id-number": 18,
  phone: 11,
  letters: 60,
};

export function lengthOf(kind: KeyboardKind, maxLength: number | undefined): number {
  return Math.min(
    maxLength ?? defaultLengths[kind],
    kind === "id-number" || kind === "phone" ? defaultLengths[kind] : 1000,
  );
}

/** What is left of `text` in such a field: full-width digits made plain, everything that does not belong left out, cut to length. */
export function admitted(kind: KeyboardKind, text: string, maxLength: number): string {
  return [...allowed(kind, text)].slice(0, maxLength).join("");
}

function allowed(kind: KeyboardKind, text: string): string {
  switch (kind) {
    case "digits":
    case "phone":
      return text.normalize("NFKC").replace(/\D/g, "");
    case "id-number": {
      const characters = text
        .normalize("NFKC")
        .toUpperCase()
        .replace(/[^\dX]/g, "");
      // X stands in the last place alone
      return characters.replace(/X/g, (x, at: number) => (at === 17 ? x : ""));
    }
    case "letters":
      return text.normalize("NFKC").replace(/[^\x20-\x7e]/g, "");
    case "pinyin":
      return text.replace(/\p{Cc}/gu, "");
  }
}
