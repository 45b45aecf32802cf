// Photos and papers go to the server as soon as they are chosen; the form only keeps their digests. What failed stays
// listed with its reason until it is sent again or taken away.
import { CloseOutlined, PaperClipOutlined, ReloadOutlined } from "@ant-design/icons";
import type { EvidenceView } from "@kiosk/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { type DragEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../api-client/api-error.ts";
import { keys } from "../api-client/keys.ts";
import { evidenceTypes, uploadEvidence } from "../api-client/upload.ts";
import { formatBytes } from "../format/bytes.ts";
import { useErrorText } from "../ui/use-error-text.ts";
import { Verbatim } from "../ui/Verbatim.tsx";
import { EvidenceLinks } from "./EvidenceLinks.tsx";

const maxBytes = 20 * 1024 * 1024;

interface Sending {
  key: number;
  file: File;
  share: number;
  fault: string | undefined;
}

interface EvidencePickerProps {
  files: readonly EvidenceView[];
  onAdd: (file: EvidenceView) => void;
  onRemove: (digest: string) => void;
  required?: boolean;
  error?: string | undefined;
}

export function EvidencePicker({ files, onAdd, onRemove, required = false, error }: EvidencePickerProps) {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const errorText = useErrorText();
  const client = useQueryClient();
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [over, setOver] = useState(false);
  const nextKey = useRef(0);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const uploads = new AbortController();
    leaving.current = uploads;
    return () => uploads.abort();
  }, []);

  const change = (key: number, part: Partial<Sending>) =>
    setSending((list) => list.map((s) => (s.key === key ? { ...s, ...part } : s)));
  const drop = (key: number) => setSending((list) => list.filter((s) => s.key !== key));

  const send = async (key: number, file: File) => {
    try {
      const stored = await uploadEvidence({
        file,
        signal: leaving.current.signal,
        onProgress: (share) => change(key, { share }),
      });
      drop(key);
      onAdd(stored);
    } catch (reason) {
      // Not asked for through a query, hence told here: after signing in again the file waits for another try.
      if (isProblem(reason, "auth.sign-in-needed")) client.setQueryData(keys.session, null);
      change(key, { fault: reason instanceof Error ? errorText(reason) : String(reason) });
    }
  };

  const take = (list: FileList | null) => {
    if (list === null || list.length === 0) return;
    for (const file of list) {
      nextKey.current += 1;
      const key = nextKey.current;
      const fault = !evidenceTypes.some((type) => type === file.type)
        ? t("common.evidence.type")
        : file.size > maxBytes
          ? t("common.evidence.large")
          : undefined;
      setSending((old) => [...old, { key, file, share: 0, fault }]);
      if (fault === undefined) void send(key, file);
    }
    if (input.current !== null) input.current.value = "";
  };

  const again = (one: Sending) => {
    change(one.key, { fault: undefined, share: 0 });
    void send(one.key, one.file);
  };

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };

  return (
    // Dropping is for the mouse; the button inside does the same by keyboard.
    <fieldset
      className={`evidence-picker ${over ? "evidence-over" : ""}`}
      aria-describedby={`${id}-hint`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <legend className={required ? "field-required" : ""}>{t("common.evidence.label")}</legend>
      <input
        ref={input}
        type="file"
        multiple
        accept={evidenceTypes.join(",")}
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t("common.evidence.pick")}
        data-testid="evidence-input"
        onChange={(event) => take(event.target.files)}
      />
      <Button size="small" icon={<PaperClipOutlined aria-hidden="true" />} onClick={() => input.current?.click()}>
        {t("common.evidence.pick")}
      </Button>
      <span id={`${id}-hint`} className="field-hint evidence-hint">
        {t("common.evidence.hint")}
      </span>
      {error === undefined ? null : <p className="field-error">{error}</p>}
      {sending.map((one) => (
        <div key={one.key} className="evidence-sending" data-testid="evidence-sending">
          <Verbatim className="evidence-file">{one.file.name}</Verbatim>
          {one.fault === undefined ? (
            <>
              <progress max={1} value={one.share} aria-label={t("common.evidence.sending")} />
              <span className="muted small">
                {t("common.evidence.progress", {
                  percent: Math.floor(one.share * 100),
                  size: formatBytes(one.file.size),
                })}
              </span>
            </>
          ) : (
            <>
              <span className="field-error" role="alert">
                {one.fault}
              </span>
              <Button size="small" type="text" icon={<ReloadOutlined aria-hidden="true" />} onClick={() => again(one)}>
                {t("common.state.retry")}
              </Button>
              <Button
                size="small"
                type="text"
                icon={<CloseOutlined aria-hidden="true" />}
                aria-label={t("common.evidence.remove", { name: one.file.name })}
                onClick={() => drop(one.key)}
              />
            </>
          )}
        </div>
      ))}
      {files.length === 0 ? null : <EvidenceLinks files={files} onRemove={onRemove} />}
    </fieldset>
  );
}
