import { UploadOutlined } from "@ant-design/icons";
import { type TravelImport, travelLimitBytes } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { routeSettings, useTravelImport } from "../settings-queries.ts";

function Checked({ told }: { told: TravelImport }) {
  const { t } = useTranslation();
  const lang = useLang();
  const m = "routes.set.matrix" as const;
  return (
    <div data-testid="matrix-checked">
      <p>{t(`${m}.checked`, { rows: told.rows, taken: told.taken, missing: told.missingPairs })}</p>
      {told.errorCount === 0 ? null : (
        <>
          <Alert className="form-alert" type="error" showIcon title={t(`${m}.errors`, { n: told.errorCount })} />
          <ul className="route-problems">
            {told.errors.map((one) => (
              <li key={`${one.line} ${one.en}`}>
                <b>{t(`${m}.line`, { line: one.line })}</b> {pick(lang, one)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** A road matrix as CSV: what it would do first, then all of it or nothing. */
export function MatrixTab({ contract, mayPlan }: { contract: string; mayPlan: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const query = useQuery(routeSettings(contract));
  const send = useTravelImport(contract);
  const picker = useRef<HTMLInputElement>(null);
  const [text, setText] = useState<string>();
  const [tooLarge, setTooLarge] = useState(false);
  const m = "routes.set.matrix" as const;
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    setTooLarge(file.size > travelLimitBytes);
    if (file.size > travelLimitBytes) return;
    const content = await file.text();
    setText(content);
    send.mutate({ text: content, commit: false });
  };
  const commit = () => {
    if (text === undefined) return;
    send.mutate(
      { text, commit: true },
      {
        onSuccess: ({ taken }) => {
          setText(undefined);
          send.reset();
          void message.success(t(`${m}.done`, { n: taken }));
        },
      },
    );
  };
  return (
    <>
      <QueryView query={query} skeleton={<Lines rows={2} />}>
        {({ matrix }) => (
          <p className="form-intro">
            {matrix === null
              ? t(`${m}.none`)
              : t(`${m}.present`, {
                  ...{ at: formatDateTime(matrix.importedAt), by: matrix.by },
                  ...{ places: matrix.places, pairs: matrix.pairs },
                })}
          </p>
        )}
      </QueryView>
      {mayPlan ? (
        <>
          <p className="muted">{t(`${m}.intro`)}</p>
          <p>
            <input
              ref={picker}
              className="visually-hidden"
              type="file"
              accept=".csv,text/csv"
              aria-label={t(`${m}.pick`)}
              data-testid="matrix-file"
              tabIndex={-1}
              onChange={(event) => {
                void read(event.target.files?.[0]);
                event.target.value = "";
              }}
            />
            <Button
              icon={<UploadOutlined aria-hidden="true" />}
              loading={send.isPending}
              onClick={() => picker.current?.click()}
            >
              {t(`${m}.pick`)}
            </Button>
          </p>
        </>
      ) : null}
      {tooLarge ? <Alert type="error" showIcon title={t(`${m}.large`)} /> : null}
      {send.error === null ? null : <Alert type="error" showIcon title={errorText(send.error)} />}
      {send.data === undefined ? null : <Checked told={send.data} />}
      {send.data !== undefined && text !== undefined ? (
        <div className="form-actions">
          <Button type="primary" disabled={send.data.errorCount > 0} loading={send.isPending} onClick={commit}>
            {t(`${m}.commit`)}
          </Button>
        </div>
      ) : null}
    </>
  );
}
