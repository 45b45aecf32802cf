import { type ChecklistItem, evidenceKeys, type Measure } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";

const l = "inspectionSettings.lists" as const;

export function useLimitText(): (measure: Measure) => string {
  const { t } = useTranslation();
  return ({ min, max, unit }) => {
    if (min !== null && max !== null) return t(`${l}.limits`, { min, max, unit });
    if (min !== null) return t(`${l}.limitMin`, { min, unit });
    return max === null ? t(`${l}.limitNone`, { unit }) : t(`${l}.limitMax`, { max, unit });
  };
}

/** How one looks at an item, and what follows from it. */
export function ItemWords({ item }: { item: ChecklistItem }) {
  const { t } = useTranslation();
  const lang = useLang();
  const limitText = useLimitText();
  const how = pick(lang, { zh: item.howZh, en: item.howEn });
  const evidence = evidenceKeys.find((key) => key === item.evidence);
  return (
    <>
      {how === "" ? null : (
        <p>
          <span className="muted">{t(`${l}.how`)}</span> {how}
        </p>
      )}
      <p className="check-tags">
        {item.measure === null ? null : (
          <span className="chip">
            {t(`${l}.measure`)} {pick(lang, item.measure)} {limitText(item.measure)}
          </span>
        )}
        {item.photo === "never" ? null : <span className="chip">{t(`${l}.photos.${item.photo}`)}</span>}
        <span className="chip">
          {t(`${l}.failOpens`)} {t(`words.orderClass.${item.failOpens}`)}
        </span>
        {evidence === undefined ? null : (
          <span className="chip">
            {t(`${l}.evidence`)} {t(`${l}.evidenceOf.${evidence}`)}
          </span>
        )}
      </p>
      {item.covers.length === 0 ? null : (
        <p className="muted small">
          {t(`${l}.covers`)} <code>{item.covers.join(" ")}</code>
        </p>
      )}
    </>
  );
}
