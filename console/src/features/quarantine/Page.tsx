import "./quarantine.css";
import { CloseOutlined, SafetyOutlined } from "@ant-design/icons";
import { ErrorCodeSchema, errorCodes, type QuarantineList } from "@kiosk/contract";
import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { MessageTable } from "./components/MessageTable.tsx";
import { useQuarantine } from "./queries.ts";

function Content({ data }: { data: QuarantineList }) {
  const { t } = useTranslation();
  const lang = useLang();
  const search = useSearch({ from: "/quarantine" });
  const { id } = useParams({ strict: false });
  const navigate = useNavigate({ from: "/quarantine" });
  const set = (change: Partial<typeof search>) => {
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true });
  };
  if (data.rows.length === 0) {
    return (
      <EmptyState
        icon={<SafetyOutlined aria-hidden="true" />}
        title={t("quarantine.empty")}
        hint={t("quarantine.emptyHint")}
      />
    );
  }
  const reasons = [...new Set(data.rows.map((r) => r.reason))];
  const rows = data.rows.filter(
    (r) =>
      (search.reason === undefined || r.reason === search.reason) &&
      (search.kiosk === undefined || r.kioskId === search.kiosk),
  );
  return (
    <>
      <div className="quarantine-filters">
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
            ...reasons.map((value) => ({ value, label: pick(lang, errorCodes[value]) })),
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
        <span className="muted">{t("quarantine.shown", { n: rows.length })}</span>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t("quarantine.noMatch")} />
      ) : (
        <MessageTable rows={rows} selectedId={id} onKiosk={(kiosk) => set({ kiosk })} />
      )}
    </>
  );
}

export function QuarantinePage(): ReactElement {
  const { t } = useTranslation();
  const query = useQuarantine();
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("quarantine.title")}</h1>
        {query.data === undefined ? null : (
          <>
            <span>{t("quarantine.count", { total: query.data.total })}</span>
            <span className={query.data.discarded > 0 ? "chip chip-warn" : "muted"} data-testid="discarded">
              {t("quarantine.discarded", { n: query.data.discarded })}
            </span>
          </>
        )}
      </header>
      <p className="quarantine-explain">{t("quarantine.explain")}</p>
      <div className="panel">
        <QueryView query={query} skeleton={<Lines rows={10} />}>
          {(data) => <Content data={data} />}
        </QueryView>
      </div>
      <Outlet />
    </div>
  );
}
