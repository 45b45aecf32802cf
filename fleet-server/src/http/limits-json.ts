// JSON as the only data a request may carry, and not nested without end: whatever walks it later may be recursive.
import type { FastifyInstance } from "fastify";

/** Nothing of the contract nests deeper than ten. */
const maxDepth = 32;

class TooDeep extends Error {
  readonly statusCode = 400;
  constructor() {
    super(`nested deeper than ${maxDepth}`);
  }
}

/** Takes the place of the framework's parsers for JSON and plain text. */
export function jsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const text = body.toString();
    if (isDeeper(text, maxDepth)) done(new TooDeep());
    // it answers through `done`
    else void parse(request, text, done);
  });
}

/** Counts brackets outside of strings, in one pass and before anything is built. */
export function isDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (inString) {
      if (c === "\\") at += 1;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === "{" || c === "[") {
      depth += 1;
      if (depth > limit) return true;
    } else if (c === "}" || c === "]") depth -= 1;
  }
  return false;
}
