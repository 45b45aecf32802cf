// Export of a table: a button beside its filters. How a page uses it:
//
//   <ExportButton name={t("…")} filter={[t("…")]} columns={columns} total={list.total}
//     rows={async ({ signal, onProgress }) => ({ asOf, rows: [...], left: 0 })} />
//
// `rows` must give all rows of the current filter and not only those on the screen; it reads pages where the server has
// pages and tells how far it is. What the server does not give is `left` and is said, never cut in silence.
import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLang } from "../i18n/use-lang.ts";
import { bodyOf, type ExportBody, type ExportColumn } from "./column.ts";

interface ReadOptions {
  signal: AbortSignal;
  /** rows at hand so far */
  onProgress: (got: number) => void;
}

interface ExportSource<T> {
  /** what the table is called: the beginning of the file's name */
  name: string;
  /** the chosen filters in words, for the file's name and its first line */
  filter: readonly string[];
  columns: readonly ExportColumn<T>[];
  /** how many rows there are, where that is known beforehand */
  total?: number | undefined;
  /** `asOf`: of when the rows are, by the server's clock; `left`: rows of the filter that the server does not hand out */
  rows: (options: ReadOptions) => Promise<{ rows: readonly T[]; asOf: number; left: number }>;
}

/** The same without the type of its rows, which a component that is fetched later cannot have. */
export interface BodySource {
  name: string;
  filter: readonly string[];
  total: number | undefined;
  read: (options: ReadOptions) => Promise<{ body: ExportBody; asOf: number; left: number }>;
}

const ExportDialog = lazy(() => import("./ExportDialog.tsx").then((module) => ({ default: module.ExportDialog })));

export function ExportButton<T>({
  size = "middle",
  name,
  filter,
  columns,
  total,
  rows,
}: ExportSource<T> & { size?: "small" | "middle" }) {
  const { t } = useTranslation();
  const lang = useLang();
  const [open, setOpen] = useState(false);
  const read: BodySource["read"] = async (options) => {
    const { rows: found, asOf, left } = await rows(options);
    return { body: bodyOf(columns, found, lang), asOf, left };
  };
  return (
    <>
      <Button
        size={size}
        icon={<DownloadOutlined aria-hidden="true" />}
        data-testid="export"
        onClick={() => setOpen(true)}
      >
        {t("exporting.open")}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <ExportDialog source={{ name, filter, total, read }} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
