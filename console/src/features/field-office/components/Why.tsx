import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { WithNames } from "../../../shared/ui/WithNames.tsx";

/** The server's own sentence about an item; what is Chinese in an English one are names of terminals. */
export function Why({ said }: { said: { zh: string; en: string } }) {
  const lang = useLang();
  const text = pick(lang, said);
  return <WithNames text={text} names={lang === "zh" ? [] : (text.match(/\p{Script=Han}+/gu) ?? [])} />;
}
