// Acknowledging and suppressing: the dialog shows exactly which faults will be touched, each compared with what the server has
// now, and names those that changed meanwhile.
import type { FaultRow, FaultsTouched } from "@kiosk/contract";
import { maxSuppressionMs } from "@kiosk/contract";
import { Alert, Button, Input } from "antd";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { BulkPreview } from "../../../shared/bulk/BulkPreview.tsx";
import { pick } from "../../../shared/format/lang.ts";
import { formatDate, formatDateTime, parseDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useMe } from "../../../shared/session/MeProvider.tsx";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { acknowledge, suppress } from "../queries.ts";
import { faultId } from "./FaultTable.tsx";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface DialogProps {
  items: readonly FaultRow[];
  /** the faults as the server has them now */
  readAgain: () => Promise<ReadonlyMap<string, FaultRow>>;
}

type Plan = Pick<FaultRow, "id" | "occurrences">;

/** One fresh read for all items of the dialog. */
function useCheck(readAgain: DialogProps["readAgain"]) {
  const { t } = useTranslation();
  const read = useRef<Promise<ReadonlyMap<string, FaultRow>>>(undefined);
  return async (item: FaultRow) => {
    read.current ??= readAgain();
    const now = (await read.current).get(item.id);
    if (now === undefined) return { ok: false, reason: t("faults.gone") } as const;
    if (now.occurrences !== item.occurrences) return { ok: false, reason: t("faults.skip.changed") } as const;
    return { ok: true, plan: { id: item.id, occurrences: item.occurrences } } as const;
  };
}

/** Each was sent alone: it is done, or the server says why not. */
function useExpectDone() {
  const { t } = useTranslation();
  return (touched: FaultsTouched): FaultsTouched => {
    const [skipped] = touched.skipped;
    if (skipped === undefined) return touched;
    throw new Error(t(`faults.skip.${skipped.reason}`, { name: skipped.name ?? "" }));
  };
}

function FaultName({ row }: { row: FaultRow }) {
  const { t } = useTranslation();
  const lang = useLang();
  return (
    <>
      {pick(lang, row)} {t("common.seqPrefix", { seq: row.kioskSeq })} <Verbatim>{row.kioskName}</Verbatim>
    </>
  );
}

interface AcknowledgeProps extends DialogProps {
  onClose: (done: readonly { id: string; at: number }[]) => void;
}

export function AcknowledgeDialog({ items, readAgain, onClose }: AcknowledgeProps) {
  const { t } = useTranslation();
  const id = useId();
  const { name } = useMe();
  const [comment, setComment] = useState("");
  const done = useRef<{ id: string; at: number }[]>([]);
  const check = useCheck(readAgain);
  const expectDone = useExpectDone();
  return (
    <BulkPreview<FaultRow, Plan>
      title={t("faults.acknowledge.title")}
      items={items}
      idOf={faultId}
      nameOf={(row) => <FaultName row={row} />}
      check={check}
      run={async (row, plan) => {
        const { at } = expectDone(await acknowledge(plan, comment));
        done.current.push({ id: row.id, at });
      }}
      form={
        <>
          <p className="form-intro">{t("faults.acknowledge.who", { name })}</p>
          <Field id={id} label={t("faults.acknowledge.comment")} hint={t("faults.acknowledge.commentHint")}>
            <Input.TextArea
              id={id}
              aria-describedby={`${id}-note`}
              data-testid="ack-comment"
              rows={2}
              maxLength={500}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          </Field>
        </>
      }
      onClose={() => onClose(done.current)}
    />
  );
}

/** 9:00 of the next day in Shanghai. */
function tomorrowMorning(now: number): number {
  return parseDateTime(`${formatDate(now + dayMs)} 09:00`) ?? now + dayMs;
}

interface SuppressProps extends DialogProps {
  onClose: (done: number) => void;
}

export function SuppressDialog({ items, readAgain, onClose }: SuppressProps) {
  const { t } = useTranslation();
  const id = useId();
  const now = useNow();
  const [text, setText] = useState(() => formatDateTime(tomorrowMorning(now)));
  const [reason, setReason] = useState("");
  const check = useCheck(readAgain);
  const expectDone = useExpectDone();
  const until = parseDateTime(text);
  const fits = until !== undefined && until > now && until - now <= maxSuppressionMs;
  const quick = [
    ["hours4", now + 4 * hourMs],
    ["tomorrow", tomorrowMorning(now)],
    ["week", now + 7 * dayMs],
    ["month", now + maxSuppressionMs],
  ] as const;
  return (
    <BulkPreview<FaultRow, Plan>
      title={t("faults.suppress.title")}
      items={items}
      idOf={faultId}
      nameOf={(row) => <FaultName row={row} />}
      check={check}
      run={async (_row, plan) => expectDone(await suppress(plan, until ?? 0, reason))}
      ready={fits && reason.trim() !== ""}
      form={
        <>
          <Alert className="form-alert" type="info" showIcon title={t("faults.suppress.keepsRunning")} />
          <Field
            id={`${id}-until`}
            label={t("faults.suppress.until")}
            required
            error={fits ? undefined : t("faults.suppress.untilWrong")}
            hint={t("faults.suppress.untilHint")}
          >
            <div className="until-line">
              <Input
                id={`${id}-until`}
                aria-describedby={`${id}-until-note`}
                aria-invalid={!fits}
                data-testid="suppress-until"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
              {quick.map(([key, at]) => (
                <Button key={key} size="small" onClick={() => setText(formatDateTime(at))}>
                  {t(`faults.suppress.quick.${key}`)}
                </Button>
              ))}
            </div>
          </Field>
          <Field id={`${id}-reason`} label={t("faults.suppress.reason")} required>
            <Input.TextArea
              id={`${id}-reason`}
              data-testid="suppress-reason"
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        </>
      }
      onClose={(done) => onClose(done.length)}
    />
  );
}
