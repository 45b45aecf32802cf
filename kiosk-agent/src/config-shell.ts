// The part of the configuration that is the citizen's screen.
import { z } from "zod";
import { isLoopback } from "./config-address.ts";
import { ownIssue } from "./config-issue.ts";

export const ApiUrl = z.string().superRefine((text, context) => {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.hostname === "") {
    context.addIssue(ownIssue("应为 https://主机:端口", "expected https://host:port"));
  } else if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    context.addIssue(
      ownIssue("不加密的 http:// 只允许连接本机，请改用 https://", "plain http:// is for loopback only; use https://"),
    );
  } else if (url.username !== "" || url.password !== "" || url.search !== "" || url.pathname !== "/") {
    context.addIssue(ownIssue("只写到端口为止", "nothing after the port"));
  }
});

/** How a code reaches a phone. `simulator`: on loopback only, for a demo and for tests. */
const PhoneCodes = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("simulator") }),
  /** POST { phone, code } as JSON, within the intranet; 2xx: taken */
  z.strictObject({ kind: z.literal("http"), url: z.url({ protocol: /^https$/ }) }),
]);

export const ShellConfigFile = z.strictObject({
  /** of the pages, on loopback; 0: any free one */
  port: z.int().min(0).max(65_535).default(8090),
  /** of the service apps: another origin than the pages; 0: any free one */
  appPort: z.int().min(0).max(65_535).default(8091),
  /** folder of the built pages; absent: those beside the agent */
  pages: z.string().min(1).optional(),
  /** the glass of the screen, so that a target of 20 mm is one */
  screen: z.strictObject({ widthMm: z.number().min(50).max(3000), heightMm: z.number().min(50).max(3000) }),
  /** the fleet server's HTTPS address: shelf, packages, neighbours */
  api: ApiUrl,
  /** PEM files of the public keys whose packages are taken */
  publishers: z.array(z.string().min(1)).max(8),
  phoneCodes: PhoneCodes.default({ kind: "none" }),
  /** a use ends after this whatever happens */
  sessionMinutes: z.number().min(1).max(120).default(30),
});

export interface ShellConfig {
  readonly port: number;
  readonly appPort: number;
  /** absolute */
  readonly pages: string | undefined;
  readonly screen: { readonly widthMm: number; readonly heightMm: number };
  readonly api: string;
  /** PEM texts */
  readonly publishers: readonly string[];
  readonly phoneCodes: z.output<typeof PhoneCodes>;
  readonly sessionMs: number;
}
