// The kiosk's own machine: facts by name, as its operating system tells them, and the fields they come to. A fact that is
// missing could not be read; the word `none` says that this machine has no such thing.
import type { Field, ValueField } from "./field.ts";

/** Every fact there is; what is measured in what stands in the name. */
export const hostFactNames = [
  "diskFreeBytes",
  "diskTotalBytes",
  "memoryAvailableBytes",
  "memoryTotalBytes",
  /** the hottest sensor */
  "temperatureCelsius",
  /** 1: the system says that its clock follows a time server */
  "clockSynchronised",
  "uptimeSeconds",
  /** average number of runnable processes, last minute */
  "loadAverage",
  "processors",
  /** 1: there is a default route */
  "defaultRoute",
  /** 1: the interface of the default route has a carrier */
  "linkUp",
  "screens",
  "touchscreens",
  "agentVersion",
  "shellVersion",
] as const;
export type HostFactName = (typeof hostFactNames)[number];

export type HostFacts = ReadonlyMap<string, number | string>;

/** In place of a value: this machine has no such thing (no temperature sensor, no display connector). */
const noSuchHostFact = "none";

const maxValueLength = 200;
const maxOctets = 8192;

/** A line a fact, as support reads it and captures hold it. */
export function encodeHostFacts(facts: HostFacts): Uint8Array {
  const lines = hostFactNames.flatMap((name) => {
    const value = facts.get(name);
    return value === undefined ? [] : [`${name}=${plain(value)}\n`];
  });
  return new TextEncoder().encode(lines.join(""));
}

/** What of these octets is a whole line of a known fact. */
export function decodeHostFacts(octets: Uint8Array): HostFacts {
  const facts = new Map<string, string>();
  const whole = new TextDecoder().decode(octets.subarray(0, maxOctets)).split("\n").slice(0, -1);
  for (const line of whole) {
    const [, name, value] = /^([a-zA-Z]{1,40})=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined || value === "") continue;
    if (hostFactNames.some((one) => one === name)) facts.set(name, value.slice(0, maxValueLength));
  }
  return facts;
}

/** What the facts amount to; nothing where there are none at all. */
export function hostFields(facts: HostFacts): Field[] {
  const texts = new Map([...facts].map(([name, value]) => [name, plain(value)] as const));
  if (texts.size === 0) return [];
  return [
    share("diskUsed", texts, "diskFreeBytes", "diskTotalBytes"),
    number("diskFree", texts, "diskFreeBytes"),
    share("memoryUsed", texts, "memoryAvailableBytes", "memoryTotalBytes"),
    number("temperature", texts, "temperatureCelsius"),
    number("clock", texts, "clockSynchronised"),
    uptime(texts),
    load(texts),
    network(texts),
    atLeastOne("screen", texts, "screens"),
    atLeastOne("touch", texts, "touchscreens"),
    text("version", "agent", texts, "agentVersion"),
    text("version", "shell", texts, "shellVersion"),
  ];
}

type Texts = ReadonlyMap<string, string>;

function number(name: string, texts: Texts, fact: HostFactName): ValueField {
  const read = numberOf(texts, fact);
  return field(name, "", raw(texts, fact), read);
}

/** Percent of the whole that is in use. */
function share(name: string, texts: Texts, left: HostFactName, whole: HostFactName): ValueField {
  const free = numberOf(texts, left);
  const total = numberOf(texts, whole);
  const octets = raw(texts, left, whole);
  if (typeof free === "string" || typeof total === "string") {
    return field(name, "", octets, free === "absent" || total === "absent" ? "absent" : "unreadable");
  }
  const isSound = total > 0 && free >= 0 && free <= total;
  // rounded down: 94.96 % in use is not yet 95
  return field(name, "", octets, isSound ? Math.floor(((total - free) / total) * 1000) / 10 : "unreadable");
}

/** Nothing hangs on it: where it cannot be told it is left out. */
function uptime(texts: Texts): ValueField {
  const seconds = numberOf(texts, "uptimeSeconds");
  return field("uptime", "", raw(texts, "uptimeSeconds"), typeof seconds === "number" ? seconds : "absent");
}

/** Runnable processes in percent of the processors; left out as above. */
function load(texts: Texts): ValueField {
  const average = numberOf(texts, "loadAverage");
  const processors = numberOf(texts, "processors");
  const octets = raw(texts, "loadAverage", "processors");
  const isKnown = typeof average === "number" && typeof processors === "number" && processors > 0;
  return field("load", "", octets, isKnown ? Math.round((average / processors) * 100) : "absent");
}

/** 1: a default route over a link that is up, 2: over one that is down, 0: none. */
function network(texts: Texts): ValueField {
  const route = numberOf(texts, "defaultRoute");
  const link = numberOf(texts, "linkUp");
  const octets = raw(texts, "defaultRoute", "linkUp");
  if (route !== 1) return field("network", "", octets, route);
  // A tunnel has no carrier to tell of: the route alone speaks then.
  return field("network", "", octets, link === 0 ? 2 : link === "unreadable" ? link : 1);
}

function atLeastOne(name: string, texts: Texts, fact: HostFactName): ValueField {
  const count = numberOf(texts, fact);
  return field(name, "", raw(texts, fact), typeof count === "number" ? Math.min(1, Math.max(0, count)) : count);
}

function text(name: string, part: string, texts: Texts, fact: HostFactName): ValueField {
  const value = texts.get(fact);
  const common = { shape: "value", name, part } as const;
  if (value === undefined) return { ...common, raw: new Uint8Array(0), lacks: "unreadable" };
  return { ...common, raw: new TextEncoder().encode(value) };
}

function field(name: string, part: string, octets: Uint8Array, value: number | "absent" | "unreadable"): ValueField {
  const common = { shape: "value", name, part, raw: octets } as const;
  return typeof value === "number" ? { ...common, number: value } : { ...common, lacks: value };
}

function numberOf(texts: Texts, fact: HostFactName): number | "absent" | "unreadable" {
  const value = texts.get(fact);
  if (value === noSuchHostFact) return "absent";
  return value !== undefined && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value) ? Number(value) : "unreadable";
}

function raw(texts: Texts, ...facts: readonly HostFactName[]): Uint8Array {
  const lines = facts.flatMap((fact) => (texts.has(fact) ? [`${fact}=${texts.get(fact)}`] : []));
  return new TextEncoder().encode(lines.join("\n"));
}

function plain(value: number | string): string {
  return String(value)
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, maxValueLength);
}
