// Which key does what. One table: the listener goes by it and the help shows it. Single keys count only while nobody types
// and nothing is open over the page.

/** The letter after g that leads to a page, by its path. */
export const chords: Readonly<Record<string, string>> = {
  "/overview": "o",
  "/terminals": "t",
  "/alarms": "a",
  "/work-orders": "w",
  "/contract": "c",
  "/reports": "r",
  "/quarantine": "q",
  "/settings": "s",
  "/settings/users": "u",
  "/settings/organisations": "n",
  "/settings/security": "e",
  "/audit": "l",
  "/portal": "p",
  "/wall-screens": "d",
};

export type Command =
  | { name: "go"; letter: string }
  | { name: "search" }
  | { name: "help" }
  | { name: "next" }
  | { name: "previous" }
  | { name: "tick" };

/** Since when a g waits for its second letter; undefined: it does not. */
export type Waiting = number | undefined;

/** Who has not gone on by then meant the g as nothing. */
const chordMs = 1500;

const single: Readonly<Record<string, Command>> = {
  "/": { name: "search" },
  "?": { name: "help" },
  j: { name: "next" },
  k: { name: "previous" },
  x: { name: "tick" },
};

/** For the help: what is in {@link single} and what the browser and the kit do by themselves. */
export const listed = [
  { keys: ["Ctrl", "K"], what: "search" },
  { keys: ["/"], what: "search" },
  { keys: ["j"], what: "next" },
  { keys: ["k"], what: "previous" },
  { keys: ["Enter"], what: "open" },
  { keys: ["x"], what: "tick" },
  { keys: ["Esc"], what: "close" },
  { keys: ["Ctrl", "Z"], what: "undo" },
  { keys: ["?"], what: "help" },
] as const;

export function press(waiting: Waiting, key: string, at: number): { waiting: Waiting; command?: Command } {
  if (waiting !== undefined && at - waiting <= chordMs) {
    return /^[a-z]$/.test(key) ? { waiting: undefined, command: { name: "go", letter: key } } : { waiting: undefined };
  }
  if (key === "g") return { waiting: at };
  const command = single[key];
  return command === undefined ? { waiting: undefined } : { waiting: undefined, command };
}
