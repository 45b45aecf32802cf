import { CheckCircleOutlined } from "@ant-design/icons";
import type { OwedReport } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { owedReports, useDraft } from "../queries.ts";
import { DueWords } from "./DueWords.tsx";
import { ReportTitle } from "./ReportTitle.tsx";
import { StateChip } from "./StateChip.tsx";

/** So many are said on the first screen; the list below has the rest. */
const shownAtFirst = 6;
const asks = ["inspection", "weekly", "monthly"] as const;

export function OwedPanel({ contract, ready }: { contract: string | undefined; ready: boolean }) {
  const { t } = useTranslation();
  const query = useQuery({ ...owedReports(contract), enabled: ready });
  const [all, setAll] = useState(false);
  const counts = query.data?.counts;
  return (
    <Panel
      title={t("reports.owed.title")}
      sub={
        counts === undefined ? undefined : (
          <span className={counts.overdue > 0 ? "owed-overdue" : ""} data-testid="owed-counts">
            {t("reports.owed.counts", counts)}
          </span>
        )
      }
    >
      <QueryView query={query} skeleton={<Lines rows={4} />}>
        {({ owed }) => {
          if (owed.length === 0) return <NothingOwed />;
          const shown = all ? owed : owed.slice(0, shownAtFirst);
          return (
            <>
              <ul className="owed-list" data-testid="owed">
                {shown.map((one) => (
                  <OwedRow key={`${one.contractId} ${one.kind} ${one.period} ${one.subjectId ?? ""}`} owed={one} />
                ))}
              </ul>
              {shown.length === owed.length ? null : (
                <div className="table-foot">
                  <Button onClick={() => setAll(true)}>
                    {t("reports.owed.more", { n: owed.length - shown.length })}
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}

function NothingOwed() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<CheckCircleOutlined aria-hidden="true" />}
      title={t("reports.owed.none")}
      hint={
        <>
          {t("reports.owed.asked")}
          <ul className="reports-asked">
            {asks.map((one) => (
              <li key={one}>{t(`reports.owed.asks.${one}`)}</li>
            ))}
          </ul>
        </>
      }
    />
  );
}

function OwedRow({ owed }: { owed: OwedReport }) {
  const { t } = useTranslation();
  const lang = useLang();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const draft = useDraft();
  const mayDraft = useCan("report.draft", owed.contractId);
  const { contractId, kind, period, subjectId, reportId } = owed;
  const title = pick(lang, { zh: owed.titleZh, en: owed.titleEn });
  const open = () =>
    draft.mutate(
      { contractId, kind, period, subjectId },
      { onSuccess: ({ id }) => void navigate({ to: "/reports/$id", params: { id } }) },
    );
  return (
    <li className="owed-row">
      <span className="owed-title">
        {reportId === null ? (
          <ReportTitle of={owed} />
        ) : (
          <Link to="/reports/$id" params={{ id: reportId }}>
            <ReportTitle of={owed} />
          </Link>
        )}{" "}
        <span className="muted nowrap">{period}</span>
      </span>
      <StateChip state={owed.state} />
      <DueWords due={owed} />
      {reportId === null && mayDraft ? (
        <Button
          size="small"
          loading={draft.isPending}
          aria-label={t("reports.owed.draftOf", { title, period })}
          onClick={open}
        >
          {t(draft.isPending ? "reports.owed.drafting" : "reports.owed.draft")}
        </Button>
      ) : null}
      {draft.error === null ? null : <Alert type="error" showIcon title={errorText(draft.error)} />}
    </li>
  );
}
