import { BulbOutlined, DownOutlined, RightOutlined } from "@ant-design/icons";
import type { FaultGroup, FaultRow, FaultViewName } from "@kiosk/contract";
import { Button } from "antd";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { SelectBox } from "../../../shared/bulk/SelectBox.tsx";
import type { Selection } from "../../../shared/bulk/selection.ts";
import { pick } from "../../../shared/format/lang.ts";
import { formatTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { When } from "../../../shared/ui/When.tsx";
import { causesOf } from "../group-rows.ts";
import { Began, Order, Times, What, Where, Who } from "./FaultCells.tsx";
import { SeverityMark } from "./SeverityMark.tsx";

export const faultId = (row: FaultRow) => row.id;

interface FaultTableProps {
  groups: readonly FaultGroup[];
  view: FaultViewName;
  /** undefined where nothing can be done with rows */
  selection: Selection<FaultRow> | undefined;
  dim: boolean;
}

interface LineProps {
  row: FaultRow;
  view: FaultViewName;
  selection: Selection<FaultRow> | undefined;
  selectable: boolean;
  inner?: boolean;
  fold?: React.ReactNode;
}

function Line({ row, view, selection, selectable, inner = false, fold }: LineProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const c = "faults.column" as const;
  const name = t("faults.chooseRow", {
    name: `${pick(lang, row)} ${t("common.seqPrefix", { seq: row.kioskSeq })}`,
  });
  return (
    <tr className={inner ? "fault-inner" : ""} data-testid={`fault-${row.id}`} data-code={row.code}>
      {selection === undefined ? null : (
        <td className="fault-choose">
          {selectable ? <SelectBox items={[row]} idOf={faultId} selection={selection} name={name} /> : null}
        </td>
      )}
      <td data-label={t(`${c}.severity`)}>
        <SeverityMark severity={row.severity} />
      </td>
      <td data-label={t(`${c}.what`)}>
        <div>
          <What row={row} />
          {fold}
        </div>
      </td>
      <td data-label={t(`${c}.where`)}>
        <Where row={row} />
      </td>
      <td data-label={t(`${c}.since`)}>
        <Began row={row} />
      </td>
      <td data-label={t(`${c}.times`)}>
        <Times row={row} />
      </td>
      <td data-label={t(`${c}.order`)}>
        <Order row={row} />
      </td>
      {view === "cleared" ? (
        <td data-label={t(`${c}.clearedAt`)}>{row.clearedAt === null ? null : <When at={row.clearedAt} />}</td>
      ) : null}
      <td data-label={t(`${c}.who`)}>
        <Who row={row} />
      </td>
    </tr>
  );
}

interface FoldProps {
  open: boolean;
  label: string;
  onToggle: () => void;
  id: string;
}

function Fold({ open, label, onToggle, id }: FoldProps) {
  const { t } = useTranslation();
  return (
    <Button
      type="link"
      size="small"
      className="fold-button"
      aria-expanded={open}
      data-testid={`fold-${id}`}
      icon={open ? <DownOutlined aria-hidden="true" /> : <RightOutlined aria-hidden="true" />}
      onClick={onToggle}
    >
      {open ? t("faults.hideConsequences") : label}
    </Button>
  );
}

interface GroupProps {
  group: FaultGroup;
  view: FaultViewName;
  selection: Selection<FaultRow> | undefined;
  columns: number;
  open: boolean;
  onToggle: () => void;
}

/** What is only likely one cause has a head of its own that says so. */
function Guess({ group, view, selection, columns, open, onToggle }: GroupProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const [first] = group.rows;
  if (first === undefined) return null;
  const causes = new Set(causesOf(group).map(faultId));
  const line = t("faults.guessLine", {
    terminals: group.terminals,
    from: formatTime(group.firstRaisedAt),
    to: formatTime(group.lastRaisedAt),
  });
  return (
    <>
      <tr className="fault-guess" data-testid={`guess-${group.id}`}>
        {selection === undefined ? null : (
          <td className="fault-choose">
            <SelectBox
              items={causesOf(group)}
              idOf={faultId}
              selection={selection}
              name={t("faults.chooseRow", { name: `${pick(lang, first)} ${first.street}` })}
            />
          </td>
        )}
        <td data-label={t("faults.column.severity")}>
          <SeverityMark severity={first.severity} />
        </td>
        <td colSpan={columns} data-label={t("faults.column.what")}>
          <div className="fault-what">
            <b>{pick(lang, first)}</b>
            <span lang="zh-CN">{first.street}</span>
            <span>{line}</span>
            <span className="chip chip-dashed" title={t("faults.guessHint")}>
              <BulbOutlined aria-hidden="true" />
              {t("faults.guess")}
            </span>
            <Fold id={group.id} open={open} label={t("faults.members", { n: group.size })} onToggle={onToggle} />
          </div>
        </td>
      </tr>
      {open
        ? group.rows.map((row) => (
            <Line key={row.id} row={row} view={view} selection={selection} selectable={causes.has(row.id)} inner />
          ))
        : null}
    </>
  );
}

function Group(props: GroupProps) {
  const { t } = useTranslation();
  const { group, view, selection, open, onToggle } = props;
  const [cause, ...rest] = group.rows;
  if (cause === undefined) return null;
  if (group.kind === "guess") return <Guess {...props} />;
  const label = t("faults.consequences", { n: group.size - 1 });
  const fold = rest.length === 0 ? undefined : <Fold id={group.id} open={open} label={label} onToggle={onToggle} />;
  return (
    <>
      <Line row={cause} view={view} selection={selection} selectable fold={fold} />
      {open
        ? rest.map((row) => <Line key={row.id} row={row} view={view} selection={selection} selectable={false} inner />)
        : null}
    </>
  );
}

/** One row a cause; what it explains unfolds below it. */
export function FaultTable({ groups, view, selection, dim }: FaultTableProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  const c = "faults.column" as const;
  const columns = view === "cleared" ? 7 : 6;
  return (
    <table className={`table cards fault-table ${dim ? "table-dim" : ""}`}>
      <thead>
        <tr>
          {selection === undefined ? null : (
            <th scope="col" className="fault-choose">
              <SelectBox
                items={groups.flatMap(causesOf)}
                idOf={faultId}
                selection={selection}
                name={t(`${c}.choose`)}
              />
            </th>
          )}
          <th scope="col">{t(`${c}.severity`)}</th>
          <th scope="col">{t(`${c}.what`)}</th>
          <th scope="col">{t(`${c}.where`)}</th>
          <th scope="col">{t(`${c}.since`)}</th>
          <th scope="col">{t(`${c}.times`)}</th>
          <th scope="col">{t(`${c}.order`)}</th>
          {view === "cleared" ? <th scope="col">{t(`${c}.clearedAt`)}</th> : null}
          <th scope="col">{t(`${c}.who`)}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Fragment key={group.id}>
            <Group
              group={group}
              view={view}
              selection={selection}
              columns={columns}
              open={open.has(group.id)}
              onToggle={() => toggle(group.id)}
            />
            {open.has(group.id) && group.size > group.rows.length ? (
              <tr className="fault-inner">
                <td colSpan={columns + 2} className="muted">
                  {t("faults.moreInGroup", { n: group.size - group.rows.length })}
                </td>
              </tr>
            ) : null}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
