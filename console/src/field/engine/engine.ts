// What the screens of the phone may ask of its engine, and what it tells them. They touch neither IndexedDB nor the network nor
// the phone's position themselves. `main.tsx` opens the engine and draws `FieldApp` (screens/FieldApp.tsx) within its provider.
import type {
  CheckOutcome,
  FieldBundle,
  FieldItem,
  FieldKiosk,
  InspectionKind,
  OrderAction,
  PositionFix,
} from "@kiosk/contract";

export type PhotoWhat = Extract<FieldItem, { type: "photo" }>["what"];
export type Visit = FieldBundle["visits"][number];
type ConsumableKind = Extract<FieldItem, { type: "swap" }>["consumable"];

/**
 * Where a thing is that somebody made on this phone. `at-server` is said when the server has answered for it, of a photo when
 * it has checked the whole picture. `attention`: the server has it and somebody has to look. `refused`: the server will not
 * take it; it stays on the phone and is in the export file.
 */
export type Whereabouts =
  | { readonly name: "on-phone" }
  | { readonly name: "sending"; readonly sentBytes: number }
  | { readonly name: "at-server"; readonly at: number }
  | { readonly name: "attention"; readonly code: string; readonly zh: string; readonly en: string }
  | { readonly name: "refused"; readonly code: string; readonly zh: string; readonly en: string };

export interface ItemView {
  readonly item: FieldItem;
  readonly where: Whereabouts;
  /** whose it is; only this person's session sends it */
  readonly by: Person;
  /** Millis; by the corrected clock where it was checked */
  readonly madeAt: number;
  /** false: only the phone's own clock said so */
  readonly timeChecked: boolean;
}

export interface PhotoView {
  readonly photoId: string;
  readonly what: PhotoWhat;
  readonly kioskId: string;
  readonly visitId: string | null;
  readonly bytes: number;
  readonly where: Whereabouts;
  /** the picture itself is still on the phone: `usePhotoUrl` can show it */
  readonly kept: boolean;
  readonly madeAt: number;
}

export interface Person {
  readonly userId: string;
  readonly name: string;
}

/**
 * `offline`: not known, the server was not heard of since the start; the person of the last sign-in goes on working.
 * `signed-out`: the server says nobody is signed in; work goes on, items wait.
 * `another`: somebody else signed in (in another tab of the console); nothing of `person` is sent.
 */
export type SessionState =
  | { readonly name: "offline" }
  | { readonly name: "signed-in" }
  | { readonly name: "signed-out" }
  | { readonly name: "another"; readonly person: Person };

export type SyncState =
  | { readonly name: "idle" }
  | { readonly name: "running"; readonly done: number; readonly total: number }
  /** `why`: no connection, nobody signed in, or the server's own trouble; tried again by itself at `until` (Millis) */
  | { readonly name: "waiting"; readonly until: number; readonly why: "no-connection" | "signed-out" | "server" };

export interface StorageState {
  /** what the browser answered when it was asked to keep the data; `unsupported`: it cannot be asked */
  readonly persistence: "granted" | "refused" | "unsupported" | "unknown";
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  /** a browser inside another app, which may throw everything away when it tidies up */
  readonly webview: "wechat" | "wecom" | null;
  /** started from the home screen */
  readonly installed: boolean;
  /** pages open without signal: the app's own files are on the phone */
  readonly appOnPhone: boolean;
}

export interface ClockState {
  /** server clock minus phone clock, ms; null: never compared on this phone */
  readonly offsetMs: number | null;
  /** compared with the server since this start, and the phone's clock has not jumped since */
  readonly checked: boolean;
  /** off by more than a minute, or set back since something was written: 手机时钟偏差 */
  readonly doubt: boolean;
  /** Millis of the server at the last contact */
  readonly lastContactAt: number | null;
}

/** What this phone once held and its browser threw away before it was at the server. */
export interface Loss {
  readonly items: number;
  readonly photos: number;
  /** Millis: when the last of them was written */
  readonly lastWrittenAt: number;
  readonly by: Person;
}

export interface Counts {
  /** on the phone only, being sent included */
  readonly waiting: number;
  readonly waitingPhotos: number;
  readonly atServer: number;
  readonly attention: number;
  readonly refused: number;
}

/** A check as it stands: of several entries for one item the last. */
export interface LocalCheck {
  readonly checklistId: string;
  readonly itemId: string;
  readonly deviceId: string | null;
  readonly outcome: CheckOutcome;
  readonly measured: number | null;
  readonly text: string;
  readonly photoIds: readonly string[];
  readonly where: Whereabouts;
}

/** An inspection begun on this phone. */
export interface LocalInspection {
  readonly inspectionId: string;
  readonly kioskId: string;
  readonly visitId: string | null;
  readonly kind: InspectionKind;
  readonly startedAt: number;
  /** by `checkKey` */
  readonly checks: ReadonlyMap<string, LocalCheck>;
  readonly completedAt: number | null;
  readonly where: Whereabouts;
}

/** A visit as far as this phone knows: when somebody came and went, what they did. */
export interface LocalVisit {
  readonly arrivedAt: number | null;
  readonly arrivalWhere: Whereabouts | null;
  readonly departedAt: number | null;
  readonly inspections: readonly LocalInspection[];
  /** everything made there, the newest first */
  readonly items: readonly ItemView[];
  readonly photos: readonly PhotoView[];
}

export interface ReadyState {
  readonly name: "ready";
  /** whose phone it is: of the last sign-in, until they sign out; null: nobody, only signing in is possible */
  readonly person: Person | null;
  readonly session: SessionState;
  /** the last request reached the server */
  readonly online: boolean;
  /** null: nothing was loaded for this person yet */
  readonly bundle: FieldBundle | null;
  /** today's by the corrected clock, of the bundle, in order */
  readonly today: readonly Visit[];
  /** own items, the newest first */
  readonly items: readonly ItemView[];
  readonly photos: readonly PhotoView[];
  readonly counts: Counts;
  readonly sync: SyncState;
  readonly storage: StorageState;
  readonly clock: ClockState;
  /** things of others that wait on this phone for their sign-in */
  readonly others: readonly { readonly person: Person; readonly items: number; readonly photos: number }[];
  readonly loss: Loss | null;
  /** a newer version of the app is on the phone and begins with the next start (`restart`) */
  readonly updateReady: boolean;
}

/**
 * `insecure`: not https, the browser gives no storage or checks. `no-storage`: IndexedDB is refused (private window, policy).
 * `newer-database`: a newer version of the app has written it; start again. `taken-over`: another tab has a newer version.
 */
export type BlockedWhy = "insecure" | "no-storage" | "newer-database" | "taken-over";
export type FieldState =
  | { readonly name: "opening" }
  | { readonly name: "blocked"; readonly why: BlockedWhy }
  | ReadyState;

/**
 * `quota`: no room left; `storage`: the browser refused for another reason; `signed-out`: nobody's phone; `no-image`: the
 * file is no picture this browser can read; `not-begun`: there is no such inspection here. Then nothing was written, and
 * nothing may be called saved.
 */
export type SaveRefusal = "quota" | "storage" | "signed-out" | "no-image" | "not-begun";
/** ok: it is durable on the phone, and 已存手机 may be said. */
export type Saved<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: SaveRefusal };

/** Where something was done. */
export interface Place {
  readonly kioskId: string;
  readonly visitId: string | null;
}

export interface CheckInput {
  readonly inspectionId: string;
  readonly checklistId: string;
  readonly itemId: string;
  readonly deviceId: string | null;
  readonly outcome: CheckOutcome;
  readonly measured: number | null;
  readonly text: string;
  readonly photoIds: readonly string[];
}

export interface SwapInput extends Place {
  readonly deviceId: string;
  readonly consumable: ConsumableKind;
  readonly part: string;
  /** empty where it has none */
  readonly serial: string;
  readonly removedSerial: string;
  /** stock place it came from; null: not from stock */
  readonly from: string | null;
  readonly photoIds: readonly string[];
}

export interface OrderActInput extends Place {
  readonly orderId: string;
  readonly act: OrderAction;
  readonly text: string;
  /** as orderEventData of the act has it */
  readonly data: Readonly<Record<string, unknown>>;
  readonly photoIds: readonly string[];
}

export interface ArrivalInput extends Place {
  readonly via: "code" | "typed";
  /** the text of the code, or what was typed */
  readonly tag: string;
  readonly macLast4: string | null;
  readonly position: PositionFix | null;
}

export interface CompletionInput {
  readonly inspectionId: string;
  readonly conclusion: string;
  readonly advice: string;
  readonly host: { readonly name: string; readonly signaturePhotoId: string } | null;
}

export interface PhotoInput extends Place {
  readonly what: PhotoWhat;
  readonly position: PositionFix | null;
}

/** What the code on a machine says. `kiosk` null: genuine, of a terminal that is not on this phone. */
export type TagCheck =
  | { readonly ok: true; readonly kioskId: string; readonly macLast4: string | null; readonly kiosk: FieldKiosk | null }
  /** no-code: another text; forged: not signed by the server; no-key: nothing was loaded yet */
  | { readonly ok: false; readonly why: "no-code" | "forged" | "no-key" };

/** Of what was asked for and what was found. `neighbour`: easily taken for it (MAC one off, or next door). */
export type ArrivalMatch = "same" | "neighbour" | "other";

export type SignInAnswer =
  | { readonly name: "done" }
  /** the password was right: sign in again with the six digits */
  | { readonly name: "second-factor" }
  /** a password or an authenticator has to be set first, in the console */
  | { readonly name: "elsewhere" }
  /** signed in, but not somebody who works with the phone */
  | { readonly name: "no-right" }
  | { readonly name: "refused"; readonly code: string; readonly zh: string; readonly en: string }
  | { readonly name: "no-connection" };

export interface ExportFile {
  readonly name: string;
  readonly blob: Blob;
  readonly items: number;
  readonly photos: number;
}

export type ImportAnswer =
  | { readonly ok: true; readonly items: number; readonly photos: number; readonly known: number }
  /** not-ours: no such file; damaged: a picture in it is not what it was; another: whose it is */
  | { readonly ok: false; readonly why: "not-ours" | "damaged" | SaveRefusal }
  | { readonly ok: false; readonly why: "another"; readonly person: Person };

export interface FieldEngine {
  /** for useSyncExternalStore; see use-engine.tsx */
  readonly subscribe: (listener: () => void) => () => void;
  readonly snapshot: () => FieldState;
  /** Millis by the server's clock as far as it is known, else the phone's. */
  readonly now: () => number;

  /** `totp` empty: none asked for yet. What waits for this person is sent afterwards. */
  signIn(login: string, password: string, totp: string): Promise<SignInAnswer>;
  /** Nothing that waits is deleted: it goes when the same person signs in again. */
  signOut(): Promise<void>;

  arrival(input: ArrivalInput): Promise<Saved<string>>;
  /** The id of the inspection: of the one that this phone already has open there, else of a new one. */
  startInspection(place: Place, kind: InspectionKind): Promise<Saved<string>>;
  putCheck(input: CheckInput): Promise<Saved<string>>;
  /** Makes it small, writes time and point into it and keeps it. Its id goes into what it belongs to. */
  addPhoto(picture: Blob, input: PhotoInput): Promise<Saved<string>>;
  /** A drawn signature, kept as it is (PNG); its photo id. */
  addSignature(picture: Blob, place: Place): Promise<Saved<string>>;
  swap(input: SwapInput): Promise<Saved<string>>;
  orderAct(input: OrderActInput): Promise<Saved<string>>;
  complete(input: CompletionInput): Promise<Saved<string>>;
  /** 到场校准: at least three fixes. */
  position(place: Place, fixes: readonly PositionFix[]): Promise<Saved<string>>;
  note(place: Place, text: string, photoIds: readonly string[]): Promise<Saved<string>>;
  departure(place: Place): Promise<Saved<string>>;

  /** Where the phone is now, asked for once; null: refused, unknown or too slow. Never asked by the engine itself. */
  locate(): Promise<PositionFix | null>;
  verifyTag(text: string): Promise<TagCheck>;
  matchArrival(expectedKioskId: string, foundKioskId: string): ArrivalMatch;

  kiosk(kioskId: string): FieldKiosk | null;
  /** What was done at a place on this phone; `visitId` null: of no planned visit. */
  visit(place: Place): LocalVisit;

  /** Sends what waits and loads what is new, now. */
  syncNow(): Promise<void>;
  /** Everything of this person that is not at the server; null: there is nothing. */
  exportFile(): Promise<ExportFile | null>;
  /** Takes up what another phone wrote by `exportFile`, and sends it. */
  importFile(file: Blob): Promise<ImportAnswer>;
  /** The person has read what was lost. */
  acknowledgeLoss(): void;
  /** Asks the browser again to keep the data (it may answer otherwise after the app was installed). */
  askPersistence(): Promise<void>;
  /** Begins anew with the newer version. */
  restart(): Promise<void>;
  /** An object URL of a photo that is still on the phone; the caller revokes it. null: not here any more. */
  photoUrl(photoId: string): Promise<string | null>;
}

/** Names one item of one list at one device. */
export function checkKey(checklistId: string, itemId: string, deviceId: string | null): string {
  return `${checklistId}\n${itemId}\n${deviceId ?? ""}`;
}
