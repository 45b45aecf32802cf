// A service app (事项应用) or a style (界面风格) as its owner hands it in: a signed index of files, named by their digests. The
// terminal fetches the files one by one, checks each, and changes over in one step.
import { z } from "zod";
import { ServiceCapability } from "./capabilities.ts";

export const AppId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, "2-40 of a-z 0-9 -")
  .brand<"AppId">();
export type AppId = z.infer<typeof AppId>;

export const AppVersion = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, "1.2.3");
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");

/** What people read, in both languages. */
export const Said = z.strictObject({ zh: z.string().trim().min(1).max(400), en: z.string().trim().min(1).max(400) });
export type Said = z.infer<typeof Said>;

/** 首页分类 */
export const appCategories = ["social", "medical", "fund", "police", "civil", "print", "guide"] as const;

/** What an app may ask of the shell; everything not named is refused. */
export const appPermissions = [
  "identity.card",
  "identity.phone",
  "print.booklet",
  "print.a4",
  "print.receipt",
  "endorse.card",
  "scan.code",
] as const;
export const AppPermission = z.enum(appPermissions);
export type AppPermission = z.infer<typeof AppPermission>;

export const appIcons = ["booklet", "print", "card", "guide", "report", "medical", "house", "people"] as const;

const Origin = z.string().regex(/^https:\/\/[a-z0-9.-]+(?::\d{1,5})?$/, "https://host or https://host:port");

export const AppManifest = z
  .strictObject({
    v: z.literal(1),
    kind: z.literal("app"),
    id: AppId,
    version: AppVersion,
    name: Said,
    /** one sentence: what one gets here */
    summary: Said,
    /** further words it is searched by */
    keywords: z.array(z.string().trim().min(1).max(20)).max(20),
    category: z.enum(appCategories),
    icon: z.enum(appIcons),
    /** `bundle`: a page of this package; `origin`: a page of an intranet server, allowed by name */
    start: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("bundle"), page: z.string().regex(/^[a-z0-9][a-z0-9./-]{0,99}\.html$/) }),
      z.strictObject({ kind: z.literal("origin"), url: z.url().max(300), origins: z.array(Origin).min(1).max(8) }),
    ]),
    requires: z.array(ServiceCapability).max(10),
    /** what it can do without, and what the citizen is told then: 可办但不能打印，可改邮寄 */
    optional: z.array(z.strictObject({ capability: ServiceCapability, without: Said })).max(10),
    permissions: z.array(AppPermission).max(7),
    /** who answers for it, and how they are reached */
    owner: z.strictObject({
      organisation: z.string().trim().min(1).max(80),
      contact: z.string().trim().min(1).max(80),
    }),
  })
  .superRefine(({ start }, context) => {
    if (start.kind !== "origin" || start.origins.includes(URL.parse(start.url)?.origin ?? "")) return;
    context.addIssue({ code: "custom", path: ["start", "url"], message: "its origin is not in origins" });
  });
export type AppManifest = z.infer<typeof AppManifest>;

const Colour = z.string().regex(/^#[0-9a-f]{6}$/, "#rrggbb");

/** The colours of one mode. Each `on…` stands on its partner: contrast is checked before a style is taken. */
export const ThemeColours = z.strictObject({
  page: Colour,
  onPage: Colour,
  /** quieter text on the page */
  muted: Colour,
  surface: Colour,
  onSurface: Colour,
  primary: Colour,
  onPrimary: Colour,
  accent: Colour,
  onAccent: Colour,
  danger: Colour,
  onDanger: Colour,
  warning: Colour,
  onWarning: Colour,
  line: Colour,
});
export type ThemeColours = z.infer<typeof ThemeColours>;

export const motifs = ["suzhou-creek", "plane-trees", "bashan", "lotus", "none"] as const;

/** 界面风格: data alone, so that the yearly redesign (clause D4) is a package and no release. */
export const ThemeManifest = z.strictObject({
  v: z.literal(1),
  kind: z.literal("theme"),
  id: AppId,
  version: AppVersion,
  name: Said,
  /** the line over the home page */
  title: Said,
  motif: z.enum(motifs),
  /** drawn behind the head of the home page; a file of the package, SVG without script; null: the motif alone */
  banner: z.string().max(100).nullable(),
  cornerPx: z.int().min(0).max(40),
  layout: z.enum(["tiles", "cards", "list"]),
  colours: ThemeColours,
  /** 高对比度: at least 7:1 for text */
  highContrast: ThemeColours,
  owner: z.strictObject({ organisation: z.string().trim().min(1).max(80), contact: z.string().trim().min(1).max(80) }),
});
export type ThemeManifest = z.infer<typeof ThemeManifest>;

export const PackageManifest = z.discriminatedUnion("kind", [AppManifest, ThemeManifest]);
export type PackageManifest = z.infer<typeof PackageManifest>;

export const packageLimits = { files: 200, fileBytes: 4_000_000, allBytes: 20_000_000 } as const;

/** Relative, forward slashes, no `.` or `..` segment, lower case. */
export const PackagePath = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]*(?:[./][a-z0-9_-]+)*$/)
  .max(120);

/** What is signed: exactly these octets as JSON text, see SignedIndex. */
export const PackageIndex = z.strictObject({
  v: z.literal(1),
  manifest: PackageManifest,
  files: z
    .array(z.strictObject({ path: PackagePath, sha256: Sha256, bytes: z.int().min(0).max(packageLimits.fileBytes) }))
    .max(packageLimits.files),
});
export type PackageIndex = z.infer<typeof PackageIndex>;

/**
 * `index` is the JSON text itself, so that what was signed is what is read. `signature`: ECDSA P-256 with SHA-256 over its
 * UTF-8 octets, IEEE P1363 form, base64. `keyId`: the first 16 hex digits of SHA-256 over the signer's SPKI.
 * A package is named by its digest: SHA-256 over the octets of `index`, hex.
 */
export const SignedIndex = z.strictObject({
  index: z.string().max(200_000),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.base64().max(200),
});
export type SignedIndex = z.infer<typeof SignedIndex>;

/** One file in which a package is handed in (`.kpkg`, gzip of this as JSON): the signed index and its files in base64. */
export const PackageFile = z.strictObject({ signed: SignedIndex, files: z.record(Sha256, z.base64()) });
export type PackageFile = z.infer<typeof PackageFile>;
