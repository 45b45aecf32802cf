import type { CheckEntry, InspectionView } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { type CheckGroup, type CheckRow, checkGroups } from "../check-rows.ts";
import { useRecord } from "../queries.ts";
import { CheckForm } from "./CheckForm.tsx";
import { PhotoLink } from "./PhotoLink.tsx";

const outcomeChips = {
  pass: "chip chip-ok",
  fail: "chip chip-bad",
  na: "chip chip-dashed",
  unknown: "chip chip-dashed",
} as const;

/** Every item with its answer; in an open inspection it is answered here. */
export function CheckTable({ view, mayPerform }: { view: InspectionView; mayPerform: boolean }) {
  const { message } = App.useApp();
  const errorText = useErrorText();
  const record = useRecord(view.id);
  const [asking, setAsking] = useState<CheckRow>();
  const send = (row: CheckRow, entry: Partial<CheckEntry> & Pick<CheckEntry, "outcome">) => {
    const { checklistId, deviceId, item } = row;
    record.mutate(
      { entries: [{ checklistId, itemId: item.id, deviceId, ...entry }] },
      {
        onSuccess: () => setAsking(undefined),
        onError: (error) => void message.error(errorText(error)),
      },
    );
  };
  return (
    <>
      {checkGroups(view).map((group) => (
        <Group
          key={group.key}
          group={group}
          mayPerform={mayPerform}
          busy={record.isPending}
          onAnswer={(row, outcome) => {
            // a fail has to be described, and a measure to be entered
            if (outcome === "fail" || (outcome === "pass" && row.item.measure !== null)) setAsking(row);
            else send(row, { outcome });
          }}
          onAsk={setAsking}
        />
      ))}
      {asking === undefined ? null : (
        <CheckForm
          row={asking}
          busy={record.isPending}
          onClose={() => setAsking(undefined)}
          onSend={(entry) => send(asking, entry)}
        />
      )}
    </>
  );
}

interface GroupProps {
  group: CheckGroup;
  mayPerform: boolean;
  busy: boolean;
  onAnswer: (row: CheckRow, outcome: CheckEntry["outcome"]) => void;
  onAsk: (row: CheckRow) => void;
}

function Group({ group, mayPerform, busy, onAnswer, onAsk }: GroupProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const done = group.rows.filter((row) => row.result !== undefined).length;
  return (
    <Panel
      className="inspection-group"
      title={pick(lang, group.checklist)}
      sub={
        <>
          {group.deviceId === null ? null : <code>{group.deviceId}</code>}{" "}
          {t("inspections.doneOf", { done, owed: group.rows.length })}
        </>
      }
    >
      <table className="table cards">
        <thead>
          <tr>
            <th scope="col">{t("inspections.item")}</th>
            <th scope="col">{t("inspections.evidence")}</th>
            <th scope="col">{t("inspections.answer")}</th>
            <th scope="col">{t("inspections.remark")}</th>
            {mayPerform ? <th scope="col">{t("inspections.act")}</th> : null}
          </tr>
        </thead>
        <tbody>
          {group.rows.map((row) => (
            <tr key={row.key}>
              <td data-label={t("inspections.item")} title={pick(lang, { zh: row.item.howZh, en: row.item.howEn })}>
                {pick(lang, row.item)}
              </td>
              <td data-label={t("inspections.evidence")}>
                <Evidence row={row} />
              </td>
              <td data-label={t("inspections.answer")}>
                <Answer row={row} />
              </td>
              <td data-label={t("inspections.remark")}>
                <Remark row={row} />
              </td>
              {mayPerform ? (
                <td data-label={t("inspections.act")}>
                  <span className="inspection-answers">
                    {(["pass", "fail", "na"] as const).map((outcome) => (
                      <Button
                        key={outcome}
                        size="small"
                        disabled={busy}
                        type={row.result?.outcome === outcome ? "primary" : "default"}
                        aria-pressed={row.result?.outcome === outcome}
                        aria-label={`${pick(lang, row.item)}: ${t(`inspections.outcome.${outcome}`)}`}
                        onClick={() => onAnswer(row, outcome)}
                      >
                        {t(`inspections.outcome.${outcome}`)}
                      </Button>
                    ))}
                    <Button
                      size="small"
                      type="text"
                      disabled={busy}
                      aria-label={`${pick(lang, row.item)}: ${t("inspections.more")}`}
                      onClick={() => onAsk(row)}
                    >
                      {t("inspections.more")}
                    </Button>
                  </span>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Evidence({ row: { evidence, result } }: { row: CheckRow }) {
  const { t } = useTranslation();
  const told = evidence ?? result?.evidence ?? undefined;
  if (told === undefined) return <span className="muted">{t("inspections.noEvidence")}</span>;
  const outcome = told.outcome ?? "unknown";
  return (
    <>
      <span className={outcomeChips[outcome]}>{t(`inspections.evidenceOutcome.${outcome}`)}</span>{" "}
      <Verbatim>{told.value}</Verbatim> <span className="muted small">{formatDateTime(told.observedAt)}</span>
    </>
  );
}

function Answer({ row: { result, item } }: { row: CheckRow }) {
  const { t } = useTranslation();
  if (result === undefined) return <span className="muted">{t("inspections.unanswered")}</span>;
  return (
    <>
      <span className={outcomeChips[result.outcome]}>{t(`inspections.outcome.${result.outcome}`)}</span>{" "}
      {result.measured === null ? null : `${result.measured} ${item.measure?.unit ?? ""} `}
      <span className="muted small">{t(`inspections.source.${result.source}`)}</span>
    </>
  );
}

function Remark({ row: { result } }: { row: CheckRow }) {
  const { t } = useTranslation();
  if (result === undefined) return null;
  return (
    <>
      <Verbatim>{result.text}</Verbatim>{" "}
      {result.photos.map((photo, n) => (
        <PhotoLink key={photo.photoId} photo={photo} n={n + 1} />
      ))}{" "}
      {result.orderId === null ? null : (
        <Link to="/work-orders/$id" params={{ id: result.orderId }}>
          {t("inspections.order")}
        </Link>
      )}
    </>
  );
}
