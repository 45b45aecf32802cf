import { inflateSync } from "node:zlib";
import type { Inflate } from "../domain/evidence/pdf.ts";

/** zlib's, stopped at the limit: what would fill the memory is given up before it does. */
export const inflate: Inflate = (bytes, limit) => {
  try {
    return inflateSync(bytes, { maxOutputLength: limit });
  } catch {
    // no zlib data, cut short, or too long: in each case it cannot be looked into
    return undefined;
  }
};
