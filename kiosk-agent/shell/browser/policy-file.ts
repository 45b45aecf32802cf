// The policy where the browser looks for it. Writing needs root; running needs that it stands there and says what we say.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PolicyPlaces, policyText } from "./policy-table.ts";

const policyFileName = "kiosk-shell.json";

/** Whole or not at all; readable for the browser's user. Returns the file. @throws where the folder may not be written */
export function writePolicy(folder: string, places: PolicyPlaces): string {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const file = join(folder, policyFileName);
  const draft = `${file}.new`;
  writeFileSync(draft, policyText(places), { mode: 0o644 });
  renameSync(draft, file);
  return file;
}

export type PolicyCheck = "in-place" | "missing" | "other";

/** `other`: a policy for other addresses, an older one, or one that somebody changed. */
export function checkPolicy(folder: string, places: PolicyPlaces): PolicyCheck {
  let found: string;
  try {
    found = readFileSync(join(folder, policyFileName), "utf8");
  } catch {
    // not there or not to be read: for the browser's user the same
    return "missing";
  }
  return found === policyText(places) ? "in-place" : "other";
}
