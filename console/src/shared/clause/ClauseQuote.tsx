import type { ClauseView } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { useLang } from "../i18n/use-lang.ts";
import { Verbatim } from "../ui/Verbatim.tsx";

/** The contract's own words, and apart from them how we read them. */
export function ClauseQuote({ clause }: { clause: z.infer<typeof ClauseView> }) {
  const { t } = useTranslation();
  const reading = useLang() === "zh" ? clause.readingZh : clause.readingEn;
  return (
    <div className="clause">
      <span className="clause-ref">{t("orders.clock.clause", { clause: clause.ref })}</span>
      <blockquote className="clause-text">
        <Verbatim>{clause.text}</Verbatim>
      </blockquote>
      {reading === "" ? null : (
        <p className="clause-reading">
          <b>{t("orders.clock.reading")}</b>
          {reading}
        </p>
      )}
    </div>
  );
}
