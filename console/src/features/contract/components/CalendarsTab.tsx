import { ImportOutlined } from "@ant-design/icons";
import type { CalendarView } from "@kiosk/contract";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { formatDate } from "../../../shared/format/time.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useCalendars } from "../queries.ts";
import type { ContractSearch } from "../search.ts";
import { CalendarsExport } from "./AgreementExports.tsx";
import { CalendarImportForm } from "./CalendarImportForm.tsx";
import { YearView } from "./YearView.tsx";

type Calendar = z.infer<typeof CalendarView>;

function CalendarTable({ calendars }: { calendars: readonly Calendar[] }) {
  const { t } = useTranslation();
  const c = "contract.calendars" as const;
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">{t(`${c}.id`)}</th>
          <th scope="col">{t(`${c}.kind`)}</th>
          <th scope="col">{t(`${c}.covers`)}</th>
          <th scope="col">{t(`${c}.published`)}</th>
          <th scope="col">{t(`${c}.entered`)}</th>
          <th scope="col">{t(`${c}.source`)}</th>
        </tr>
      </thead>
      <tbody>
        {calendars.map((one) => (
          <tr key={`${one.id}:${one.recordedAt}`} data-testid={`calendar-${one.id}`}>
            <td className="card-title">
              <code>{one.id}</code>
            </td>
            <td data-label={t(`${c}.kind`)}>
              <span className={one.kind === "official" ? "chip chip-ok" : "chip chip-dashed"}>
                {t(`words.calendarKind.${one.kind}`)}
              </span>
            </td>
            <td className="nowrap" data-label={t(`${c}.covers`)}>{`${one.from} – ${one.to}`}</td>
            <td className="nowrap" data-label={t(`${c}.published`)}>
              {formatDate(one.publishedAt)}
            </td>
            <td data-label={t(`${c}.entered`)}>
              <span>
                {formatDate(one.recordedAt)}{" "}
                {one.by === "system" ? t("orders.detail.system") : <Verbatim>{one.by}</Verbatim>}
              </span>
            </td>
            <td data-label={t(`${c}.source`)}>
              <Verbatim>{one.source}</Verbatim>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Years({ calendars }: { calendars: readonly Calendar[] }) {
  const { t } = useTranslation();
  const newest = [...calendars].sort((a, b) => b.recordedAt - a.recordedAt);
  const years = [...new Set(calendars.map((one) => one.from.slice(0, 4)))].sort();
  const thisYear = formatDate(useServerClock().now()).slice(0, 4);
  const [year, setYear] = useState(years.includes(thisYear) ? thisYear : (years.at(-1) ?? ""));
  const ofYear = newest.filter((one) => one.from.slice(0, 4) === year);
  const shown = ofYear.find((one) => one.kind === "official") ?? ofYear[0];
  if (shown === undefined) return null;
  return (
    <Panel
      className="tab-panel"
      title={t("contract.calendars.year")}
      sub={<code>{shown.id}</code>}
      extra={
        <Select
          size="small"
          aria-label={t("contract.calendars.year")}
          value={year}
          onChange={setYear}
          options={years.map((value) => ({ value, label: value }))}
        />
      }
    >
      <YearView year={Number(year)} calendar={shown} />
    </Panel>
  );
}

interface CalendarsTabProps {
  importing: boolean;
  onForm: (form: ContractSearch["form"]) => void;
}

export function CalendarsTab({ importing, onForm }: CalendarsTabProps) {
  const { t } = useTranslation();
  const query = useCalendars();
  const may = useCan("calendar.import");
  return (
    <div data-testid="calendars">
      {may ? (
        <p className="tab-actions">
          <Button
            type="primary"
            icon={<ImportOutlined aria-hidden="true" />}
            data-testid="import-calendar"
            onClick={() => onForm("calendar")}
          >
            {t("contract.calendars.import")}
          </Button>
        </p>
      ) : null}
      <QueryView
        query={query}
        skeleton={
          <div className="panel">
            <Lines rows={8} />
          </div>
        }
      >
        {({ calendars }) =>
          calendars.length === 0 ? (
            <div className="panel">
              <EmptyState title={t("contract.calendars.none")} hint={t("contract.calendars.noneHint")} />
            </div>
          ) : (
            <>
              <Panel
                title={t("contract.calendars.title")}
                sub={t("contract.calendars.sub")}
                extra={<CalendarsExport rows={calendars} />}
              >
                <CalendarTable calendars={calendars} />
              </Panel>
              <Years calendars={calendars} />
            </>
          )
        }
      </QueryView>
      {importing && may ? <CalendarImportForm onClose={() => onForm(undefined)} /> : null}
    </div>
  );
}
