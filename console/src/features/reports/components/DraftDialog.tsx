import { type NewReport, type ReportKind, reportKinds } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Button, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { formatDate } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { recentMonths, recentWeeks } from "../periods.ts";
import { drillsOf, owedReports, useDraft } from "../queries.ts";

const periodsBack = 26;

interface Choice {
  value: string;
  label: string;
  about: Pick<NewReport, "period" | "subjectId">;
}

/** What can be drafted of a kind: periods that have begun, or things that have happened. */
function useChoices(contract: string, kind: ReportKind): readonly Choice[] {
  const { t } = useTranslation();
  const lang = useLang();
  const clock = useServerClock();
  const owed = useQuery(owedReports(contract));
  const drills = useQuery(drillsOf(contract, kind === "drill"));
  if (kind === "week" || kind === "month") {
    return (kind === "week" ? recentWeeks : recentMonths)(clock.now(), periodsBack).map((one) => ({
      value: one.name,
      label: t("reports.draft.span", { ...one }),
      about: { period: one.name },
    }));
  }
  if (kind === "drill") {
    return (drills.data?.drills ?? []).map(({ id, at, scenario }) => ({
      value: id,
      label: `${formatDate(at)} ${scenario}`,
      about: { subjectId: id },
    }));
  }
  return (owed.data?.owed ?? [])
    .filter((one) => one.kind === kind && one.subjectId !== null)
    .map((one) => ({
      value: `${one.subjectId} ${one.period}`,
      label: `${pick(lang, { zh: one.titleZh, en: one.titleEn })} ${one.period}`,
      about: { subjectId: one.subjectId, period: one.period },
    }));
}

export function DraftDialog({ contract, onClose }: { contract: string; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const draft = useDraft();
  const [kind, setKind] = useState<ReportKind>("month");
  const [wanted, setWanted] = useState<string>();
  const choices = useChoices(contract, kind);
  const chosen = choices.find(({ value }) => value === wanted) ?? choices[0];
  const submit = () => {
    if (chosen === undefined) return;
    draft.mutate(
      { contractId: contract, kind, ...chosen.about },
      { onSuccess: (made) => void navigate({ to: "/reports/$id", params: { id: made.id } }) },
    );
  };
  return (
    <Modal
      open
      title={t("reports.draft.title")}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button
            type="primary"
            loading={draft.isPending}
            disabled={chosen === undefined}
            data-testid="draft-submit"
            onClick={submit}
          >
            {t("reports.draft.submit")}
          </Button>
        </div>
      }
    >
      <div data-testid="draft-form">
        <p className="form-intro">{t("reports.draft.intro")}</p>
        <Field id={`${id}-kind`} label={t("reports.draft.kind")}>
          <Select<ReportKind>
            id={`${id}-kind`}
            value={kind}
            onChange={(value) => {
              setKind(value);
              setWanted(undefined);
            }}
            options={reportKinds.map((value) => ({ value, label: t(`reports.kinds.${value}`) }))}
          />
        </Field>
        <Field
          id={`${id}-about`}
          label={t(kind === "week" || kind === "month" ? "reports.draft.period" : "reports.draft.subject")}
        >
          <Select<string>
            id={`${id}-about`}
            value={chosen?.value ?? null}
            notFoundContent={t("reports.draft.noSubject")}
            placeholder={t("reports.draft.noSubject")}
            onChange={setWanted}
            options={choices.map(({ value, label }) => ({ value, label }))}
          />
        </Field>
        <output className="muted">{draft.isPending ? t("reports.draft.counting") : null}</output>
        {draft.error === null ? null : <Alert type="error" showIcon title={errorText(draft.error)} />}
      </div>
    </Modal>
  );
}
