// The codes stuck onto terminals: chosen here, printed as a sheet of stickers. They are no secret and can be printed again.
import { PrinterOutlined } from "@ant-design/icons";
import { KioskTags } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactElement, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { BulkBar } from "../../shared/bulk/BulkBar.tsx";
import { SelectBox } from "../../shared/bulk/SelectBox.tsx";
import { type Selection, useSelection } from "../../shared/bulk/selection.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QrCode } from "../../shared/ui/QrCode.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { PointTools } from "./components/PointTools.tsx";
import { SectionPage } from "./components/SectionPage.tsx";
import { namesPoint } from "./point-filter.ts";

type Tag = KioskTags["tags"][number];
const tagId = (tag: Tag) => tag.kioskId;
/** 38 mm on paper: 45 modules and the quiet zone, read from half a metre */
const qrPx = 144;

export function TagsPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionPage name="tags" intro={t("settings.tags.intro")}>
      {(contract) => <Tags contract={contract} />}
    </SectionPage>
  );
}

function Tags({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: keys.kioskTags(contract),
    queryFn: ({ signal }) => request(KioskTags, `/contracts/${encodeURIComponent(contract)}/kiosk-tags`, { signal }),
    // each answer signs anew, and every signature is good
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { q, open } = useSearch({ from: "/settings/tags" });
  const navigate = useNavigate({ from: "/settings/tags" });
  const selection = useSelection(tagId);
  const [sheet, setSheet] = useState<readonly Tag[]>();
  const set = (change: { q?: string | undefined; open?: "1" | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  return (
    <QueryView query={query} skeleton={<Lines rows={12} />}>
      {({ tags }) => {
        const rows = tags.filter(
          (tag) => namesPoint({ ...tag, street: "" }, q) && (open === undefined || tag.macLast4 === null),
        );
        return (
          <>
            <div className="panel">
              <PointTools
                q={q}
                onQ={(value) => set({ q: value })}
                open={open !== undefined}
                openLabel={t("settings.tags.noMac")}
                onOpen={(on) => set({ open: on ? "1" : undefined })}
              />
              {rows.length === 0 ? (
                <EmptyState title={t(tags.length === 0 ? "settings.enrolment.none" : "settings.enrolment.empty")} />
              ) : (
                <TagTable rows={rows} selection={selection} />
              )}
              <BulkBar selection={selection} all={rows}>
                <Button
                  size="small"
                  type="primary"
                  icon={<PrinterOutlined aria-hidden="true" />}
                  data-testid="print-tags"
                  onClick={() => setSheet(selection.items.toSorted((a, b) => a.seq - b.seq))}
                >
                  {t("settings.tags.make", { n: selection.items.length })}
                </Button>
              </BulkBar>
            </div>
            {sheet === undefined ? null : <TagSheet tags={sheet} onClose={() => setSheet(undefined)} />}
          </>
        );
      }}
    </QueryView>
  );
}

function TagTable({ rows, selection }: { rows: readonly Tag[]; selection: Selection<Tag> }) {
  const { t } = useTranslation();
  return (
    <table className="table cards" data-testid="tags">
      <thead>
        <tr>
          <th scope="col">
            <SelectBox items={rows} idOf={tagId} selection={selection} name={t("settings.enrolment.selectAll")} />
          </th>
          <th scope="col">{t("settings.hours.point")}</th>
          <th scope="col">{t("settings.terminals.field.id")}</th>
          <th scope="col">{t("settings.tags.mac")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((tag) => (
          <tr key={tag.kioskId} data-testid={`tag-${tag.kioskId}`}>
            <td>
              <SelectBox
                items={[tag]}
                idOf={tagId}
                selection={selection}
                name={t("settings.enrolment.select", { name: tag.name })}
              />
            </td>
            <td className="card-title">
              {t("common.seqPrefix", { seq: tag.seq })} <Verbatim>{tag.name}</Verbatim>
            </td>
            <td data-label={t("settings.terminals.field.id")}>
              <code>{tag.kioskId}</code>
            </td>
            <td data-label={t("settings.tags.mac")}>
              {tag.macLast4 === null ? (
                <span className="muted">{t("settings.tags.unknown")}</span>
              ) : (
                <code>{tag.macLast4}</code>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Lies over the page and is all that is printed. */
function TagSheet({ tags, onClose }: { tags: readonly Tag[]; onClose: () => void }) {
  const { t } = useTranslation();
  const title = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    document.body.classList.add("prints-sheet");
    return () => document.body.classList.remove("prints-sheet");
  }, []);
  return createPortal(
    <div
      ref={box}
      className="enrol-sheet"
      role="dialog"
      aria-modal="true"
      aria-labelledby={title}
      tabIndex={-1}
      data-testid="tag-sheet"
      onKeyDown={(event) => (event.key === "Escape" ? onClose() : undefined)}
    >
      <header className="enrol-sheet-head">
        <h1 id={title}>{t("settings.tags.sheet")}</h1>
        <Button type="primary" icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t("settings.enrolment.print")}
        </Button>
        <Button data-testid="tag-sheet-close" onClick={onClose}>
          {t("common.close")}
        </Button>
      </header>
      <ol className="enrol-cards tag-cards">
        {tags.map(({ kioskId, seq, name, macLast4, text }) => (
          <li key={kioskId} className="tag-card" data-testid={`tag-card-${kioskId}`}>
            <QrCode text={text} label={t("settings.tags.qr", { name })} sizePx={qrPx} />
            <h2>{t("common.seqPrefix", { seq })}</h2>
            <p>
              <Verbatim>{name}</Verbatim>
            </p>
            <p className="tag-mac">
              {t("settings.tags.mac")} <code>{macLast4 ?? t("settings.tags.unknown")}</code>
            </p>
            <p>
              <code>{kioskId}</code>
            </p>
          </li>
        ))}
      </ol>
    </div>,
    document.body,
  );
}
