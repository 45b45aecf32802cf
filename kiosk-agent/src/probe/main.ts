// `npm run probe -- <url>`: the installer's tool. Reads the command line, prints what probe() finds, sets the exit code:
// 0 the device answers and is healthy, 1 it has a problem or is not known, 2 the question itself was wrong.
import { parseArgs } from "node:util";
import { loadProfiles, ProfileError } from "@kiosk/firmware-profiles/load";
import { createSystemClock } from "../adapters/clock.ts";
import { listAttached } from "./attached.ts";
import { listLines, resultLines, scanLines, stepLine } from "./print.ts";
import { ProbeError, probe } from "./probe.ts";
import { isBare, scan, suggestions } from "./scan.ts";
import { type Language, languages, words } from "./words.ts";

interface Command {
  readonly url?: string;
  /** --scan: these, or all that is attached */
  readonly urls: readonly string[];
  readonly scan: boolean;
  readonly profileId?: string;
  readonly timeoutMs: number;
  readonly json: boolean;
  readonly list: boolean;
  readonly help: boolean;
  readonly language: Language;
}

/** A port that says nothing is asked in every protocol there is. */
const defaultTimeoutMs = 60_000;

/** The command line cannot be understood; one sentence. */
class UsageError extends Error {}

/** Ctrl-C */
class Interrupted extends Error {}

const interruptedExitCode = 130;

function readCommand(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  const [url, ...more] = positionals;
  if (more.length > 0 && !values.scan)
    throw new UsageError(`one device url, not ${positionals.length}: ${more.join(" ")}`);
  const language = languages.find((one) => one === (values.lang ?? "zh"));
  if (language === undefined) throw new UsageError(`--lang ${values.lang} is none of ${languages.join(", ")}`);
  const timeoutMs = Number(values.timeout ?? defaultTimeoutMs);
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > 600_000) {
    throw new UsageError(`--timeout ${values.timeout} is not a whole number of milliseconds from 1 to 600000`);
  }
  if (values.list && url !== undefined) throw new UsageError("--list takes no device url");
  if (values.scan && (values.list || values.profile !== undefined)) {
    throw new UsageError("--scan goes with neither --list nor --profile");
  }
  return {
    ...(url === undefined ? {} : { url }),
    urls: positionals,
    scan: values.scan ?? false,
    ...(values.profile === undefined ? {} : { profileId: values.profile }),
    timeoutMs,
    json: values.json ?? false,
    list: values.list ?? false,
    help: values.help ?? false,
    language,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        profile: { type: "string" },
        json: { type: "boolean" },
        timeout: { type: "string" },
        lang: { type: "string" },
        list: { type: "boolean" },
        scan: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

async function run(command: Command): Promise<0 | 1> {
  const { url, json, language } = command;
  if (command.help) {
    print(words[language].usage);
    return 0;
  }
  if (command.list) {
    const attached = await listAttached();
    const devices = suggestions(attached, loadProfiles());
    print(...(json ? [JSON.stringify({ ...attached, devices }, null, 2)] : listLines(attached, devices, language)));
    return 0;
  }
  if (command.scan) return runScan(command);
  if (url === undefined) throw new UsageError(words[language].urlMissing);
  const interrupted = new AbortController();
  process.once("SIGINT", () => interrupted.abort(new Interrupted()));
  const { profileId } = command;
  const profiles = loadProfiles();
  let isHeaded = json;
  const head = () => {
    if (!isHeaded) print(`${words[language].probing} ${withoutQuery(url)}`);
    isHeaded = true;
  };
  const result = await probe({
    url,
    profiles,
    ...(profileId === undefined ? {} : { profileId }),
    timeoutMs: command.timeoutMs,
    clock: createSystemClock(),
    signal: interrupted.signal,
    onStep: (step) => {
      head();
      if (!json) print(stepLine(step, language));
    },
  });
  head();
  print(...(json ? [JSON.stringify(result, null, 2)] : resultLines(result, language)));
  return result.verdict === "healthy" ? 0 : 1;
}

async function runScan({ urls, timeoutMs, json, language }: Command): Promise<0 | 1> {
  const interrupted = new AbortController();
  process.once("SIGINT", () => interrupted.abort(new Interrupted()));
  const result = await scan({
    urls,
    list: listAttached,
    profiles: loadProfiles(),
    timeoutMs,
    clock: createSystemClock(),
    signal: interrupted.signal,
    onDevice: (url) => {
      // one JSON document stays one; whoever waits sees where it is
      process.stderr.write(`${words[language].probing} ${withoutQuery(url)}\n`);
    },
  });
  print(...(json ? [JSON.stringify(result, null, 2)] : scanLines(result, language)));
  return result.found.every((one) => one.verdict === "healthy") && !isBare(result) ? 0 : 1;
}

/** The query may hold a community. */
function withoutQuery(url: string): string {
  return url.split("?")[0] ?? "";
}

/** What stands on stderr for a mistake of whoever asked; undefined for anything else. */
function mistake(error: unknown, language: Language): string | undefined {
  const { wrong } = words[language];
  if (error instanceof UsageError) return `${wrong.usage}: ${error.message}`;
  if (error instanceof ProbeError) return `${wrong[error.code]}: ${error.message}`;
  if (error instanceof ProfileError) return `${wrong.profiles}: ${error.problems[0] ?? error.message}`;
  return undefined;
}

const args = process.argv.slice(2);
try {
  process.exitCode = await run(readCommand(args));
} catch (error) {
  const spoken = languages.find((one) => args.includes(one) || args.includes(`--lang=${one}`)) ?? "zh";
  const message = mistake(error, spoken);
  if (message !== undefined) {
    // Even where the command line could not be read, who asked for one JSON document gets one.
    if (args.includes("--json")) print(JSON.stringify({ error: message }));
    process.stderr.write(`${message}\n`);
    process.exitCode = 2;
  } else if (error instanceof Interrupted) process.exitCode = interruptedExitCode;
  else throw error;
}
