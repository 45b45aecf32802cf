// The problems of a configuration as sentences in both languages.
import { z } from "zod";

const inChinese = z.locales.zhCN().localeError;

/** An issue of our own rules, carrying its sentence in both languages. */
export function ownIssue(zh: string, en: string) {
  return { code: "custom", message: en, params: { zh } } as const;
}

/** What `schema` has against `raw`, one `path: 中文 / English` each; empty when nothing. */
export function describeIssues(schema: z.ZodType, raw: unknown): string[] {
  const english = schema.safeParse(raw).error?.issues ?? [];
  const chinese = schema.safeParse(raw, { error: inChinese }).error?.issues ?? [];
  return english.map((issue, index) => {
    const own: unknown = issue.code === "custom" ? issue.params?.zh : undefined;
    const zh = typeof own === "string" ? own : (chinese[index]?.message ?? issue.message);
    return `${place(issue.path)}: ${zh} / ${issue.message}`;
  });
}

function place(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return text.replace(/^\./, "") || "(file)";
}
