import { DownloadOutlined } from "@ant-design/icons";
import type { ContractView } from "@kiosk/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { download } from "../../../shared/api-client/download.ts";
import { fileName } from "../../../shared/export/file-name.ts";
import { saveFile } from "../../../shared/export/save.ts";
import { pick } from "../../../shared/format/lang.ts";
import { formatDateTime, parseDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { type StatementHead, statementHead } from "../statement-head.ts";

interface Made {
  file: string;
  head: StatementHead | undefined;
}

/** One contract: as of when, the download, and what the file that was made rests on. */
export function StatementRow({ contract }: { contract: ContractView }) {
  const { t } = useTranslation();
  const lang = useLang();
  const id = useId();
  const clock = useServerClock();
  const errorText = useErrorText();
  const [asOf, setAsOf] = useState("");
  const [wrong, setWrong] = useState<"time" | "future">();
  const make = useMutation<Made, Error, number>({
    mutationFn: async (at) => {
      const path = `/contracts/${encodeURIComponent(contract.id)}/clock-statement?asOf=${at}`;
      const blob = await download(path, new AbortController().signal);
      const file = fileName([t("reports.statement.title"), pick(lang, contract)], at, "csv");
      const head = statementHead(await blob.slice(0, 400).text());
      saveFile(blob, file);
      return { file, head };
    },
  });
  const submit = () => {
    const now = clock.now();
    const at = asOf.trim() === "" ? now : parseDateTime(asOf);
    const fault = at === undefined ? "time" : at > now ? "future" : undefined;
    setWrong(fault);
    if (at !== undefined && fault === undefined) make.mutate(at);
  };
  const made = make.data;
  return (
    <li className="statement" data-testid={`statement-${contract.id}`}>
      <h3>
        <Verbatim>{pick(lang, contract)}</Verbatim>
      </h3>
      <form
        className="statement-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          id={id}
          label={t("reports.statement.asOf")}
          hint={t("reports.statement.asOfHint")}
          error={wrong === undefined ? undefined : t(`reports.statement.wrong.${wrong}`)}
        >
          <Input
            id={id}
            className="statement-time"
            value={asOf}
            maxLength={20}
            placeholder={formatDateTime(clock.now())}
            status={wrong === undefined ? "" : "error"}
            aria-describedby={`${id}-note`}
            data-testid="statement-as-of"
            onChange={(event) => setAsOf(event.target.value)}
          />
        </Field>
        <Button
          htmlType="submit"
          type="primary"
          icon={<DownloadOutlined aria-hidden="true" />}
          loading={make.isPending}
          data-testid="statement-download"
        >
          {t("reports.statement.download")}
        </Button>
      </form>
      <output>
        {make.error === null ? null : <Alert type="error" showIcon title={errorText(make.error)} />}
        {made === undefined ? null : (
          <dl className="statement-head" data-testid="statement-head">
            <dt>{t("reports.statement.file")}</dt>
            <dd>
              <code>{made.file}</code>
            </dd>
            {made.head === undefined ? null : (
              <>
                <dt>{t("reports.statement.basis")}</dt>
                <dd>{t("reports.statement.basisText", { time: made.head.asOf, n: made.head.logSeq })}</dd>
                <dt>{t("reports.statement.hash")}</dt>
                <dd>
                  <code>{made.head.hash === "" ? t("common.none") : made.head.hash}</code>
                </dd>
              </>
            )}
          </dl>
        )}
      </output>
    </li>
  );
}
