import "./quarantine.css";
import { CloseOutlined, DeleteOutlined, RedoOutlined, SafetyOutlined } from "@ant-design/icons";
import { ErrorCodeSchema, errorCodes, type QuarantineList } from "@kiosk/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Segmented, Select } from "antd";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/api-client/keys.ts";
import { BulkBar } from "../../shared/bulk/BulkBar.tsx";
import { useSelection } from "../../shared/bulk/selection.ts";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { BulkDialog, messageId } from "./components/BulkDialogs.tsx";
import { MessageTable } from "./components/MessageTable.tsx";
import { QuarantineExport } from "./components/QuarantineExport.tsx";
import { useQuarantine } from "./queries.ts";
import type { QuarantineSearch } from "./search.ts";

interface FiltersProps {
  data: QuarantineList;
  search: QuarantineSearch;
  set: (change: Partial<QuarantineSearch>) => void;
}

function Filters({ data, search, set }: FiltersProps) {
  const { t } = useTranslation();
  const lang = useLang();
  return (
    <div className="quarantine-filters">
      <Segmented<"waiting" | "resolved">
        aria-label={t("quarantine.view.label")}
        data-testid="quarantine-view"
        value={search.resolved === undefined ? "waiting" : "resolved"}
        onChange={(view) => set({ resolved: view === "waiting" ? undefined : "1" })}
        options={[
          { value: "waiting", label: t("quarantine.view.waiting", { n: data.waiting }) },
          { value: "resolved", label: t("quarantine.view.resolved", { n: data.resolved }) },
        ]}
      />
      <Select
        className="reason-filter"
        aria-label={t("quarantine.filter.reason")}
        data-testid="reason-filter"
        value={search.reason ?? ""}
        onChange={(value: string) => {
          const parsed = ErrorCodeSchema.safeParse(value);
          set({ reason: parsed.success ? parsed.data : undefined });
        }}
        options={[
          { value: "", label: t("quarantine.filter.allReasons") },
          ...data.reasons.map(({ reason, n }) => ({ value: reason, label: `${pick(lang, errorCodes[reason])} ${n}` })),
        ]}
      />
      {search.kiosk === undefined ? null : (
        <Button
          icon={<CloseOutlined aria-hidden="true" />}
          iconPlacement="end"
          onClick={() => set({ kiosk: undefined })}
        >
          {`${t("quarantine.filter.kiosk")} ${search.kiosk}`}
        </Button>
      )}
      <span className="muted">{t("quarantine.shown", { n: data.rows.length })}</span>
      <QuarantineExport search={search} data={data} />
    </div>
  );
}

function NoMessages({ search }: { search: QuarantineSearch }) {
  const { t } = useTranslation();
  if (search.reason !== undefined || search.kiosk !== undefined) return <EmptyState title={t("quarantine.noMatch")} />;
  if (search.resolved !== undefined) {
    return <EmptyState title={t("quarantine.emptyResolved")} hint={t("quarantine.keep")} />;
  }
  return (
    <EmptyState
      icon={<SafetyOutlined aria-hidden="true" />}
      title={t("quarantine.empty")}
      hint={t("quarantine.emptyHint")}
    />
  );
}

export function QuarantinePage(): ReactElement {
  const { t } = useTranslation();
  const lang = useLang();
  const search = useSearch({ from: "/quarantine" });
  const { id } = useParams({ strict: false });
  const navigate = useNavigate({ from: "/quarantine" });
  const client = useQueryClient();
  const query = useQuarantine(search);
  const selection = useSelection(messageId);
  const may = useCan("quarantine.resolve");
  const [act, setAct] = useState<"replay" | "discard">();
  const set = (change: Partial<QuarantineSearch>) => {
    selection.clear();
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true });
  };
  const waiting = search.resolved === undefined;
  const [chosen] = selection.items;
  const alike = chosen === undefined ? [] : (query.data?.rows ?? []).filter((row) => row.reason === chosen.reason);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("quarantine.title")}</h1>
        {query.data === undefined ? null : (
          <>
            <span>{t("quarantine.count", query.data)}</span>
            <span className={query.data.discarded > 0 ? "chip chip-warn" : "muted"} data-testid="discarded">
              {t("quarantine.discarded", { n: query.data.discarded })}
            </span>
          </>
        )}
      </header>
      <p className="quarantine-explain">
        {t("quarantine.explain")} {t("quarantine.keep")}
      </p>
      <div className="panel">
        <QueryView query={query} skeleton={<Lines rows={10} />}>
          {(data) => (
            <>
              <Filters data={data} search={search} set={set} />
              {data.rows.length === 0 ? (
                <NoMessages search={search} />
              ) : (
                <MessageTable
                  rows={data.rows}
                  selectedId={id}
                  selection={waiting && may ? selection : undefined}
                  dim={query.isPlaceholderData}
                  onKiosk={(kiosk) => set({ kiosk })}
                />
              )}
            </>
          )}
        </QueryView>
      </div>
      <BulkBar selection={selection} all={query.data?.rows ?? []}>
        {chosen === undefined || alike.length < 2 ? null : (
          <Button size="small" type="link" data-testid="by-reason" onClick={() => selection.set(alike, true)}>
            {t("quarantine.byReason", { reason: pick(lang, errorCodes[chosen.reason]), n: alike.length })}
          </Button>
        )}
        <Button
          type="primary"
          icon={<RedoOutlined aria-hidden="true" />}
          data-testid="bulk-replay"
          onClick={() => setAct("replay")}
        >
          {t("quarantine.replay.act")}
        </Button>
        <Button
          danger
          icon={<DeleteOutlined aria-hidden="true" />}
          data-testid="bulk-discard"
          onClick={() => setAct("discard")}
        >
          {t("quarantine.discard.act")}
        </Button>
      </BulkBar>
      {act === undefined ? null : (
        <BulkDialog
          act={act}
          items={selection.items}
          onClose={(done) => {
            setAct(undefined);
            selection.set(done, false);
            void client.invalidateQueries({ queryKey: keys.quarantines });
          }}
        />
      )}
      <Outlet />
    </div>
  );
}
