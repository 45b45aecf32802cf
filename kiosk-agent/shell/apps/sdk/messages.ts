// What comes over the port, as typed values. An app carries no schema library: what it is not sure of it does not take.
import type {
  AppGreeting,
  Identity,
  JobDone,
  ServiceCapability,
  ShellNotice,
  ShellProblem,
  ThemeColours,
} from "@kiosk/contract";
import type { z } from "zod";

export type Language = "zh" | "en";
export type Settings = Omit<Extract<ShellNotice, { notice: "settings" }>, "notice">;
export type Greeting = Omit<AppGreeting, "kiosk" | "v">;
export type Done = z.infer<typeof JobDone>;

export type Said = Readonly<Record<Language, string>>;

type Loose = Readonly<Record<string, unknown>>;

function loose(value: unknown): Loose | null {
  return typeof value === "object" && value !== null ? { ...value } : null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

const colourNames = [
  "page",
  "onPage",
  "muted",
  "surface",
  "onSurface",
  "primary",
  "onPrimary",
  "accent",
  "onAccent",
  "danger",
  "onDanger",
  "warning",
  "onWarning",
  "line",
] as const satisfies readonly (keyof ThemeColours)[];

/** Every colour, or none. */
function coloursOf(value: unknown): ThemeColours | null {
  const from = loose(value);
  if (from === null) return null;
  const colour = (name: keyof ThemeColours) => text(from[name]);
  if (colourNames.some((name) => !/^#[0-9a-f]{6}$/.test(colour(name)))) return null;
  return {
    page: colour("page"),
    onPage: colour("onPage"),
    muted: colour("muted"),
    surface: colour("surface"),
    onSurface: colour("onSurface"),
    primary: colour("primary"),
    onPrimary: colour("onPrimary"),
    accent: colour("accent"),
    onAccent: colour("onAccent"),
    danger: colour("danger"),
    onDanger: colour("onDanger"),
    warning: colour("warning"),
    onWarning: colour("onWarning"),
    line: colour("line"),
  };
}

export function settingsOf(value: unknown): Settings | null {
  const from = loose(value);
  const colours = coloursOf(from?.colours);
  if (from === null || colours === null) return null;
  const { language, elder, highContrast, cornerPx, cssPxPerMm } = from;
  return {
    language: language === "en" ? "en" : "zh",
    elder: elder === true,
    highContrast: highContrast === true,
    colours,
    cornerPx: typeof cornerPx === "number" ? cornerPx : 0,
    cssPxPerMm: typeof cssPxPerMm === "number" ? cssPxPerMm : 4,
  };
}

const optionalCapabilities = ["receipt", "colour", "idReader", "scanner", "camera"] as const;

export function greetingOf(value: unknown): Greeting | null {
  const from = loose(value);
  const settings = settingsOf(value);
  if (from === null || settings === null || from.kiosk !== "port" || from.v !== 1) return null;
  const named: readonly unknown[] = Array.isArray(from.missing) ? from.missing : [];
  const missing: ServiceCapability[] = optionalCapabilities.filter((one) => named.includes(one));
  return { ...settings, missing };
}

export function identityOf(value: unknown): Identity | null {
  const from = loose(value);
  if (from === null || (from.by !== "card" && from.by !== "phone")) return null;
  const sex = from.sex;
  return {
    by: from.by,
    name: text(from.name),
    idNumber: text(from.idNumber),
    phone: text(from.phone),
    sex: sex === "male" || sex === "female" ? sex : "unknown",
    birth: text(from.birth),
    address: text(from.address),
    validTo: text(from.validTo),
  };
}

export function doneOf(value: unknown): Done | null {
  const from = loose(value);
  const job = from?.job;
  const pages = from?.pages;
  if (typeof pages !== "number") return null;
  return job === "booklet" || job === "a4" || job === "receipt" || job === "endorsement" ? { job, pages } : null;
}

export function codeOf(value: unknown): string | null {
  const code = loose(value)?.code;
  return typeof code === "string" ? code : null;
}

export type Problem = Pick<ShellProblem, "said"> & { readonly code: string };

/** An answer of the shell: its id, and what came of it. */
export function answerOf(value: unknown): { id: number; value: unknown } | { id: number; problem: Problem } | null {
  const from = loose(value);
  const id = from?.id;
  if (from === null || typeof id !== "number") return null;
  if (from.ok === true) return { id, value: from.value };
  const problem = loose(from.problem);
  const said = loose(problem?.said);
  return { id, problem: { code: text(problem?.code), said: { zh: text(said?.zh), en: text(said?.en) } } };
}
