import type { ReportTemplateBody, ReportTemplates } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { headingNumber } from "../cell-text.ts";
import { previewOf } from "../template-draft.ts";

interface TemplatePreviewProps {
  body: ReportTemplateBody;
  placeholders: ReportTemplates["placeholders"];
}

/** How a report of this form begins to look: what is printed, in its order, with placeholders said in words. */
export function TemplatePreview({ body, placeholders }: TemplatePreviewProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const meanings = new Map(placeholders.map((one) => [one.id, pick(lang, one)]));
  const printed = body.sections.filter(({ on }) => on);
  return (
    <div className="template-preview" data-testid="template-preview">
      <p className="muted small">{t("reports.template.previewHint")}</p>
      <p className="paper-title">
        <Verbatim>{previewOf(pick(lang, { zh: body.titleZh, en: body.titleEn }), meanings)}</Verbatim>
      </p>
      {printed.map((section, n) => (
        <div key={section.id} className="template-preview-section">
          <b>
            {headingNumber(n + 1, lang)} <Verbatim>{previewOf(pick(lang, section), meanings)}</Verbatim>
          </b>
          {section.fixed === "" ? null : (
            <p className="paper-text">
              <Verbatim>{previewOf(section.fixed, meanings)}</Verbatim>
            </p>
          )}
        </div>
      ))}
      {body.signatures.length === 0 ? null : (
        <p className="template-signatures">
          <Verbatim>{body.signatures.map((name) => `${name} ________`).join("  ")}</Verbatim>
        </p>
      )}
    </div>
  );
}
