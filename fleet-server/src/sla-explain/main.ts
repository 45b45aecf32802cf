// npm run sla:explain -- FILE.json: why every clock of a case stands where it stands. `-` reads standard input.
// Standard output carries the JSON array of answers and nothing else; what went wrong is told on standard error.
import { readFileSync } from "node:fs";
import { explain, InputError } from "./explain.ts";

function readInput(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new InputError(`无法读取 ${file} / cannot read ${file} (${reason(error)})`);
  }
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new InputError(`${file} 不是 JSON / ${file} is not JSON (${reason(error)})`);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// Whoever reads may stop reading (`| head`); that is no failure of the answer.
process.stdout.on("error", (error) => {
  if (!("code" in error) || error.code !== "EPIPE") throw error;
});

const [file, ...more] = process.argv.slice(2);
try {
  if (file === undefined || more.length > 0) {
    throw new InputError("用法 / usage: npm run sla:explain -- FILE.json（- 读标准输入 / - reads standard input）");
  }
  const answers = explain(readInput(file));
  process.stdout.write(`${JSON.stringify(answers, null, 2)}\n`);
  for (const answer of answers) {
    if (!("error" in answer)) continue;
    process.stderr.write(`${answer.error.message}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
