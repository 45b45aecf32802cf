import { type LedgerKind, ledgerKinds } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Segmented } from "antd";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { isDay, recentMonths } from "../periods.ts";
import { ledger } from "../queries.ts";
import type { ReportsSearch } from "../search.ts";
import { FileButtons } from "./FileButtons.tsx";
import { PaperTable } from "./PaperTable.tsx";
import { Statements, Tables } from "./Statements.tsx";

interface LedgersTabProps {
  contract: string | undefined;
  search: ReportsSearch;
  onGo: (next: ReportsSearch) => void;
}

/** Ledgers of any span, the clock statement, and where the other tables are. */
export function LedgersTab({ contract, search, onGo }: LedgersTabProps) {
  const { t } = useTranslation();
  const mayState = useCan("statement.read");
  return (
    <>
      <Panel title={t("reports.ledger.title")} sub={t("reports.ledger.sub")}>
        {contract === undefined ? (
          <EmptyState title={t("reports.ledger.oneContract")} />
        ) : (
          <LedgerView contract={contract} search={search} onGo={onGo} />
        )}
      </Panel>
      {mayState ? <Statements /> : null}
      <Tables />
    </>
  );
}

interface Span {
  from: string;
  to: string;
}

function LedgerView({ contract, search, onGo }: LedgersTabProps & { contract: string }) {
  const { t } = useTranslation();
  const clock = useServerClock();
  const [thisMonth, lastMonth] = recentMonths(clock.now(), 2);
  const kind: LedgerKind = search.ledger ?? "fault";
  const { from = thisMonth?.from ?? "", to = thisMonth?.to ?? "" } = search;
  const query = useQuery(ledger(contract, kind, from, to));
  const name = t(`reports.ledger.kinds.${kind}`);
  const show = (span: Span | undefined) => onGo({ from: span?.from, to: span?.to });
  return (
    <div className="ledger" data-testid="ledger">
      <Segmented<LedgerKind>
        aria-label={t("reports.ledger.kind")}
        value={kind}
        onChange={(value) => onGo({ ledger: value })}
        options={ledgerKinds.map((value) => ({ value, label: t(`reports.ledger.kinds.${value}`) }))}
      />
      <SpanForm key={`${from} ${to}`} span={{ from, to }} onShow={show}>
        <Button onClick={() => show(thisMonth)}>{t("reports.ledger.thisMonth")}</Button>
        <Button onClick={() => show(lastMonth)}>{t("reports.ledger.lastMonth")}</Button>
      </SpanForm>
      <QueryView query={query} skeleton={<Lines rows={6} />}>
        {(found) => (
          <>
            <div className="ledger-head">
              <span className="muted">{t("reports.ledger.asOf", { at: formatDateTime(found.basis.asOf) })}</span>
              <FileButtons
                path={(format) =>
                  `/contracts/${encodeURIComponent(contract)}/ledgers/${kind}/file?from=${from}&to=${to}&format=${format}`
                }
                words={[name, from, to]}
                asOf={found.basis.asOf}
                of={name}
              />
            </div>
            {found.empty ? (
              <EmptyState title={t("reports.ledger.empty")} />
            ) : (
              found.tables.map((table) => <PaperTable key={table.id} table={table} />)
            )}
          </>
        )}
      </QueryView>
    </div>
  );
}

interface SpanFormProps {
  span: Span;
  onShow: (span: Span) => void;
  children: ReactNode;
}

/** Two typed days: a browser's own picker has another order of day and month wherever its language wants so. */
function SpanForm({ span, onShow, children }: SpanFormProps) {
  const { t } = useTranslation();
  const id = useId();
  const [draft, setDraft] = useState(span);
  const [tried, setTried] = useState(false);
  const wrong = {
    from: isDay(draft.from) ? undefined : t("reports.ledger.format"),
    to: isDay(draft.to) ? (draft.to < draft.from ? t("reports.ledger.order") : undefined) : t("reports.ledger.format"),
  };
  return (
    <form
      className="ledger-span"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (wrong.from === undefined && wrong.to === undefined) onShow(draft);
      }}
    >
      {(["from", "to"] as const).map((end) => (
        <Field key={end} id={`${id}-${end}`} label={t(`reports.ledger.${end}`)} error={tried ? wrong[end] : undefined}>
          <Input
            id={`${id}-${end}`}
            className="ledger-day"
            value={draft[end]}
            maxLength={10}
            aria-describedby={`${id}-${end}-note`}
            onChange={(event) => {
              const text = event.target.value.trim();
              setDraft((old) => ({ ...old, [end]: text }));
            }}
          />
        </Field>
      ))}
      <Button htmlType="submit">{t("reports.ledger.show")}</Button>
      {children}
    </form>
  );
}
