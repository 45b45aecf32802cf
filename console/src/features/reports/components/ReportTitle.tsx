import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

/** The owner's own title, in the language of the screen. */
export function ReportTitle({ of: { titleZh, titleEn } }: { of: { titleZh: string; titleEn: string } }) {
  const lang = useLang();
  const title = pick(lang, { zh: titleZh, en: titleEn });
  return lang === "zh" ? title : <Verbatim>{title}</Verbatim>;
}
