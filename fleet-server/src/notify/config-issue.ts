// The problems of the notification file as sentences in both languages: the reader is whoever runs the server.
import { z } from "zod";

const inChinese = z.locales.zhCN().localeError;

/** A rule of our own that zod has no words for. */
export function complain(context: z.RefinementCtx, zh: string, en: string, path: PropertyKey[] = []): void {
  context.addIssue({ code: "custom", message: en, params: { zh }, path });
}

/** `channels[0].key: 中文 / English`, one a problem. */
export function issueLines(schema: z.ZodType, raw: unknown): string[] {
  const english = schema.safeParse(raw).error?.issues ?? [];
  const chinese = schema.safeParse(raw, { error: inChinese }).error?.issues ?? [];
  return english.map((issue, index) => {
    const own: unknown = issue.code === "custom" ? issue.params?.zh : undefined;
    const zh = typeof own === "string" ? own : (chinese[index]?.message ?? issue.message);
    return `${place(issue.path)}: ${zh} / ${issue.message}`;
  });
}

function place(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  return steps.join("").replace(/^\./, "") || "(file)";
}
