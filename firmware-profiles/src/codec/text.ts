// Text in and out of devices. Chinese descriptions come as UTF-8 or as GBK and no device says which.

/** Octets as text: UTF-8 or GBK, whichever they are. Control characters become spaces; at most 512 characters. */
export function decodeText(bytes: Uint8Array, encoding: "ascii" | "utf-8-or-gbk"): string {
  const text = encoding === "ascii" ? new TextDecoder("latin1").decode(bytes) : eitherText(bytes);
  return text
    .replace(/[\p{Cc}\ufffd]+/gu, " ")
    .trim()
    .slice(0, 512)
    .replace(/[\ud800-\udbff]$/, "");
}

// Short GBK text can be valid UTF-8 by accident (缺纸 is C8 B1 D6 BD), but only as characters of two octets each. Where
// those stand two or more together and GBK makes ideographs of all of them, it was GBK; a lone é stays an é.
function eitherText(bytes: Uint8Array): string {
  const text = utf8(bytes);
  if (text === undefined) return gbk(bytes);
  const runs: readonly string[] = text.match(/\P{ASCII}+/gu) ?? [];
  const isDoubtful = runs.length > 0 && runs.every((run) => run.length >= 2 && /^[\u0080-\u07ff]+$/.test(run));
  const other = isDoubtful ? gbk(bytes) : "";
  return isDoubtful && /^[\p{ASCII}\p{Script=Han}]+$/u.test(other) ? other : text;
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined; // not UTF-8: the caller takes it for GBK
  }
}

function gbk(bytes: Uint8Array): string {
  return new TextDecoder("gbk").decode(bytes);
}

/** Turns text into a device's octets. What its character set lacks becomes `?`; control characters become spaces. */
export type TextEncode = (text: string) => Uint8Array;

/** The encoder of a character set. Building that of GBK takes a few milliseconds: keep it. */
export function textEncoder(encoding: "ascii" | "utf-8" | "gbk"): TextEncode {
  const encoder = new TextEncoder();
  if (encoding === "utf-8") return (text) => encoder.encode(printable(text));
  const table = encoding === "gbk" ? gbkTable() : new Map<string, readonly number[]>();
  return (text) => {
    const bytes: number[] = [];
    for (const character of printable(text)) {
      const code = character.charCodeAt(0);
      bytes.push(...(code < 0x80 ? [code] : (table.get(character) ?? [0x3f])));
    }
    return Uint8Array.from(bytes);
  };
}

// A control character inside a citizen's text would be a command to the printer.
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}

function gbkTable(): Map<string, readonly number[]> {
  const decoder = new TextDecoder("gbk");
  const table = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    const trails: number[] = [];
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) trails.push(trail);
    // A line feed after each pair keeps a pair that is no character from swallowing its neighbour.
    const row = decoder.decode(Uint8Array.from(trails.flatMap((trail) => [lead, trail, 0x0a]))).split("\n");
    trails.forEach((trail, i) => {
      const character = row[i] ?? "";
      if ([...character].length === 1 && character !== "\ufffd" && !table.has(character)) {
        table.set(character, [lead, trail]);
      }
    });
  }
  return table;
}
