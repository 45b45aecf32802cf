// A pasted notice or a holiday-cn file is first only read: what it would be, what is wrong with it, what would move.
import { type CalendarImport, CalendarImport as CalendarImportSchema } from "@kiosk/contract";
import { Alert, App, Button, Checkbox, Input, Modal, Segmented } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { parseDate } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { type Imported, useCalendarImport } from "../queries.ts";
import { YearView } from "./YearView.tsx";

const formats = CalendarImportSchema.shape.format.options;
type Faults = Partial<Record<"text" | "publishedAt" | "source", string>>;

type Calendar = NonNullable<Imported["calendar"]>;

interface ProblemsProps {
  problems: Imported["problems"];
  confirmed: readonly string[];
  onConfirm: (code: string, confirmed: boolean) => void;
}

/** What the checks found, with its place in the text; some of it a person may have looked at and take upon themselves. */
function Problems({ problems, confirmed, onConfirm }: ProblemsProps) {
  const { t } = useTranslation();
  const lang = useLang();
  if (problems.length === 0) return null;
  return (
    <Alert
      type={problems.every((p) => p.confirmable) ? "warning" : "error"}
      showIcon
      className="form-alert"
      data-testid="calendar-problems"
      title={t("contract.import.problems", { n: problems.length })}
      description={
        <ul className="problem-list">
          {problems.map((problem) => (
            <li key={`${problem.code}:${problem.line}:${problem.date}`}>
              {problem.line === null ? null : <b>{t("contract.import.line", { n: problem.line })} </b>}
              {problem.date === null ? null : <code>{problem.date} </code>}
              {pick(lang, problem)}
              {problem.confirmable ? (
                <div>
                  <Checkbox
                    checked={confirmed.includes(problem.code)}
                    onChange={(event) => onConfirm(problem.code, event.target.checked)}
                  >
                    {t("contract.import.confirm")}
                  </Checkbox>
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Preview({ imported, calendar }: { imported: Imported; calendar: Calendar }) {
  const { t } = useTranslation();
  const lang = useLang();
  const { notes, movedOrders } = imported;
  return (
    <section className="import-preview" data-testid="calendar-preview">
      <h3>{t("contract.import.preview", { id: calendar.id })}</h3>
      <p>
        {t("contract.import.counts", { off: calendar.off.length, work: calendar.work.length })}{" "}
        <b>{t("contract.import.moved", { n: movedOrders })}</b>
      </p>
      {notes.length === 0 ? (
        <p className="muted">{t("contract.import.noNotes")}</p>
      ) : (
        <ul className="problem-list">
          {notes.map((note) => (
            <li key={note.en}>{pick(lang, note)}</li>
          ))}
        </ul>
      )}
      <YearView year={Number(calendar.from.slice(0, 4))} calendar={calendar} />
    </section>
  );
}

export function CalendarImportForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const id = useId();
  const errorText = useErrorText();
  const read = useCalendarImport();
  const [format, setFormat] = useState<CalendarImport["format"]>("notice");
  const [text, setText] = useState("");
  const [published, setPublished] = useState("");
  const [source, setSource] = useState("");
  const [faults, setFaults] = useState<Faults>({});
  const { data } = read;
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const looked =
    data?.calendar != null && !data.stored && data.problems.every((p) => p.confirmable && confirmed.includes(p.code));
  const changed = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      read.reset();
      setConfirmed([]);
      set(value);
    };
  };

  const submit = (dryRun: boolean) => {
    const publishedAt = parseDate(published);
    const wrong: Faults = {
      ...(text.trim() === "" ? { text: t("common.form.required") } : {}),
      ...(publishedAt === undefined ? { publishedAt: t("common.contractForm.wrong.date") } : {}),
      ...(source.trim() === "" ? { source: t("common.form.required") } : {}),
    };
    setFaults(wrong);
    if (Object.keys(wrong).length > 0 || publishedAt === undefined) return;
    read.mutate(
      { format, text, publishedAt, source: source.trim(), dryRun, confirm: [...confirmed] },
      {
        onSuccess: ({ stored, calendar, movedOrders }) => {
          if (!stored || calendar === null) return;
          void message.success(t("contract.import.stored", { id: calendar.id, n: movedOrders }));
          onClose();
        },
      },
    );
  };

  return (
    <Modal
      open
      width={980}
      closable={{ "aria-label": t("common.close") }}
      mask={{ closable: false }}
      title={t("contract.calendars.import")}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button
            type={looked ? "default" : "primary"}
            loading={read.isPending && !looked}
            data-testid="calendar-read"
            onClick={() => submit(true)}
          >
            {t("contract.import.look")}
          </Button>
          {looked ? (
            <Button type="primary" loading={read.isPending} data-testid="calendar-store" onClick={() => submit(false)}>
              {t("contract.import.store")}
            </Button>
          ) : null}
        </div>
      }
    >
      <div data-testid="calendar-form">
        {read.error === null ? null : (
          <Alert
            className="form-alert"
            type="error"
            showIcon
            data-testid="calendar-refused"
            title={errorText(read.error)}
          />
        )}
        {data === undefined ? null : (
          <Problems
            problems={data.problems}
            confirmed={confirmed}
            onConfirm={(code, on) => setConfirmed((old) => [...old.filter((c) => c !== code), ...(on ? [code] : [])])}
          />
        )}
        <Segmented
          aria-label={t("contract.import.format")}
          value={format}
          onChange={changed(setFormat)}
          options={formats.map((value) => ({ value, label: t(`words.calendarFormat.${value}`) }))}
        />
        <Field
          id={`${id}-text`}
          label={t("contract.import.text")}
          required
          error={faults.text}
          hint={t("contract.import.textHint")}
        >
          <Input.TextArea
            id={`${id}-text`}
            lang="zh-CN"
            value={text}
            rows={5}
            status={faults.text === undefined ? "" : "error"}
            onChange={(event) => changed(setText)(event.target.value)}
          />
        </Field>
        <div className="form-pair">
          <Field id={`${id}-published`} label={t("contract.calendars.published")} required error={faults.publishedAt}>
            <Input
              id={`${id}-published`}
              value={published}
              maxLength={10}
              placeholder="2026-11-04"
              onChange={(event) => changed(setPublished)(event.target.value)}
            />
          </Field>
          <Field id={`${id}-source`} label={t("contract.calendars.source")} required error={faults.source}>
            <Input
              id={`${id}-source`}
              value={source}
              maxLength={300}
              placeholder={t("contract.import.sourcePlaceholder")}
              onChange={(event) => changed(setSource)(event.target.value)}
            />
          </Field>
        </div>
        {data?.calendar == null ? null : <Preview imported={data} calendar={data.calendar} />}
      </div>
    </Modal>
  );
}
