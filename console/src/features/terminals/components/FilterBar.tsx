import type { KioskHealth, KioskList } from "@kiosk/contract";
import { kioskHealths } from "@kiosk/contract";
import { Checkbox, Select } from "antd";
import { useTranslation } from "react-i18next";
import { HealthIcon } from "../../../shared/ui/HealthMark.tsx";
import { countsOf } from "../filter.ts";
import type { Filters } from "../use-filters.ts";
import { SearchBox } from "./SearchBox.tsx";

interface FilterBarProps {
  filters: Filters;
  /** undefined: not read yet */
  list: KioskList | undefined;
  searching: boolean;
}

export function FilterBar({ filters, list, searching }: FilterBarProps) {
  const { t } = useTranslation();
  const { search, set } = filters;
  const counts = list === undefined ? undefined : countsOf(list.healths);
  const choice = (health: KioskHealth | undefined) => (
    <button
      key={health ?? "all"}
      type="button"
      className="health-choice"
      aria-pressed={search.health === health}
      data-testid={`health-${health ?? "all"}`}
      onClick={() => set({ health })}
    >
      {health === undefined ? null : <HealthIcon health={health} size={11} />}
      {health === undefined ? t("terminals.allHealth") : t(`words.health.${health}`)}
      <b>{counts?.[health ?? "all"]}</b>
    </button>
  );
  return (
    <div className="filter-bar">
      <SearchBox value={search.q ?? ""} busy={searching} onChange={(q) => set({ q: q === "" ? undefined : q })} />
      <fieldset className="health-choices" aria-label={t("terminals.healthLabel")}>
        {choice(undefined)}
        {kioskHealths.map(choice)}
      </fieldset>
      <div className="filter-line">
        <Select
          size="small"
          className="street-choice"
          aria-label={t("terminals.streetLabel")}
          data-testid="street-filter"
          value={search.street ?? ""}
          onChange={(street: string) => set({ street: street === "" ? undefined : street })}
          options={[
            { value: "", label: t("terminals.allStreets") },
            ...(list?.streets ?? []).map(({ street, count }) => ({
              value: street,
              label: <span lang="zh-CN">{`${street} ${count}`}</span>,
            })),
          ]}
        />
        <Checkbox
          checked={search.onlyInView !== undefined}
          data-testid="only-in-view"
          disabled={!filters.hasView && search.onlyInView === undefined}
          title={t(filters.hasView ? "terminals.onlyInViewHint" : "terminals.onlyInViewNone")}
          onChange={(event) => filters.showInView(event.target.checked)}
        >
          {t("terminals.onlyInView")}
        </Checkbox>
      </div>
    </div>
  );
}
