import type { AuditEntry } from "@kiosk/contract";
import { Button, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { formatDateTime, formatTimeMillis } from "../../../shared/format/time.ts";
import { CopyButton } from "../../../shared/ui/CopyButton.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Fact } from "../../../shared/ui/Fact.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { differencesOf, type FieldDifference } from "../difference.ts";
import { useAuditLine } from "../queries.ts";
import type { AuditSearch } from "../search.ts";
import { ActionName } from "./ActionName.tsx";
import { ResultChip } from "./ResultChip.tsx";

function Value({ value }: { value: string | undefined }) {
  const { t } = useTranslation();
  if (value === undefined) return <span className="muted">{t("audit.absent")}</span>;
  return <Verbatim className="wrap-anywhere">{value}</Verbatim>;
}

function Differences({ rows }: { rows: readonly FieldDifference[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return <p className="muted">{t("audit.noContent")}</p>;
  return (
    <table className="table cards" data-testid="differences">
      <thead>
        <tr>
          <th scope="col">{t("audit.field")}</th>
          <th scope="col">{t("audit.before")}</th>
          <th scope="col">{t("audit.after")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.path} className={row.changed ? "field-changed" : ""} data-changed={row.changed}>
            <td>
              {row.path === "" ? t("audit.wholeValue") : <code>{row.path}</code>}
              {row.changed ? <span className="chip chip-warn">{t("audit.changed")}</span> : null}
            </td>
            <td data-label={t("audit.before")}>
              <Value value={row.before} />
            </td>
            <td data-label={t("audit.after")}>
              <Value value={row.after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Line({ entry, onFilter }: { entry: AuditEntry; onFilter: (change: Partial<AuditSearch>) => void }) {
  const { t } = useTranslation();
  const only = (change: Partial<AuditSearch>) => (
    <Button size="small" type="link" onClick={() => onFilter(change)}>
      {t("audit.only")}
    </Button>
  );
  return (
    <>
      <dl className="facts">
        <Fact label={t("audit.at")}>
          {formatDateTime(entry.at).slice(0, 10)} {formatTimeMillis(entry.at)}
        </Fact>
        <Fact label={t("audit.who")}>
          <Verbatim>{entry.name}</Verbatim> <code className="muted">{entry.by}</code> {only({ by: entry.by })}
        </Fact>
        <Fact label={t("audit.from")}>
          <code>{entry.from === "" ? t("common.none") : entry.from}</code>
        </Fact>
        <Fact label={t("audit.what")}>
          <ActionName action={entry.action} /> <code className="muted">{entry.action}</code>{" "}
          {only({ action: entry.action })}
        </Fact>
        <Fact label={t("audit.target")}>
          {entry.target === "" ? (
            t("common.none")
          ) : (
            <>
              <code>{entry.target}</code> {only({ target: entry.target })}
            </>
          )}
        </Fact>
        <Fact label={t("audit.contract")}>
          {entry.contractId === null ? t("common.none") : <code>{entry.contractId}</code>}
        </Fact>
        <Fact label={t("audit.result")}>
          <ResultChip result={entry.result} />
        </Fact>
      </dl>
      <h3 className="drawer-head">{t("audit.content")}</h3>
      <Differences rows={differencesOf(entry.before, entry.after)} />
      <h3 className="drawer-head">{t("audit.hash")}</h3>
      <div className="copy-line">
        <code className="copy-text">{entry.hash}</code>
        <CopyButton text={entry.hash} name={t("audit.copyHash")} />
      </div>
    </>
  );
}

interface LineDrawerProps {
  seq: number;
  /** undefined: not among the lines that are shown */
  entry: AuditEntry | undefined;
  onFilter: (change: Partial<AuditSearch>) => void;
  onClose: () => void;
}

/** One line in full, with what stood before and after field by field. */
export function LineDrawer({ seq, entry, onFilter, onClose }: LineDrawerProps) {
  const { t } = useTranslation();
  const query = useAuditLine(seq, entry === undefined);
  return (
    <Drawer
      open
      size={720}
      closable={{ "aria-label": t("common.close") }}
      title={t("audit.line", { seq })}
      onClose={onClose}
    >
      <div data-testid="audit-line">
        {entry === undefined ? (
          <QueryView query={query} skeleton={<Lines rows={6} />}>
            {({ entries: [found] }) =>
              found === undefined || found.seq !== seq ? (
                <EmptyState title={t("audit.missing")} />
              ) : (
                <Line entry={found} onFilter={onFilter} />
              )
            }
          </QueryView>
        ) : (
          <Line entry={entry} onFilter={onFilter} />
        )}
      </div>
    </Drawer>
  );
}
