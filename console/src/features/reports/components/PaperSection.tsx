import type { ReportFigure, ReportSectionView } from "@kiosk/contract";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { evidenceHref } from "../../../shared/evidence/EvidenceLinks.tsx";
import { pick } from "../../../shared/format/lang.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { cellText } from "../cell-text.ts";
import { CellValue } from "./CellValue.tsx";
import { FileButtons } from "./FileButtons.tsx";
import { PaperTable } from "./PaperTable.tsx";
import { RowsLink } from "./RowsLink.tsx";

interface PaperSectionProps {
  section: ReportSectionView;
  heading: string;
  /** the section alone as a file */
  file: { path: string; words: readonly string[]; asOf: number };
  /** the address bar points here: the table's name, or empty for the section itself */
  marked: string | undefined;
}

/** A section as it stands on paper: fixed words, figures, tables, pictures, what people wrote, and how figures are defined. */
export function PaperSection({ section, heading, file, marked }: PaperSectionProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const top = useRef<HTMLElement>(null);
  const { id, fixed, figures, tables, photos, text, notes, empty } = section;
  useEffect(() => {
    if (marked === undefined) return;
    const table = marked === "" ? null : document.getElementById(`${id}-${marked}`);
    (table ?? top.current)?.scrollIntoView({ block: "start" });
  }, [id, marked]);
  return (
    <section
      ref={top}
      className={`paper-section ${empty && marked !== undefined ? "paper-marked" : ""}`}
      aria-label={heading}
      data-testid={`section-${id}`}
    >
      <div className="paper-head">
        <h3>{heading}</h3>
        {empty || tables.length === 0 ? null : (
          <details className="paper-alone">
            <summary>{t("reports.file.label")}</summary>
            <FileButtons
              size="small"
              of={pick(lang, section)}
              path={(format) => `${file.path}&format=${format}`}
              words={[...file.words, pick(lang, section)]}
              asOf={file.asOf}
            />
          </details>
        )}
      </div>
      {fixed === "" ? null : (
        <p className="paper-text">
          <Verbatim>{fixed}</Verbatim>
        </p>
      )}
      {empty && (text === null || text === "") ? (
        // words nobody wrote are not data that is missing
        <p className="muted">{t(text === null ? "reports.page.empty" : "reports.page.noText")}</p>
      ) : null}
      {empty || figures.length === 0 ? null : (
        <dl className="paper-figures">
          {figures.map((figure) => (
            <Figure key={figure.id} figure={figure} />
          ))}
        </dl>
      )}
      {empty
        ? null
        : tables.map((table) => (
            <PaperTable key={table.id} table={table} anchor={`${id}-${table.id}`} marked={marked === table.id} />
          ))}
      {photos.length === 0 ? null : (
        <ul className="paper-photos">
          {photos.map(({ digest, zh, at }) => (
            <li key={digest}>
              <a
                href={evidenceHref(digest)}
                target="_blank"
                rel="noreferrer"
                aria-label={t("reports.page.photo", { name: zh })}
              >
                <img src={evidenceHref(digest)} alt="" loading="lazy" />
              </a>
              <Verbatim>{zh}</Verbatim>
              {at === null ? null : <span className="muted small"> {formatDateTime(at)}</span>}
            </li>
          ))}
        </ul>
      )}
      {text === null || text === "" ? null : (
        <p className="paper-text" data-testid={`text-${id}`}>
          <Verbatim>{text}</Verbatim>
        </p>
      )}
      {notes.length === 0 ? null : (
        <div className="paper-notes small">
          <b>{t("reports.page.notes")}</b>
          <ul>
            {notes.map((note) => (
              <li key={note.zh}>{pick(lang, note)}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Figure({ figure }: { figure: ReportFigure }) {
  const { t } = useTranslation();
  const lang = useLang();
  const { kind, value, href, before, lastYear } = figure;
  const name = pick(lang, figure);
  const unit = pick(lang, { zh: figure.unitZh, en: figure.unitEn });
  const compared = [
    { key: "before", text: cellText(kind, before, lang, unit) },
    { key: "lastYear", text: cellText(kind, lastYear, lang, unit) },
  ] as const;
  const shown = <CellValue kind={kind} value={value} unit={unit} />;
  return (
    <div className="paper-figure">
      <dt>{name}</dt>
      <dd>
        <span className="paper-value">
          {href === null ? (
            shown
          ) : (
            <RowsLink href={href}>
              {shown}
              <span className="visually-hidden">
                {t("common.colon")}
                {name} {t("reports.page.rows")}
              </span>
            </RowsLink>
          )}
        </span>
        {compared.map(({ key, text }) =>
          text === undefined ? null : (
            <span key={key} className="muted small">
              {t(`reports.page.${key}`, { value: text })}
            </span>
          ),
        )}
      </dd>
    </div>
  );
}
