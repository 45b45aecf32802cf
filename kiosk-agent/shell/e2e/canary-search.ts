// Looks for what must be nowhere, in every form in which a program may have written it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { textEncoder } from "../../../firmware-profiles/src/index.ts";
import { birds, numberStart, phones, scannedCode } from "./canary-people.ts";

/** A form of a secret; `form` says which, for whoever reads a failure. */
interface Needle {
  readonly form: string;
  readonly octets: Buffer;
}

/** Less than this of base64 could be anything. */
const leastBase64 = 8;

/** Base64 holds three octets in four characters: the text stands at one of three places within them. */
function base64Forms(octets: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((before) => {
    const coded = Buffer.concat([Buffer.alloc(before), octets])
      .toString("base64")
      .replace(/=+$/, "");
    // the first and the last characters share bits with their neighbours
    const own = coded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + octets.length) * 8) / 6));
    return own.length < leastBase64 ? [] : [Buffer.from(own)];
  });
}

function escaped(text: string): string {
  return text.replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function formsOf(secret: string): Needle[] {
  const written = [
    { form: "UTF-8", octets: Buffer.from(secret) },
    { form: "UTF-16LE", octets: Buffer.from(secret, "utf16le") },
    { form: "UTF-16BE", octets: Buffer.from(secret, "utf16le").swap16() },
    { form: "GBK", octets: Buffer.from(textEncoder("gbk")(secret)) },
  ];
  const coded = written.flatMap(({ form, octets }) => [
    { form, octets },
    { form: `hex of ${form}`, octets: Buffer.from(octets.toString("hex")) },
    { form: `HEX of ${form}`, octets: Buffer.from(octets.toString("hex").toUpperCase()) },
    ...base64Forms(octets).map((text) => ({ form: `base64 of ${form}`, octets: text })),
  ]);
  const ofText = [
    { form: "percent", octets: Buffer.from(encodeURIComponent(secret)) },
    { form: "escapes", octets: Buffer.from(escaped(secret)) },
  ];
  return [...coded, ...ofText].map(({ form, octets }) => ({ form: `${secret} as ${form}`, octets }));
}

export class CanarySearch {
  readonly #needles: Needle[];
  /** found also where other characters stand between the digits */
  readonly #numbers: readonly string[] = [numberStart, ...phones];

  /** @param more octets that are secret as well: a printed document */
  constructor(more: readonly Buffer[] = []) {
    const secrets = [birds, numberStart, scannedCode, "PHOTO-OF-A-CANARY", ...phones];
    this.#needles = secrets.flatMap(formsOf);
    for (const octets of more) {
      this.#needles.push({ form: "a document", octets });
      for (const coded of base64Forms(octets)) this.#needles.push({ form: "a document as base64", octets: coded });
    }
  }

  /** What was found, each with its form; empty is what is hoped for. */
  in(octets: Buffer): string[] {
    const digits = octets.toString("latin1").replace(/\D+/g, "");
    return [
      ...this.#needles.filter((needle) => octets.includes(needle.octets)).map(({ form }) => form),
      ...this.#numbers.filter((number) => digits.includes(number)).map((number) => `digits of ${number}`),
    ];
  }

  /** Found in every file below, and in the files' names. */
  below(folder: string): string[] {
    return filesBelow(folder).flatMap((file) =>
      [...this.in(Buffer.from(file)), ...this.in(octetsOf(file))].map((found) => `${file}: ${found}`),
    );
  }
}

/** Every file; sockets, pipes and links are none. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Nothing of a file that its program has removed meanwhile. */
function octetsOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (existsSync(file)) throw error;
    return Buffer.alloc(0);
  }
}
