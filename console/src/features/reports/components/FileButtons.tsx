import { DownloadOutlined } from "@ant-design/icons";
import { type ReportFormat, reportFormats } from "@kiosk/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { download } from "../../../shared/api-client/download.ts";
import { fileName } from "../../../shared/export/file-name.ts";
import { saveFile } from "../../../shared/export/save.ts";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

interface FileButtonsProps {
  /** under /api/v1, without the format */
  path: (format: ReportFormat) => string;
  /** the file's name begins with these */
  words: readonly string[];
  /** of when the figures are: the same file has the same name again */
  asOf: number;
  /** what is downloaded, where the page has more than one thing */
  of?: string;
  size?: "small" | "middle";
}

/** Word, PDF and Excel of one thing: made at the server, which may take a while and may not be able to. */
export function FileButtons({ path, words, asOf, of, size = "middle" }: FileButtonsProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const fetching = useMutation<string, Error, ReportFormat>({
    mutationFn: async (format) => {
      const blob = await download(path(format), new AbortController().signal);
      const name = fileName(words, asOf, format);
      saveFile(blob, name);
      return name;
    },
  });
  const { variables: format } = fetching;
  return (
    <div className="report-files">
      <span className="report-files-row">
        {reportFormats.map((one) => (
          <Button
            key={one}
            size={size}
            icon={<DownloadOutlined aria-hidden="true" />}
            loading={fetching.isPending && format === one}
            disabled={fetching.isPending && format !== one}
            aria-label={
              of === undefined
                ? t("reports.file.download", { format: t(`reports.file.${one}`) })
                : `${t("reports.file.section", { name: of })} ${t(`reports.file.${one}`)}`
            }
            onClick={() => fetching.mutate(one)}
          >
            {t(`reports.file.${one}`)}
          </Button>
        ))}
      </span>
      <output className="muted small">
        {fetching.isPending && format !== undefined
          ? t("reports.file.making", { format: t(`reports.file.${format}`) })
          : null}
        {fetching.data === undefined ? null : (
          <Verbatim className="report-file-name">{t("reports.file.done", { name: fetching.data })}</Verbatim>
        )}
      </output>
      {fetching.error === null ? null : <Alert type="error" showIcon title={errorText(fetching.error)} />}
    </div>
  );
}
