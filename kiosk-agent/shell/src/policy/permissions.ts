// What a page may be given by the machine below it.

/** The step of a use in which a citizen is asked to look into the camera; no service has one yet. */
export type CitizenStep = "face" | "other";

export interface PermissionQuestion {
  /** Electron's or the browser's own word, e.g. `media`, `geolocation`, `clipboard-read` */
  readonly permission: string;
  readonly isTop: boolean;
  readonly origin: string;
  readonly pages: string;
  readonly step: CitizenStep;
  /** of `media`; empty: the question does not say */
  readonly mediaTypes: readonly string[];
}

/** Emptying the clipboard and looking that it is empty is a part of the wipe, which the pages prove. */
const wipeNeeds: ReadonlySet<string> = new Set(["clipboard-read", "clipboard-sanitized-write"]);

/**
 * Everything is refused, words that do not exist yet included; a service app is given nothing at all. The citizen's pages
 * themselves get the clipboard, for the wipe, and in the face step the camera without sound.
 */
export function isPermissionGiven(question: PermissionQuestion): boolean {
  if (!question.isTop || question.origin !== question.pages) return false;
  if (wipeNeeds.has(question.permission)) return true;
  if (question.permission !== "media" || question.step !== "face") return false;
  return question.mediaTypes.length === 1 && question.mediaTypes[0] === "video";
}

/** Who speaks to the host: the pages' own top frame, or nobody. */
export interface Sender {
  /** address of the frame; null: it is gone already */
  readonly url: string | null;
  readonly isTop: boolean;
  /** it is the view that the host shows now, not one that was put away */
  readonly isShown: boolean;
}

/** Asked at every IPC call. */
export function isSenderTrusted(sender: Sender, pages: string): boolean {
  if (sender.url === null || !sender.isTop || !sender.isShown) return false;
  return URL.parse(sender.url)?.origin === pages;
}
