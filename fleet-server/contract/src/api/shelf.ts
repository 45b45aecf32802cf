// 自助办管理平台: what is offered on which terminal, since when and why not, who tested it, and how it is used.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, KioskId } from "../ids.ts";
import { MissingCapability, serviceStates } from "../shelf/capabilities.ts";
import { citizenReportKinds, ratingTags, SessionEnd, shelfErrors, WipeProof } from "../shelf/events.ts";
import { AppId, AppVersion, PackageManifest, Said, Sha256 } from "../shelf/manifest.ts";

/**
 * A version's way: handed in, tested, walked through (走查) by somebody else than whoever handed it in, released by somebody else
 * than whoever tested it; withdrawn: never again. What did not pass begins anew with a test.
 */
export const versionStates = ["uploaded", "tested", "walked", "released", "withdrawn"] as const;
export const versionSteps = ["test", "walk-through", "release", "withdraw"] as const;

export const VersionStep = z.object({
  step: z.enum(versionSteps),
  passed: z.boolean(),
  /** what was looked at and what came of it */
  note: z.string(),
  by: z.string(),
  at: Millis,
});
/** POST /shelf/packages/:digest/tests takes the step `test`, POST /shelf/packages/:digest/steps the others: they are other rights. */
export const NewVersionStep = z.strictObject({
  step: z.enum(versionSteps),
  passed: z.boolean(),
  note: z.string().trim().min(4).max(1000),
});
export type NewVersionStep = z.infer<typeof NewVersionStep>;

export const PackageVersion = z.object({
  digest: Sha256,
  manifest: PackageManifest,
  state: z.enum(versionStates),
  files: z.int(),
  bytes: z.int(),
  /** who signed it, by the name that this installation gave the key */
  signedBy: z.string(),
  uploadedAt: Millis,
  uploadedBy: z.string(),
  steps: z.array(VersionStep),
});
export type PackageVersion = z.infer<typeof PackageVersion>;

/** GET /shelf/packages; POST takes the octets of a .kpkg and answers PackageVersion. */
export const PackageList = z.object({ at: Millis, packages: z.array(PackageVersion) });
export type PackageList = z.infer<typeof PackageList>;

/** Whom it is for; the narrower comes before the wider, the later before the earlier. A group is a street (街镇). */
export const ShelfScope = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("contract") }),
  z.strictObject({ kind: z.literal("group"), street: z.string().trim().min(1).max(40) }),
  z.strictObject({ kind: z.literal("kiosk"), kioskId: KioskId }),
]);
export type ShelfScope = z.infer<typeof ShelfScope>;

/** 上架, 下架, 调整 (place on the home page), 修改 (another version), 换风格. */
export const shelfActions = ["on", "off", "adjust", "version", "theme"] as const;

/** In steps by groups: the next when all before reached it and stood `pauseMinutes`; stops by itself on so many failures. */
export const Rollout = z.strictObject({
  waves: z
    .array(z.array(z.string().trim().min(1).max(40)).min(1).max(40))
    .min(1)
    .max(20),
  pauseMinutes: z.int().min(1).max(20_160),
  stopAtFailures: z.int().min(1).max(100),
});
export type Rollout = z.infer<typeof Rollout>;

export const NewShelfChange = z
  .strictObject({
    /** made by whoever asks; the same id again answers what there is */
    id: z.uuid(),
    action: z.enum(shelfActions),
    /** the app, or the style */
    packageId: AppId,
    /** for on, version and theme; null keeps what there is */
    version: AppVersion.nullable(),
    scope: ShelfScope,
    /** null: at once */
    effectiveAt: Millis.nullable(),
    /** 下架: what citizens read */
    reason: Said.nullable(),
    until: Millis.nullable(),
    frequent: z.int().min(1).max(8).nullable(),
    rollout: Rollout.nullable(),
  })
  .superRefine(({ action, reason, version, rollout, scope }, context) => {
    const wants = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (action === "off" && reason === null) wants("reason", "下架须向群众说明原因 / citizens are told why");
    if ((action === "on" || action === "version" || action === "theme") && version === null)
      wants("version", "须指明版本 / which version");
    if (rollout !== null && scope.kind !== "contract") wants("rollout", "仅用于整个合同 / for a whole contract only");
  });
export type NewShelfChange = z.infer<typeof NewShelfChange>;

export const changeStates = ["waiting", "rolling", "stopped", "done", "undone"] as const;

export const ShelfChange = z.object({
  id: z.string(),
  contractId: ContractId,
  action: z.enum(shelfActions),
  packageId: AppId,
  version: AppVersion.nullable(),
  scope: ShelfScope,
  effectiveAt: Millis,
  reason: Said.nullable(),
  until: Millis.nullable(),
  frequent: z.int().nullable(),
  rollout: Rollout.nullable(),
  /** waves begun so far; 0 where there are none */
  wave: z.int(),
  state: z.enum(changeStates),
  /** why it stopped, in words */
  stopped: z.string().nullable(),
  by: z.string(),
  at: Millis,
  /** who took it back; null: nobody */
  undoneBy: z.string().nullable(),
});
export type ShelfChange = z.infer<typeof ShelfChange>;

/** Before it is done: 下架影响 12 台，今日 37 次使用. */
export const ShelfPreview = z.object({
  at: Millis,
  kiosks: z.int(),
  /** of these, the ones that do not change because something narrower holds */
  overruled: z.array(KioskId),
  /** uses that ended today; terminals tell of a use when it is over, so nobody here knows of those under way */
  usedToday: z.int(),
  /** terminals that lack something it requires, as they last said */
  lacking: z.array(z.object({ kioskId: KioskId, name: z.string(), missing: z.array(MissingCapability) })),
  /** out of reach: they follow when they are back */
  unreachable: z.array(KioskId),
});
export type ShelfPreview = z.infer<typeof ShelfPreview>;

const Wanted = z.object({
  state: z.enum(["on", "off"]),
  version: AppVersion,
  effectiveAt: Millis,
  reason: Said.nullable(),
  until: Millis.nullable(),
  frequent: z.int().nullable(),
  /** the change that says so */
  changeId: z.string(),
});

/** One terminal and one app: what is wanted, what is there, what it can do. */
export const ShelfCell = z.object({
  kioskId: KioskId,
  appId: AppId,
  wanted: Wanted.nullable(),
  inPlace: AppVersion.nullable(),
  error: z.enum(shelfErrors).nullable(),
  service: z.enum(serviceStates).nullable(),
  missing: z.array(MissingCapability),
});
export type ShelfCell = z.infer<typeof ShelfCell>;

export const ShelfTerminal = z.object({
  kioskId: KioskId,
  seq: z.int(),
  name: z.string(),
  street: z.string(),
  online: z.boolean(),
  wantedRevision: z.int(),
  /** null: it never said */
  appliedRevision: z.int().nullable(),
  appliedAt: Millis.nullable(),
  theme: z.object({ wanted: AppId.nullable(), inPlace: AppId.nullable(), version: AppVersion.nullable() }),
});

/**
 * GET /contracts/:id/shelf. POST …/shelf/preview and …/shelf/changes take NewShelfChange; …/shelf/changes/:changeId/stop and …/undo
 * take nothing and answer ShelfChange.
 */
export const ContractShelf = z.object({
  at: Millis,
  apps: z.array(AppId),
  terminals: z.array(ShelfTerminal),
  /** of each terminal and each app that is on its list, or that it has or offers */
  cells: z.array(ShelfCell),
  changes: z.array(ShelfChange),
});
export type ContractShelf = z.infer<typeof ContractShelf>;

/** GET /contracts/:id/usage?from&to (dates, both included). Counts alone. */
export const UsageQuery = z.object({ from: z.iso.date(), to: z.iso.date() });
export const UsageRow = z.object({
  kioskId: KioskId,
  appId: AppId.nullable(),
  uses: z.int(),
  done: z.int(),
  timedOut: z.int(),
  jobs: z.int(),
  failedJobs: z.int(),
  /** mean of the uses, s */
  meanSeconds: z.int(),
  elder: z.int(),
  ratings: z.int(),
  /** null: none */
  meanStars: z.number().nullable(),
});
export const Usage = z.object({ at: Millis, from: z.iso.date(), to: z.iso.date(), rows: z.array(UsageRow) });
export type Usage = z.infer<typeof Usage>;

export const Rating = z.object({
  id: z.string(),
  kioskId: KioskId,
  kioskName: z.string(),
  appId: AppId.nullable(),
  stars: z.int(),
  tags: z.array(z.enum(ratingTags)),
  receipt: z.string(),
  at: Millis,
  /** a fault that was open on the terminal then, and its order */
  faultId: z.string().nullable(),
  orderId: z.string().nullable(),
});
export const CitizenReport = z.object({
  id: z.string(),
  kioskId: KioskId,
  kioskName: z.string(),
  appId: AppId.nullable(),
  kind: z.enum(citizenReportKinds),
  text: z.string(),
  masked: z.int(),
  receipt: z.string(),
  at: Millis,
  faultId: z.string().nullable(),
  /** the hotline-type order it became */
  orderId: z.string(),
  orderNumber: z.string(),
});
/** GET /contracts/:id/voices: 好差评 and 问题反映, newest first, 200 each */
export const Voices = z.object({ at: Millis, ratings: z.array(Rating), reports: z.array(CitizenReport) });
export type Voices = z.infer<typeof Voices>;

/** GET /kiosks/:id/shell */
export const KioskShell = z.object({
  at: Millis,
  kioskId: KioskId,
  /** null: no use was ever told of */
  lastUse: z.object({ endedAt: Millis, end: SessionEnd, appId: AppId.nullable(), receivedAt: Millis }).nullable(),
  /** null: no proof was ever given */
  lastWipe: WipeProof.nullable(),
  /** the last that was not clean, in the last 30 days */
  lastUnclean: WipeProof.nullable(),
  usesToday: z.int(),
  wantedRevision: z.int(),
  appliedRevision: z.int().nullable(),
  appliedAt: Millis.nullable(),
  theme: AppId.nullable(),
  services: z.array(
    z.object({
      appId: AppId,
      name: Said,
      version: AppVersion,
      state: z.enum(serviceStates),
      missing: z.array(MissingCapability),
    }),
  ),
  /** when it said so; null: never */
  servicesAt: Millis.nullable(),
  incidents: z.array(z.object({ at: Millis, incident: z.string(), detail: z.string(), count: z.int() })),
  staffExits: z.array(z.object({ at: Millis, outcome: z.string(), issuedTo: z.string().nullable() })),
});
export type KioskShell = z.infer<typeof KioskShell>;

/** POST /kiosks/:id/staff-codes: shown once. */
export const NewStaffCode = z.strictObject({
  issuedTo: z.string().trim().min(1).max(64),
  minutes: z.int().min(5).max(720),
});
export type NewStaffCode = z.infer<typeof NewStaffCode>;
export const IssuedStaffCode = z.object({ codeId: z.uuid(), code: z.string(), from: Millis, until: Millis });
export type IssuedStaffCode = z.infer<typeof IssuedStaffCode>;

/** Who may hand in packages: GET /shelf/publishers; POST adds; POST /shelf/publishers/:keyId/revoke. */
export const Publisher = z.object({
  keyId: z.string(),
  name: z.string(),
  addedAt: Millis,
  addedBy: z.string(),
  revokedAt: Millis.nullable(),
});
export type Publisher = z.infer<typeof Publisher>;
export const PublisherList = z.object({ at: Millis, publishers: z.array(Publisher) });
export type PublisherList = z.infer<typeof PublisherList>;
/** `pem`: the SPKI public key, ECDSA P-256 */
export const NewPublisher = z.strictObject({ name: z.string().trim().min(1).max(80), pem: z.string().max(2000) });
export type NewPublisher = z.infer<typeof NewPublisher>;
