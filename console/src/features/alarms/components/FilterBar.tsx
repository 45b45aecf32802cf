import { CloseOutlined } from "@ant-design/icons";
import type { FaultList, FaultViewName } from "@kiosk/contract";
import { FaultListQuery, faultViews } from "@kiosk/contract";
import { Button, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { type AlarmsSearch, isFiltered } from "../search.ts";

interface FilterBarProps {
  search: AlarmsSearch;
  /** undefined before the first answer: the filters stand, their counts do not */
  list: FaultList | undefined;
  set: (change: Partial<AlarmsSearch>) => void;
}

export const noFilters = { street: undefined, severity: undefined, code: undefined, deviceClass: undefined } as const;

export function FilterBar({ search, list, set }: FilterBarProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const f = "faults.filter" as const;
  const { severity, code, deviceClass } = FaultListQuery.shape;
  return (
    <div className="alarm-filters">
      <Segmented<FaultViewName>
        aria-label={t("faults.view.label")}
        data-testid="alarm-view"
        value={search.view ?? "unacknowledged"}
        onChange={(view) => set({ view: view === "unacknowledged" ? undefined : view })}
        options={faultViews.map((value) => ({
          value,
          label: `${t(`faults.view.${value}`)}${list === undefined ? "" : ` ${list.counts[value]}`}`,
        }))}
      />
      <Select
        className="alarm-filter"
        aria-label={t(`${f}.severity`)}
        data-testid="severity-filter"
        value={search.severity ?? ""}
        onChange={(value: string) => set({ severity: severity.safeParse(value).data })}
        options={[
          { value: "", label: t(`${f}.allSeverities`) },
          ...severity
            .unwrap()
            .options.toReversed()
            .map((value) => ({ value, label: t(`words.severity.${value}`) })),
        ]}
      />
      <Select
        className="alarm-filter"
        aria-label={t(`${f}.street`)}
        data-testid="street-filter"
        value={search.street ?? ""}
        onChange={(value: string) => set({ street: value === "" ? undefined : value })}
        options={[
          { value: "", label: t(`${f}.allStreets`) },
          ...(list?.streets ?? []).map(({ street, n }) => ({
            value: street,
            label: <span lang="zh-CN">{`${street} ${n}`}</span>,
          })),
        ]}
      />
      <Select
        className="alarm-filter"
        aria-label={t(`${f}.code`)}
        data-testid="code-filter"
        value={search.code ?? ""}
        onChange={(value: string) => set({ code: code.safeParse(value).data })}
        options={[
          { value: "", label: t(`${f}.allCodes`) },
          ...(list?.codes ?? []).map((found) => ({ value: found.code, label: `${pick(lang, found)} ${found.n}` })),
        ]}
      />
      <Select
        className="alarm-filter"
        aria-label={t(`${f}.deviceClass`)}
        data-testid="device-filter"
        value={search.deviceClass ?? ""}
        onChange={(value: string) => set({ deviceClass: deviceClass.safeParse(value).data })}
        options={[
          { value: "", label: t(`${f}.allClasses`) },
          ...deviceClass.unwrap().options.map((value) => ({ value, label: t(`words.deviceClass.${value}`) })),
        ]}
      />
      {isFiltered(search) ? (
        <Button icon={<CloseOutlined aria-hidden="true" />} data-testid="clear-filters" onClick={() => set(noFilters)}>
          {t(`${f}.clear`)}
        </Button>
      ) : null}
    </div>
  );
}
