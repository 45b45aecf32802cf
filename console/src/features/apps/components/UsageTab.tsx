import type { Usage } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Select } from "antd";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { formatDate, parseDate } from "../../../shared/format/time.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useContractShelf, useUsage } from "../queries.ts";
import type { AppsSearch } from "../search.ts";
import { sumUsage } from "../sum-usage.ts";
import { useAppName } from "../use-app-name.ts";
import { DayField } from "./DayField.tsx";
import { UsageExport } from "./UsageExport.tsx";

const dayMs = 86_400_000;
const shownDays = 7;
type Row = Usage["rows"][number];

interface UsageTabProps {
  contract: string;
  search: AppsSearch;
  onGo: (next: AppsSearch) => void;
}

function Rows({ rows, title, label }: { rows: readonly Row[]; title: string; label: (row: Row) => ReactNode }) {
  const { t } = useTranslation();
  const c = "apps.usage" as const;
  return (
    <table className="table cards" data-testid={`usage-${title}`}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{t(`${c}.uses`)}</th>
          <th scope="col">{t(`${c}.done`)}</th>
          <th scope="col">{t(`${c}.timedOut`)}</th>
          <th scope="col">{t(`${c}.jobs`)}</th>
          <th scope="col">{t(`${c}.mean`)}</th>
          <th scope="col">{t(`${c}.elder`)}</th>
          <th scope="col">{t(`${c}.stars`)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.kioskId}/${row.appId ?? ""}`}>
            <td className="card-title">{label(row)}</td>
            <td data-label={t(`${c}.uses`)}>{row.uses}</td>
            <td data-label={t(`${c}.done`)}>{row.done}</td>
            <td data-label={t(`${c}.timedOut`)}>{row.timedOut}</td>
            <td data-label={t(`${c}.jobs`)}>
              {row.jobs}
              {row.failedJobs > 0 ? (
                <span className="tone-fault"> {t(`${c}.failedJobs`, { n: row.failedJobs })}</span>
              ) : null}
            </td>
            <td data-label={t(`${c}.mean`)}>{row.uses === 0 ? "" : t(`${c}.seconds`, { n: row.meanSeconds })}</td>
            <td data-label={t(`${c}.elder`)}>{row.elder}</td>
            <td data-label={t(`${c}.stars`)}>
              {row.meanStars === null
                ? t(`${c}.noStars`)
                : t(`${c}.starsOf`, { mean: row.meanStars.toFixed(1), n: row.ratings })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Counts alone, by app and by terminal. */
export function UsageTab({ contract, search, onGo }: UsageTabProps) {
  const { t } = useTranslation();
  const id = useId();
  const now = useNow();
  const nameOf = useAppName();
  const to = search.to ?? formatDate(now);
  const weekBefore = (parseDate(to) ?? now) - (shownDays - 1) * dayMs;
  // typed the wrong way round, it is the one day that counts
  const from = [search.from ?? formatDate(weekBefore), to].sort()[0] ?? to;
  const query = useUsage(contract, from, to);
  const { data: shelf } = useContractShelf(contract);
  const c = "apps.usage" as const;
  const names = new Map<string, string>(shelf?.terminals.map(({ kioskId, seq, name }) => [kioskId, `#${seq} ${name}`]));
  return (
    <QueryView query={query} skeleton={<Lines rows={8} />}>
      {({ at, rows: all }) => {
        const rows = all.filter(({ kioskId }) => search.kiosk === undefined || kioskId === search.kiosk);
        return (
          <Panel
            title={t("apps.view.usage")}
            sub={t(`${c}.sub`)}
            extra={
              <UsageExport
                rows={rows}
                at={at}
                from={from}
                to={to}
                appName={nameOf}
                kioskName={(k) => names.get(k) ?? k}
              />
            }
          >
            <div className="apps-days">
              <DayField id={`${id}-from`} label={t(`${c}.from`)} value={from} onChange={(day) => onGo({ from: day })} />
              <DayField id={`${id}-to`} label={t(`${c}.to`)} value={to} onChange={(day) => onGo({ to: day })} />
              <Field id={`${id}-kiosk`} label={t("apps.terminal")}>
                <Select
                  id={`${id}-kiosk`}
                  aria-label={t("apps.terminal")}
                  className="apps-filter"
                  showSearch={{ optionFilterProp: "label" }}
                  value={search.kiosk ?? ""}
                  options={[
                    { value: "", label: t(`${c}.allTerminals`) },
                    ...(shelf?.terminals ?? []).map(({ kioskId }) => ({
                      value: String(kioskId),
                      label: names.get(kioskId) ?? kioskId,
                    })),
                  ]}
                  onChange={(value) =>
                    onGo({ kiosk: shelf?.terminals.find(({ kioskId }) => kioskId === value)?.kioskId })
                  }
                />
              </Field>
            </div>
            {rows.length === 0 ? (
              <EmptyState title={t(`${c}.none`)} hint={t(`${c}.noneHint`)} />
            ) : (
              <>
                <Rows
                  title={t("apps.form.app")}
                  rows={sumUsage(rows, ({ appId }) => appId ?? "")}
                  label={({ appId }) => (appId === null ? t(`${c}.noApp`) : nameOf(appId))}
                />
                <Rows
                  title={t("apps.terminal")}
                  rows={sumUsage(rows, ({ kioskId }) => kioskId)}
                  label={({ kioskId }) => (
                    <Link to="/terminals/$id" params={{ id: kioskId }}>
                      <Verbatim>{names.get(kioskId) ?? kioskId}</Verbatim>
                    </Link>
                  )}
                />
              </>
            )}
          </Panel>
        );
      }}
    </QueryView>
  );
}
