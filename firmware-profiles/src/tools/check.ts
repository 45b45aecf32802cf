// npm run profile:check -- FILE [--captures DIR]: what is wrong with a profile an author is writing: the schema, the rules
// over all profiles, and its captures replayed whole and cut at every byte. Exit code 0: nothing; 1: problems; 2: usage.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { type Capture, captureOutcome, replayCapture } from "../capture.ts";
import { loadCaptures, ProfileError, readProfileFile, readProfileSources } from "../load.ts";
import { type CheckedProfile, checkProfiles } from "../rules.ts";
import type { FaultCode } from "../vocabulary.ts";

const shippedCaptures = fileURLToPath(new URL("../../../fixtures/captures", import.meta.url));
const usage = "用法 / usage: npm run profile:check -- FILE [--captures DIR]";

/** Every way to cut once, and byte by byte. */
function cuts(bytes: Uint8Array): Uint8Array[][] {
  const once = Array.from(bytes, (_, at) => [bytes.slice(0, at), bytes.slice(at)]);
  return [[bytes], ...once, Array.from(bytes, (byte) => Uint8Array.of(byte))];
}

function captureProblems({ profile }: CheckedProfile, name: string, capture: Capture): string[] {
  const { state, conditions, readings } = capture;
  const longest = Math.max(0, ...(capture.chunks ?? []).map(({ hex }) => hex.length / 2));
  for (let way = 0; way <= longest + 1; way++) {
    const outcome = captureOutcome(replayCapture(profile, capture, (bytes) => cuts(bytes)[way] ?? [bytes]));
    if (isDeepStrictEqual(outcome, { state, conditions, readings })) continue;
    const how = way === 0 ? "" : `, cut ${way}`;
    return [
      `${name}${how}: 应得 / expected ${JSON.stringify({ state, conditions, readings })}，实得 / got ${JSON.stringify(outcome)}`,
    ];
  }
  return [];
}

function problemsOf(file: string, captureDir: string): { id: string; problems: string[]; captures: number } {
  const source = readProfileFile(file);
  const { id } = source.profile;
  const others = readProfileSources().filter((other) => other.profile.id !== id);
  const files = existsSync(captureDir) ? loadCaptures(captureDir).filter((capture) => capture.profileId === id) : [];
  // What the template raises the shipped captures of its other models prove already.
  const reached = new Map<string, Set<FaultCode>>();
  for (const { profileId, capture } of [...files, ...loadCaptures(shippedCaptures).filter((c) => c.profileId !== id)]) {
    const codes = reached.get(profileId) ?? new Set();
    for (const { code } of capture.conditions) codes.add(code);
    reached.set(profileId, codes);
  }
  const broken = checkProfiles([source, ...others], reached);
  const rules = broken.filter((line) => line.startsWith(`${source.path}:`));
  const replayed = files.flatMap(({ name, capture }) => captureProblems(source, name, capture));
  return { id, problems: [...rules, ...replayed], captures: files.length };
}

function main(): number {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    options: { captures: { type: "string" } },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  try {
    const { id, problems, captures } = problemsOf(file, values.captures ?? join(shippedCaptures));
    if (problems.length > 0) throw new ProfileError(problems);
    process.stdout.write(`${id}：无问题，已回放 ${captures} 个抓包 / nothing wrong, ${captures} captures replayed\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    process.stderr.write(`${error.problems.join("\n")}\n`);
    return 1;
  }
}

process.exitCode = main();
