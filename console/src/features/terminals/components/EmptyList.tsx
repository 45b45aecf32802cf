import { FilterOutlined } from "@ant-design/icons";
import type { KioskList } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { explainEmpty, type FilterName } from "../filter.ts";
import type { Filters } from "../use-filters.ts";

interface EmptyListProps {
  list: KioskList;
  filters: Filters;
  /** absent for who may enter no terminals here */
  onCreate?: () => void;
}

/** Says which filter hides how much, each with one tap to take it away. */
export function EmptyList({ list, filters, onCreate }: EmptyListProps) {
  const { t } = useTranslation();
  const { filter, clear } = filters;
  if (list.total === 0) {
    return (
      <EmptyState
        title={t("terminals.empty.none")}
        hint={t("terminals.empty.noneHint")}
        action={
          onCreate === undefined ? undefined : (
            <Button type="primary" data-testid="create-first-terminal" onClick={onCreate}>
              {t("terminals.create")}
            </Button>
          )
        }
      />
    );
  }
  const reasons = explainEmpty(list.without, filter);
  const nameOf = (name: FilterName): string => {
    switch (name) {
      case "q":
        return t("terminals.empty.filter.q", { value: filter.q });
      case "health":
        return t("terminals.empty.filter.health", {
          value: filter.health === undefined ? "" : t(`words.health.${filter.health}`),
        });
      case "street":
        return t("terminals.empty.filter.street", { value: filter.street });
      case "view":
        return t("terminals.empty.filter.onlyInView");
    }
  };
  return (
    <EmptyState
      icon={<FilterOutlined aria-hidden="true" />}
      title={t("terminals.empty.filtered")}
      hint={reasons.every((r) => r.remains === 0) ? t("terminals.empty.together") : undefined}
      action={
        <ul className="empty-reasons">
          {reasons.map(({ filter: name, remains }) => (
            <li key={name}>
              <Button size="small" data-testid={`clear-${name}`} onClick={() => clear(name)}>
                <span lang={name === "street" || name === "q" ? "zh-CN" : undefined}>
                  {t("terminals.empty.clear", { filter: nameOf(name) })}
                </span>
              </Button>
              <span className="muted">{t("terminals.empty.remains", { n: remains })}</span>
            </li>
          ))}
          {reasons.length > 1 ? (
            <li>
              <Button size="small" type="primary" data-testid="clear-all" onClick={() => clear("all")}>
                {t("terminals.empty.clearAll")}
              </Button>
            </li>
          ) : null}
        </ul>
      }
    />
  );
}
