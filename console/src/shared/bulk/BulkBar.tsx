import "./bulk.css";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Selection, selectionLimit } from "./selection.ts";

interface BulkBarProps<T> {
  selection: Selection<T>;
  /** every row of the current filter that is at hand, for "select all of them"; undefined where they are not */
  all?: readonly T[];
  /** the buttons of the actions */
  children: ReactNode;
}

/** Stands at the foot of a list while something is ticked: how many, all of the filter, none, and what can be done. */
export function BulkBar<T>({ selection, all, children }: BulkBarProps<T>) {
  const { t } = useTranslation();
  const n = selection.items.length;
  if (n === 0) return null;
  return (
    <section className="bulk-bar" aria-label={t("bulk.bar")} data-testid="bulk-bar">
      <output className="bulk-count">
        {t("bulk.chosen", { n })}
        {n >= selectionLimit ? <span className="bulk-limit">{t("bulk.limit", { n: selectionLimit })}</span> : null}
      </output>
      {all === undefined || all.length <= n ? null : (
        <Button size="small" type="link" onClick={() => selection.set(all, true)}>
          {t("bulk.all", { n: Math.min(all.length, selectionLimit) })}
        </Button>
      )}
      <Button size="small" type="link" data-testid="bulk-clear" onClick={selection.clear}>
        {t("bulk.clear")}
      </Button>
      <span className="bulk-actions">{children}</span>
    </section>
  );
}
