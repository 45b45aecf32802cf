import { CloseOutlined, FilePdfOutlined } from "@ant-design/icons";
import type { EvidenceView } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../format/bytes.ts";
import { Verbatim } from "../ui/Verbatim.tsx";

export const evidenceHref = (digest: string) => `/api/v1/evidence/${digest}`;

interface EvidenceLinksProps {
  files: readonly EvidenceView[];
  /** where a file may be taken off a form; what is stored stays stored */
  onRemove?: (digest: string) => void;
}

/** A picture as a small picture, a document as its name; both open the file. */
export function EvidenceLinks({ files, onRemove }: EvidenceLinksProps) {
  const { t } = useTranslation();
  return (
    <ul className="evidence-links">
      {files.map((file) => (
        <li key={file.digest} data-testid={`evidence-${file.digest}`}>
          <a href={evidenceHref(file.digest)} target="_blank" rel="noreferrer" className="evidence-link">
            {file.mediaType === "application/pdf" ? (
              <span className="evidence-sign">
                <FilePdfOutlined aria-hidden="true" />
              </span>
            ) : (
              <img src={evidenceHref(file.digest)} alt="" loading="lazy" className="evidence-thumb" />
            )}
            <span className="evidence-name">
              <Verbatim>{file.name}</Verbatim>
              <span className="muted small">
                {t("common.evidence.from", { size: formatBytes(file.bytes) })} <Verbatim>{file.by}</Verbatim>
              </span>
            </span>
          </a>
          {onRemove === undefined ? null : (
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined aria-hidden="true" />}
              aria-label={t("common.evidence.remove", { name: file.name })}
              onClick={() => onRemove(file.digest)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
