/** Why a data folder or a database was not opened. In each case nothing in it was changed. */
export type StoreOpenCode =
  | "folder-unusable"
  | "in-use"
  | "not-a-database"
  | "another-program"
  | "damaged"
  | "incomplete"
  | "newer"
  | "database-address"
  | "database-unreachable"
  | "database-refused"
  | "database-failing";

/** One sentence in each language that names the file or database and says what to do; `message` is both. */
export class StoreOpenError extends Error {
  readonly code: StoreOpenCode;
  readonly zh: string;
  readonly en: string;
  constructor(code: StoreOpenCode, sentence: { zh: string; en: string }, options?: ErrorOptions) {
    super(`${sentence.zh} / ${sentence.en}`, options);
    this.name = "StoreOpenError";
    this.code = code;
    this.zh = sentence.zh;
    this.en = sentence.en;
  }
}
