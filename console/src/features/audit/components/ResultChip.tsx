import { type ErrorCode, errorCodes } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";

function isCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCodes, text);
}

/** Done, or the sentence of the code by which it was refused. */
export function ResultChip({ result }: { result: string }) {
  const { t } = useTranslation();
  const lang = useLang();
  if (result === "ok") return <span className="chip chip-ok">{t("audit.ok")}</span>;
  return (
    <span className="chip chip-bad" title={result}>
      {isCode(result) ? pick(lang, errorCodes[result]) : result}
    </span>
  );
}
