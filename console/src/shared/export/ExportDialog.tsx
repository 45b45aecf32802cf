// Says how many rows of which filter will be written, writes them, and can be stopped while they are fetched.
import "./export.css";
import { Alert, Button, Modal, Progress, Segmented } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../format/lang.ts";
import { formatDateTime } from "../format/time.ts";
import { useLang } from "../i18n/use-lang.ts";
import { useContractScope } from "../scope/use-contract-scope.ts";
import { useErrorText } from "../ui/use-error-text.ts";
import { csvOf } from "./csv.ts";
import type { BodySource } from "./ExportButton.tsx";
import { fileName } from "./file-name.ts";
import { saveFile } from "./save.ts";
import { xlsxOf } from "./xlsx.ts";

type Format = "xlsx" | "csv";
type Phase =
  | { name: "idle" }
  | { name: "reading"; got: number }
  | { name: "failed"; error: Error }
  | { name: "done"; rows: number; left: number; file: string };

export function ExportDialog({ source, onClose }: { source: BodySource; onClose: () => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const errorText = useErrorText();
  const scope = useContractScope();
  const [format, setFormat] = useState<Format>("xlsx");
  const [phase, setPhase] = useState<Phase>({ name: "idle" });
  const reading = useRef<AbortController>(undefined);
  useEffect(() => () => reading.current?.abort(), []);

  const chosen = scope.list.find((c) => c.id === scope.contract);
  const contract = chosen === undefined ? t("common.allContracts") : pick(lang, chosen);
  const filter = source.filter.length === 0 ? t("exporting.noFilter") : source.filter.join(t("common.comma"));

  const write = async (signal: AbortSignal): Promise<Phase> => {
    const { body, asOf, left } = await source.read({
      signal,
      onProgress: (got) => {
        if (!signal.aborted) setPhase({ name: "reading", got });
      },
    });
    const about = t("exporting.about", {
      name: source.name,
      contract,
      filter,
      n: body.rows.length,
      time: formatDateTime(asOf),
    });
    const table = {
      about: left === 0 ? about : `${about}${t("common.semicolon")}${t("exporting.left", { n: left })}`,
      ...body,
    };
    const file = fileName([source.name, contract, source.filter.join("-")], asOf, format);
    const blob =
      format === "csv"
        ? new Blob([csvOf(table)], { type: "text/csv;charset=utf-8" })
        : await xlsxOf(table, source.name.slice(0, 31));
    signal.throwIfAborted();
    saveFile(blob, file);
    return { name: "done", rows: body.rows.length, left, file };
  };

  const run = () => {
    const controller = new AbortController();
    reading.current = controller;
    setPhase({ name: "reading", got: 0 });
    write(controller.signal).then(setPhase, (error: unknown) => {
      // stopped by the person: back to where it began
      if (controller.signal.aborted) setPhase({ name: "idle" });
      else setPhase({ name: "failed", error: error instanceof Error ? error : new Error(String(error)) });
    });
  };
  const busy = phase.name === "reading";
  return (
    <Modal
      open
      width={460}
      title={t("exporting.title", { name: source.name })}
      destroyOnHidden
      mask={{ closable: !busy }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={() => {
        reading.current?.abort();
        onClose();
      }}
      footer={
        <div className="form-actions">
          {busy ? (
            <Button data-testid="export-stop" onClick={() => reading.current?.abort()}>
              {t("exporting.stop")}
            </Button>
          ) : (
            <Button onClick={onClose}>{t(phase.name === "done" ? "common.close" : "common.form.cancel")}</Button>
          )}
          <Button type="primary" loading={busy} disabled={source.total === 0} data-testid="export-run" onClick={run}>
            {t("exporting.run")}
          </Button>
        </div>
      }
    >
      <div className="export-dialog" data-testid="export-dialog" data-phase={phase.name}>
        <p>
          {source.total === undefined ? t("exporting.allRows") : t("exporting.rows", { n: source.total })}
          <br />
          <span className="muted">{t("exporting.scope", { contract, filter })}</span>
        </p>
        <Segmented<Format>
          aria-label={t("exporting.format")}
          data-testid="export-format"
          disabled={busy}
          value={format}
          onChange={setFormat}
          options={[
            { value: "xlsx", label: t("exporting.xlsx") },
            { value: "csv", label: t("exporting.csv") },
          ]}
        />
        <output>
          {phase.name === "reading" ? (
            <>
              {t("exporting.reading", { n: phase.got })}
              {source.total === undefined || source.total === 0 ? null : (
                <Progress
                  percent={Math.min(100, Math.floor((phase.got / source.total) * 100))}
                  aria-label={t("exporting.reading", { n: phase.got })}
                />
              )}
            </>
          ) : null}
          {phase.name === "done" ? (
            <Alert
              type={phase.left === 0 ? "success" : "warning"}
              showIcon
              data-testid="export-done"
              title={t("exporting.done", { n: phase.rows })}
              description={
                <>
                  {phase.left === 0 ? null : <p>{t("exporting.left", { n: phase.left })}</p>}
                  <code>{phase.file}</code>
                </>
              }
            />
          ) : null}
        </output>
        {phase.name === "failed" ? (
          <Alert type="error" showIcon title={t("exporting.failed")} description={errorText(phase.error)} />
        ) : null}
      </div>
    </Modal>
  );
}
