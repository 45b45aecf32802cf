// Which browser this system has, and where it looks for managed policies.
import { accessSync, constants } from "node:fs";

export interface KnownBrowser {
  readonly program: string;
  /** null: not documented by its maker; `--policy-dir` says it */
  readonly policies: string | null;
}

const knownBrowsers: readonly KnownBrowser[] = [
  { program: "/usr/bin/chromium", policies: "/etc/chromium/policies/managed" },
  { program: "/usr/bin/chromium-browser", policies: "/etc/chromium/policies/managed" },
  { program: "/usr/bin/uos-browser", policies: null },
  { program: "/usr/bin/uos-browser-stable", policies: null },
  { program: "/usr/bin/qaxbrowser", policies: null },
  { program: "/usr/bin/qaxbrowser-safe-stable", policies: null },
];

function canRun(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    // not there, or not for us
    return false;
  }
}

/** The first that can be run; a given one is taken as it is. Undefined: none. */
export function findBrowser(
  given: string | undefined,
  runs: (program: string) => boolean = canRun,
): KnownBrowser | undefined {
  if (given === undefined) return knownBrowsers.find(({ program }) => runs(program));
  if (!runs(given)) return undefined;
  return knownBrowsers.find(({ program }) => program === given) ?? { program: given, policies: null };
}
