// A complete helper: a booklet printer whose vendor ships a status program for the command line. Each status runs it anew,
// so a library that hangs or crashes takes no more than that one program with it.
//
//   helper:///usr/bin/node?arg=/opt/kiosk/reference-helper.ts&arg=/opt/vendor/prx-status
//
// The vendor's program is taken to write `device <number>` and `media <number>`, a line each, and to end with 0; what
// follows its path are its own arguments.
import { execFile } from "node:child_process";
import { HelperError, type HelperValue, serve } from "./kit.ts";

/** Shorter than the agent's patience, so that the agent hears why and not just nothing. */
const toolLimitMs = 2000;

const [tool, ...args] = process.argv.slice(2);
if (tool === undefined) {
  process.stderr.write("the path of the vendor's status program is missing\n");
  process.exitCode = 2;
} else {
  const identity = { helper: "reference-helper", version: "1.0.0", protocol: "libprx", vendorLibrary: tool };
  await serve(identity, { status: async (signal) => meaningOf(await run(tool, args, signal)) });
}

function run(program: string, programArgs: readonly string[], signal: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const limits = { timeout: toolLimitMs, killSignal: "SIGKILL", maxBuffer: 16 * 1024, signal } as const;
  execFile(program, programArgs, limits, (error, stdout) => {
    if (error === null) resolve(stdout);
    else reject(whatWentWrong(program, error));
  });
  return promise;
}

function whatWentWrong(program: string, error: Error & { code?: unknown; killed?: boolean }): HelperError {
  if (error.code === "ENOENT") return new HelperError("absent", `${program} is not installed`);
  if (error.code === "EACCES") return new HelperError("refused", `${program} may not be started`);
  if (error.killed === true) return new HelperError("noAnswer", `${program} was not done after ${toolLimitMs} ms`);
  return new HelperError("lost", `${program} ended with ${String(error.code)}`);
}

/** Only what stands there is told: a line that is missing is for the agent to miss. */
function meaningOf(text: string): Record<string, HelperValue> {
  const fields: Record<string, HelperValue> = {};
  for (const [, name, number] of text.matchAll(/^(device|media) (-?[0-9]{1,6})$/gm)) {
    if (name !== undefined) fields[name] = Number(number);
  }
  return fields;
}
