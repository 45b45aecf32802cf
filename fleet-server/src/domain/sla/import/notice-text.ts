// A pasted text without what paste and print do to it: spaces and line breaks anywhere, full-width forms, typographic dashes.

export interface NoticeText {
  /** half-width, without any white space */
  readonly chars: string;
  /** line of the pasted text a character came from, from 1 */
  readonly lineAt: (index: number) => number;
}

const invisible = /[\s\p{Cc}\p{Cf}]/u;
const dashes = /[‐-―─━−〜∼~]/;

const replacements: Readonly<Record<string, string>> = {
  "∶": ":",
  "【": "(",
  "〔": "(",
  "[": "(",
  "】": ")",
  "〕": ")",
  "]": ")",
};

export function noticeText(pasted: string): NoticeText {
  const lines: number[] = [];
  let chars = "";
  let line = 1;
  for (const char of pasted.replace(/\r\n?/g, "\n")) {
    if (char === "\n") line += 1;
    // NFKC also turns the look-alike radicals that PDF text contains (⽉, ⽇) back into characters
    for (const plain of char.normalize("NFKC")) {
      if (invisible.test(plain)) continue;
      const kept = dashes.test(plain) ? "-" : (replacements[plain] ?? plain);
      chars += kept;
      for (let n = 0; n < kept.length; n++) lines.push(line);
    }
  }
  return { chars, lineAt: (index) => lines[Math.min(index, lines.length - 1)] ?? 1 };
}
