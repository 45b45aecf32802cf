// What the rest of the server sees of the key file: a box for what is stored encrypted, and signatures for what is handed
// out. The key itself never leaves this folder.

export type SecretCode =
  /** the database was used with a key file that is not there any more */
  | "key-missing"
  /** others on this machine may read or change the key file */
  | "key-exposed"
  | "key-damaged"
  /** a key file, but without the key this database was used with */
  | "key-foreign"
  | "key-unwritable"
  /** a stored value was changed, or belongs to another purpose */
  | "sealed-damaged"
  /** a stored value was sealed with a key that the file does not have */
  | "sealed-foreign";

/** One sentence in each language that says what to do; `message` is both. No secret stands in it. */
export class SecretError extends Error {
  readonly code: SecretCode;
  readonly zh: string;
  readonly en: string;
  constructor(code: SecretCode, sentence: { zh: string; en: string }, options?: ErrorOptions) {
    super(`${sentence.zh} / ${sentence.en}`, options);
    this.name = "SecretError";
    this.code = code;
    this.zh = sentence.zh;
    this.en = sentence.en;
  }
}

/**
 * Text that is stored encrypted. `purpose` says what it is and whose (`totp:<userId>`): what was sealed for one purpose
 * does not open for another, so that nobody who can write to the database can move a secret to another row.
 */
export interface SecretBox {
  /** AES-256-GCM; ASCII, about 4/3 of the text's UTF-8 length and 60 characters more. Never the same twice. */
  seal(plain: string, purpose: string): string;
  /** @throws SecretError `sealed-damaged`, `sealed-foreign` */
  open(sealed: string, purpose: string): string;
}

/** HMAC-SHA256 for links that are handed out. */
export interface LinkKey {
  /** 55 characters of the base64url alphabet, the first 12 naming the key */
  sign(payload: string): string;
  /** In constant time; false for anything that is no signature of this payload. */
  verify(payload: string, signature: string): boolean;
}

export interface Secrets {
  readonly box: SecretBox;
  readonly linkKey: LinkKey;
  /** the key that seals and signs now; 12 hexadecimal digits, no secret */
  readonly keyId: string;
}
