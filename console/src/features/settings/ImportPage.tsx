import { DownloadOutlined, FileExcelOutlined } from "@ant-design/icons";
import type { ImportRow, KioskImportPreview } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Radio, Segmented } from "antd";
import { type ReactElement, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../shared/api-client/api-error.ts";
import { formatBytes } from "../../shared/format/bytes.ts";
import { formatTime } from "../../shared/format/time.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { useErrorText } from "../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { ImportTable } from "./components/ImportTable.tsx";
import { SectionPage } from "./components/SectionPage.tsx";
import { useSheetImport, useSheetPreview } from "./queries.ts";

/** Rows drawn at once; the filter by result reaches the others. */
const drawn = 200;

export function ImportPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionPage name="terminals" intro={t("settings.terminals.intro")}>
      {(contract) => <Import contract={contract} />}
    </SectionPage>
  );
}

function Import({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const preview = useSheetPreview(contract);
  const carryOut = useSheetImport(contract);
  const [file, setFile] = useState<File>();
  const [crs, setCrs] = useState<KioskImportPreview["crs"]>("wgs84");
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const again = () => {
    preview.reset();
    carryOut.reset();
    setFile(undefined);
    if (input.current !== null) input.current.value = "";
  };
  const done = carryOut.data;
  if (done !== undefined)
    return (
      <div className="panel" data-testid="import-done">
        <EmptyState
          title={t("settings.terminals.done", { created: done.created.length, changed: done.changed.length })}
          {...(done.skipped === 0 ? {} : { hint: t("settings.terminals.skipped", { n: done.skipped }) })}
          action={
            <span className="settings-links">
              <Button onClick={again}>{t("settings.terminals.another")}</Button>
              <Link to="/terminals" search={{ contract }}>
                {t("settings.terminals.toList")}
              </Link>
            </span>
          }
        />
      </div>
    );
  return (
    <>
      <div className="panel settings-import">
        <p>
          <a href="/api/v1/kiosk-imports/template" download>
            <DownloadOutlined aria-hidden="true" /> {t("settings.terminals.template")}
          </a>
        </p>
        <div className="field">
          <span className="field-label">{t("settings.terminals.file")}</span>
          <span>
            <input
              ref={input}
              id={id}
              className="visually-hidden"
              type="file"
              accept=".xlsx,.csv"
              data-testid="import-file"
              aria-label={t("settings.terminals.choose")}
              onChange={(event) => {
                preview.reset();
                setFile(event.target.files?.[0]);
              }}
            />
            <Button icon={<FileExcelOutlined aria-hidden="true" />} onClick={() => input.current?.click()}>
              {t("settings.terminals.choose")}
            </Button>{" "}
            {file === undefined ? null : (
              <>
                <Verbatim>{file.name}</Verbatim> <span className="muted">{formatBytes(file.size)}</span>
              </>
            )}
          </span>
        </div>
        <fieldset className="settings-crs">
          <legend className="field-label">{t("settings.terminals.crs")}</legend>
          <Radio.Group
            value={crs}
            onChange={(event) => {
              preview.reset();
              setCrs(event.target.value === "gcj02" ? "gcj02" : "wgs84");
            }}
            options={(["wgs84", "gcj02"] as const).map((value) => ({
              value,
              label: t(`settings.terminals.crsWord.${value}`),
            }))}
          />
          <p className="field-hint">{t("settings.terminals.crsHint")}</p>
        </fieldset>
        <Button
          type="primary"
          data-testid="import-check"
          disabled={file === undefined}
          loading={preview.isPending}
          onClick={() => {
            carryOut.reset();
            if (file !== undefined) preview.mutate({ file, crs });
          }}
        >
          {t(preview.isPending ? "settings.terminals.checking" : "settings.terminals.check")}
        </Button>
        {preview.error === null ? null : <Alert type="error" showIcon title={errorText(preview.error)} />}
      </div>
      {preview.data === undefined ? null : (
        <Preview
          key={preview.data.digest}
          preview={preview.data}
          committing={carryOut.isPending}
          error={
            carryOut.error === null
              ? undefined
              : isProblem(carryOut.error, "import.stale")
                ? t("settings.terminals.stale")
                : errorText(carryOut.error)
          }
          onCommit={(take) => carryOut.mutate({ digest: preview.data.digest, take })}
        />
      )}
    </>
  );
}

interface PreviewProps {
  preview: KioskImportPreview;
  committing: boolean;
  error: string | undefined;
  onCommit: (take: "all" | "error-free") => void;
}

type Filter = ImportRow["does"] | "warning" | "all";

function Preview({ preview, committing, error, onCommit }: PreviewProps) {
  const { t } = useTranslation();
  const { counts, rows } = preview;
  const [filter, setFilter] = useState<Filter>(counts.error > 0 ? "error" : "all");
  const shown = rows.filter((row) => {
    if (filter === "all") return true;
    if (filter === "warning") return row.problems.some((p) => p.level === "warning");
    return row.does === filter;
  });
  const good = counts.create + counts.change;
  const filters = (["error", "warning", "create", "change", "same"] as const).filter((f) => counts[f] > 0);
  if (rows.length === 0)
    return (
      <div className="panel">
        <EmptyState title={t("settings.terminals.emptyFile")} />
      </div>
    );
  return (
    <section className="panel" data-testid="import-preview" aria-label={t("settings.terminals.check")}>
      <div className="settings-tools">
        <Segmented<Filter>
          aria-label={t("settings.terminals.filter")}
          value={filter}
          onChange={setFilter}
          options={[
            { value: "all", label: t("settings.terminals.all", { n: rows.length }) },
            ...filters.map((value) => ({ value, label: t(`settings.terminals.count.${value}`, { n: counts[value] }) })),
          ]}
        />
        <span className="muted small">
          {t("settings.terminals.read", {
            format: preview.format,
            encoding: preview.encoding === "" ? "" : ` (${preview.encoding})`,
          })}
          {t("common.semicolon")}
          {t("settings.terminals.expires", { time: formatTime(preview.expiresAt) })}
        </span>
      </div>
      {preview.ignored.length === 0 ? null : (
        <p className="panel-pad muted">
          {t("settings.terminals.ignored", {
            columns: preview.ignored.map(({ cell, text }) => `${cell} ${text}`).join(t("common.comma")),
          })}
        </p>
      )}
      {shown.length === 0 ? (
        <EmptyState title={t("settings.terminals.empty")} />
      ) : (
        <ImportTable rows={shown.slice(0, drawn)} />
      )}
      {shown.length > drawn ? (
        <p className="panel-pad muted">{t("settings.terminals.more", { shown: drawn, total: shown.length })}</p>
      ) : null}
      <footer className="settings-commit">
        {error === undefined ? null : <Alert type="error" showIcon title={error} data-testid="import-error" />}
        {counts.error > 0 ? <span className="muted">{t("settings.terminals.leaves", { n: counts.error })}</span> : null}
        {good === 0 ? (
          <span>{t("settings.terminals.nothing")}</span>
        ) : (
          <Button
            type="primary"
            data-testid="import-commit"
            loading={committing}
            disabled={error !== undefined}
            onClick={() => onCommit(counts.error > 0 ? "error-free" : "all")}
          >
            {counts.error > 0
              ? t("settings.terminals.commitFree", { n: good })
              : t("settings.terminals.commitAll", { n: good })}
          </Button>
        )}
      </footer>
    </section>
  );
}
