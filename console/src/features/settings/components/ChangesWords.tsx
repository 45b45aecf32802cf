import type { ChecklistItem } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { changesBetween, type ListBody } from "../checklist-draft.ts";

const l = "inspectionSettings.lists" as const;

/** What one version of a list has otherwise than another. */
export function ChangesWords({ before, after, none }: { before: ListBody; after: ListBody; none: string }) {
  const { t } = useTranslation();
  const lang = useLang();
  const { reordered, renamed, ...items } = changesBetween(before, after);
  const names = (list: readonly ChecklistItem[]) => list.map((item) => pick(lang, item)).join(t("common.enumeration"));
  const kinds = (["added", "removed", "changed"] as const).filter((key) => items[key].length > 0);
  if (kinds.length === 0 && !reordered && !renamed) return <p className="muted">{none}</p>;
  return (
    <>
      {kinds.map((key) => (
        <p key={key}>
          {t(`${l}.${key}`)}
          {t("common.colon")}
          {names(items[key])}
        </p>
      ))}
      {reordered ? <p>{t(`${l}.reordered`)}</p> : null}
      {renamed ? (
        <p>
          {t(`${l}.renamed`)}
          {t("common.colon")}
          <s className="muted">{pick(lang, before)}</s> <span aria-hidden="true">→</span> {pick(lang, after)}
        </p>
      ) : null}
    </>
  );
}
