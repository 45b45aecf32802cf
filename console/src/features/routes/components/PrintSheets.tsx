import "../print.css";
import type { DayPlan } from "@kiosk/contract";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../shared/format/duration.ts";
import { formatDateTime, formatTime, parseDate, weekday } from "../../../shared/format/time.ts";
import { weekdayKey } from "../../../shared/hours/weekday.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { dueText } from "../model/due-text.ts";
import type { Lane } from "../model/lanes.ts";
import { KitTable } from "./KitPanel.tsx";
import { TaskList } from "./TaskList.tsx";

function Sheet({ plan, lane }: { plan: DayPlan; lane: Lane }) {
  const { t } = useTranslation();
  const lang = useLang();
  const p = "routes.print" as const;
  const v = "routes.visit" as const;
  const { technician, stops } = lane;
  const { lunch } = technician;
  return (
    <section className="route-sheet" data-technician={technician.technicianId}>
      <header>
        <h1>{t(`${p}.title`)}</h1>
        <p>
          {plan.date} {t(weekdayKey(weekday(parseDate(plan.date) ?? plan.at)))}
        </p>
      </header>
      <dl>
        <div>
          <dt>{t(`${p}.person`)}</dt>
          <dd>
            <b>
              {lane.letter} <Verbatim>{technician.name}</Verbatim>
            </b>
          </dd>
        </div>
        <div>
          <dt>{t(`${p}.version`)}</dt>
          <dd>
            {plan.state === "published" ? t(`${p}.versionPublished`, { n: plan.version }) : t(`${p}.versionDraft`)}
          </dd>
        </div>
        <div>
          <dt>{t(`${p}.start`)}</dt>
          <dd>
            {t(`${p}.startAt`, { time: formatTime(technician.startAt), name: technician.startName })}
            {t("common.enumeration")}
            {t(`${p}.endAt`, { time: formatTime(technician.endAt) })}
            {lunch === null
              ? null
              : `${t("common.enumeration")}${t(`${p}.lunch`, { from: formatTime(lunch.from), to: formatTime(lunch.to) })}`}
          </dd>
        </div>
      </dl>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(`${v}.code`)}</th>
            <th scope="col">{t(`${v}.time`)}</th>
            <th scope="col">{t(`${v}.point`)}</th>
            <th scope="col">{t(`${v}.tasks`)}</th>
            <th scope="col">{t(`${v}.due`)}</th>
            <th scope="col">{t(`${p}.check`)}</th>
          </tr>
        </thead>
        <tbody>
          {stops.map(({ visit, code }) => (
            <tr key={visit.id}>
              <td className="route-sheet-code">{code}</td>
              <td className="nowrap">
                {formatTime(visit.beginAt)}–{formatTime(visit.leaveAt)}
              </td>
              <td>
                <b>
                  {visit.kioskSeq} <Verbatim>{visit.kioskName}</Verbatim>
                </b>
                <br />
                <Verbatim>{visit.address}</Verbatim>
              </td>
              <td>
                <TaskList tasks={visit.tasks} taskLabels={visit.taskLabels} plain />
              </td>
              <td className="nowrap">{visit.dueAt === null ? "" : dueText(visit.dueAt, plan.at, lang)}</td>
              <td>
                <span className="route-sheet-box" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t(`${p}.count`, { n: stops.length, travel: formatDuration(technician.travelMs, lang) })}</p>
      {technician.kit.length === 0 ? null : (
        <>
          <h2>{t(`${p}.kit`)}</h2>
          <KitTable kit={technician.kit} />
        </>
      )}
      <footer>
        <span>{t(`${p}.printedAt`, { at: formatDateTime(plan.at) })}</span>
        <span>
          {t(`${p}.sign`)}
          {t("common.colon")}
          <i className="route-sheet-line" />
        </span>
      </footer>
    </section>
  );
}

/** One sheet of A4 a person; on screen nothing of it is seen. */
export function PrintSheets({ plan, lanes }: { plan: DayPlan; lanes: readonly Lane[] }) {
  const sheets = lanes.filter(({ stops }) => stops.length > 0);
  return createPortal(
    <div className="route-sheets" data-testid="route-sheets" aria-hidden="true">
      {sheets.map((lane) => (
        <Sheet key={lane.technician.technicianId} plan={plan} lane={lane} />
      ))}
    </div>,
    document.body,
  );
}
