import type { OpeningHoursChange, PointHours } from "@kiosk/contract";
import { Alert, Button, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, isProblem } from "../../../shared/api-client/api-error.ts";
import { fromDays, toDays } from "../../../shared/format/opening-hours.ts";
import { HoursEditor, wrongDay } from "../../../shared/hours/HoursEditor.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useUndo } from "../../../shared/undo/use-undo.tsx";
import { changesFor, inverseOf } from "../hours-changes.ts";
import { useHoursChange } from "../queries.ts";
import { HoursText } from "./HoursText.tsx";

interface HoursBulkFormProps {
  contract: string;
  points: readonly PointHours[];
  /** every point of the contract, to copy from */
  all: readonly PointHours[];
  onClose: (saved: boolean) => void;
}

/** One week for all chosen points; before it is sent it says which of them change and which do not. */
export function HoursBulkForm({ contract, points, all, onClose }: HoursBulkFormProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const id = useId();
  const offerUndo = useUndo();
  const save = useHoursChange(contract);
  const [days, setDays] = useState(() => toDays(points[0]?.openingHours ?? null));
  const hours = fromDays(days);
  // as the list has them now: after a refusal it has been read anew
  const current = points.map((point) => all.find((p) => p.kioskId === point.kioskId) ?? point);
  const changes = changesFor(current, hours);
  const send = (wanted: OpeningHoursChange["changes"]) =>
    save.mutate(
      { changes: wanted },
      {
        onSuccess: () => {
          onClose(true);
          offerUndo({
            done: t("settings.hours.saved", { n: wanted.length }),
            inverse: () => save.mutateAsync({ changes: inverseOf(wanted) }),
          });
        },
      },
    );
  const stale = isProblem(save.error, "setting.stale");
  return (
    <Modal
      open
      width={640}
      closable={{ "aria-label": t("common.close") }}
      title={t("settings.hours.form", { n: points.length })}
      onCancel={() => onClose(false)}
      footer={
        <div className="form-actions">
          <Button
            disabled={changesFor(current, null).length === 0}
            loading={save.isPending}
            onClick={() => send(changesFor(current, null))}
          >
            {t("settings.hours.clear")}
          </Button>
          <Button onClick={() => onClose(false)}>{t("common.form.cancel")}</Button>
          <Button
            type="primary"
            loading={save.isPending}
            disabled={wrongDay(days) !== undefined || changes.length === 0}
            onClick={() => send(changes)}
          >
            {t("common.form.save")}
          </Button>
        </div>
      }
    >
      <div data-testid="hours-bulk">
        <Field id={`${id}-copy`} label={t("settings.hours.copyFrom")}>
          <Select<string>
            id={`${id}-copy`}
            showSearch={{ optionFilterProp: "label" }}
            placeholder={t("settings.hours.copy")}
            options={all
              .filter((p) => p.openingHours !== null)
              .map((p) => ({ value: p.kioskId, label: `${p.seq} ${p.name}` }))}
            onChange={(from) => setDays(toDays(all.find((p) => p.kioskId === from)?.openingHours ?? null))}
          />
        </Field>
        <HoursEditor days={days} onChange={setDays} />
        <section className="settings-touched" data-testid="hours-touched" aria-live="polite">
          <p>
            {changes.length === 0 ? t("settings.hours.nothing") : t("settings.hours.touched", { n: changes.length })}
            {changes.length > 0 && changes.length < points.length
              ? `${t("common.semicolon")}${t("settings.hours.same", { n: points.length - changes.length })}`
              : null}
          </p>
          <ul>
            {current
              .filter((point) => changes.some((c) => c.kioskId === point.kioskId))
              .slice(0, 20)
              .map((point) => (
                <li key={point.kioskId}>
                  {t("common.seqPrefix", { seq: point.seq })} <Verbatim>{point.name}</Verbatim>{" "}
                  <s className="muted">
                    <HoursText hours={point.openingHours} />
                  </s>
                </li>
              ))}
          </ul>
        </section>
        {save.error === null ? null : (
          <Alert
            type="error"
            showIcon
            title={stale ? t("settings.hours.stale", { id: staleId(save.error) }) : errorText(save.error)}
          />
        )}
      </div>
    </Modal>
  );
}

function staleId(error: Error): string {
  return error instanceof ApiError && error.failure.name === "problem"
    ? (error.failure.problem.issues[0]?.message ?? "")
    : "";
}
