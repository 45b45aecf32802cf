import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { dueText } from "../model/due-text.ts";
import type { Lane } from "../model/lanes.ts";
import { TaskList } from "./TaskList.tsx";
import { VisitChips } from "./VisitMarks.tsx";

interface StopTableProps {
  at: number;
  lanes: readonly Lane[];
  selected: string | undefined;
  onSelect: (id: string) => void;
  onHover: (id: string | undefined) => void;
  /** undefined: nobody may move anything here */
  onMove: ((id: string) => void) | undefined;
}

/** The day as a list, for keyboard and phone. */
export function StopTable({ at, lanes, selected, onSelect, onHover, onMove }: StopTableProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const v = "routes.visit" as const;
  return (
    <table className="table cards route-table" aria-label={t("routes.view.table")}>
      <thead>
        <tr>
          <th scope="col">{t(`${v}.code`)}</th>
          <th scope="col">{t(`${v}.point`)}</th>
          <th scope="col">{t(`${v}.time`)}</th>
          <th scope="col">{t(`${v}.person`)}</th>
          <th scope="col">{t(`${v}.tasks`)}</th>
          <th scope="col">{t(`${v}.due`)}</th>
          <th scope="col">{t(`${v}.state`)}</th>
          {onMove === undefined ? null : (
            <th scope="col">
              <span className="visually-hidden">{t("routes.act.move")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {lanes.flatMap((lane) =>
          lane.stops.map(({ visit, code }) => (
            <tr
              key={visit.id}
              className={visit.id === selected ? "selected" : ""}
              onPointerEnter={() => onHover(visit.id)}
              onPointerLeave={() => onHover(undefined)}
            >
              <td className="card-title">
                <button
                  type="button"
                  className={`route-code route-c${lane.index % 6}`}
                  aria-pressed={visit.id === selected}
                  aria-label={t(`${v}.show`, { code, name: visit.kioskName })}
                  onClick={() => onSelect(visit.id)}
                >
                  {code}
                </button>
              </td>
              <td data-label={t(`${v}.point`)}>
                <span>
                  {visit.kioskSeq} <Verbatim>{visit.kioskName}</Verbatim>
                </span>
              </td>
              <td data-label={t(`${v}.time`)} className="nowrap">
                {formatTime(visit.beginAt)}–{formatTime(visit.leaveAt)}
              </td>
              <td data-label={t(`${v}.person`)}>
                <Verbatim>{lane.technician.name}</Verbatim>
              </td>
              <td data-label={t(`${v}.tasks`)}>
                <TaskList tasks={visit.tasks} taskLabels={visit.taskLabels} />
              </td>
              <td data-label={t(`${v}.due`)} className="nowrap">
                {visit.dueAt === null ? (
                  <span className="muted">{t(`${v}.noDue`)}</span>
                ) : (
                  dueText(visit.dueAt, at, lang)
                )}
              </td>
              <td data-label={t(`${v}.state`)}>
                <VisitChips visit={visit} />
              </td>
              {onMove === undefined ? null : (
                <td>
                  {visit.state === "planned" ? (
                    <Button
                      size="small"
                      aria-label={t(`${v}.moveNamed`, { name: visit.kioskName })}
                      onClick={() => onMove(visit.id)}
                    >
                      {t("routes.act.move")}
                    </Button>
                  ) : null}
                </td>
              )}
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
