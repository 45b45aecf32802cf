// Reads profiles and templates from disk. The only file here that knows a file system; the browser never imports it.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { Capture } from "./capture.ts";
import { extendTemplate } from "./extend.ts";
import { Profile, ProfileFile, Template } from "./profile.ts";
import { Protocol } from "./protocol.ts";
import type { CheckedProfile } from "./rules.ts";

const shippedProfiles = fileURLToPath(new URL("../profiles", import.meta.url));
const shippedTemplates = fileURLToPath(new URL("../templates", import.meta.url));

/** A profile that cannot be used. The message names file, place and reason; `problems` is one line each. */
export class ProfileError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ProfileError";
    this.problems = problems;
  }
}

/**
 * All profiles of a folder by id, each joined with the template of its protocol. Templates are always those shipped here:
 * what a protocol means does not depend on who adds a model.
 * @throws ProfileError listing every problem of every file, e.g.
 * `a4-printer/x.json: decode[3].table.60.fault: "foo" is not a fault code`
 */
export function loadProfiles(directory: string = shippedProfiles): ReadonlyMap<string, Profile> {
  return new Map(readProfileSources(directory).map((source) => [source.profile.id, source.profile]));
}

/** As loadProfiles, with the text of each file. @throws ProfileError */
export function readProfileSources(directory: string = shippedProfiles): CheckedProfile[] {
  const problems: string[] = [];
  const templates = readTemplates(problems);
  const sources: CheckedProfile[] = [];
  for (const path of jsonFiles(directory, problems)) {
    const source = readSource(join(directory, path), path, templates, problems);
    if (source) sources.push(source);
  }
  if (problems.length > 0) throw new ProfileError(problems);
  return sources;
}

/**
 * One profile wherever its file lies, as an author has it before it is shipped; `path` is where it belongs by its id.
 * @throws ProfileError
 */
export function readProfileFile(file: string): CheckedProfile {
  const problems: string[] = [];
  const templates = readTemplates(problems);
  const path = resolve(file).split(sep).slice(-2).join("/");
  const source = problems.length > 0 ? undefined : readSource(file, path, templates, problems);
  if (source === undefined) throw new ProfileError(problems);
  return source;
}

function readSource(
  file: string,
  path: string,
  templates: ReadonlyMap<Protocol, Template>,
  problems: string[],
): CheckedProfile | undefined {
  const raw = readJson(file, path, problems);
  const parsed = raw === undefined ? undefined : check(ProfileFile, raw, path, problems);
  if (!parsed) return undefined;
  if (`${parsed.id}.json` !== path) {
    problems.push(`${path}: id: "${parsed.id}" is not the path of the file (${path.replace(/\.json$/, "")})`);
    return undefined;
  }
  const template = templates.get(parsed.protocol);
  if (!template) {
    problems.push(`${path}: protocol: templates/${parsed.protocol}.json is missing or broken`);
    return undefined;
  }
  const profile = check(Profile, extendTemplate(parsed, template), path, problems);
  return profile && { path, raw, profile };
}

/** One capture and the place where it lies. */
export interface CaptureFile {
  /** `<profile id>/<case>` */
  readonly name: string;
  readonly profileId: string;
  readonly capture: Capture;
}

/** All captures below a folder. @throws ProfileError */
export function loadCaptures(directory: string): CaptureFile[] {
  const problems: string[] = [];
  const captures: CaptureFile[] = [];
  for (const path of jsonFiles(directory, problems)) {
    const raw = readJson(join(directory, path), path, problems);
    const capture = raw === undefined ? undefined : check(Capture, raw, path, problems);
    const name = path.replace(/\.json$/, "");
    if (capture) captures.push({ name, profileId: name.split("/").slice(0, 2).join("/"), capture });
  }
  if (problems.length > 0) throw new ProfileError(problems);
  return captures;
}

function readTemplates(problems: string[]): Map<Protocol, Template> {
  const templates = new Map<Protocol, Template>();
  for (const path of jsonFiles(shippedTemplates, problems)) {
    const name = `templates/${path}`;
    const raw = readJson(join(shippedTemplates, path), name, problems);
    const template = raw === undefined ? undefined : check(Template, raw, name, problems);
    if (!template) continue;
    if (Protocol.safeParse(basename(path, ".json")).data !== template.protocol) {
      problems.push(`${name}: protocol: "${template.protocol}" is not the name of the file`);
      continue;
    }
    templates.set(template.protocol, template);
  }
  return templates;
}

function jsonFiles(directory: string, problems: string[]): string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
      .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .sort();
  } catch (error) {
    problems.push(`${directory}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

function readJson(file: string, path: string, problems: string[]): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    problems.push(`${path}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(reason)?.[1];
    // V8 gives no position where the text simply ends: then it is the last line.
    const before = position === undefined ? text.trimEnd() : text.slice(0, Number(position));
    const line = before.split("\n").length;
    problems.push(`${path}: line ${line}: not JSON: ${reason.replace(/ \(line .*\)$/, "")}`);
    return undefined;
  }
}

function check<T extends z.ZodType>(
  schema: T,
  raw: unknown,
  path: string,
  problems: string[],
): z.output<T> | undefined {
  const parsed = schema.safeParse(raw, { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) problems.push(...describe(issue, path));
  return undefined;
}

function describe(issue: z.core.$ZodIssue, path: string): string[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `${path}: ${place([...issue.path, key])}: unknown field`);
  }
  const value = issue.input === undefined ? "missing" : JSON.stringify(issue.input);
  switch (issue.code) {
    case "invalid_value":
      return [`${path}: ${place(issue.path)}: ${value} is none of ${issue.values.map(String).join(", ")}`];
    case "custom":
      return [`${path}: ${place(issue.path)}: ${issue.message}`];
    default:
      return [`${path}: ${place(issue.path)}: ${issue.message} (${value.slice(0, 80)})`];
  }
}

function place(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return text.replace(/^\./, "") || "(file)";
}
