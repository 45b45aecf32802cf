import { KioskList, type KioskRow, kioskListLimit } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { request } from "../../../shared/api-client/request.ts";
import type { ExportColumn } from "../../../shared/export/column.ts";
import { ExportButton } from "../../../shared/export/ExportButton.tsx";
import { everyPage } from "../../../shared/export/every-page.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useContractScope } from "../../../shared/scope/use-contract-scope.ts";
import type { TerminalsSearch } from "../search.ts";

/** The terminals of the filters in the address bar; the map's frame counts only where it filters. */
export function TerminalsExport({ search }: { search: TerminalsSearch }) {
  const { t } = useTranslation();
  const lang = useLang();
  const scope = useContractScope();
  const c = "exporting.terminal" as const;
  const worst = (k: KioskRow) =>
    k.worstZh === null || k.worstEn === null ? null : pick(lang, { zh: k.worstZh, en: k.worstEn });
  const columns: ExportColumn<KioskRow>[] = [
    { header: t(`${c}.contract`), kind: "text", value: (k) => k.contractId },
    { header: t(`${c}.seq`), kind: "number", value: (k) => k.seq },
    { header: t(`${c}.id`), kind: "text", value: (k) => k.id },
    { header: t(`${c}.name`), kind: "text", value: (k) => k.name },
    { header: t(`${c}.district`), kind: "text", value: (k) => k.district },
    { header: t(`${c}.street`), kind: "text", value: (k) => k.street },
    { header: t(`${c}.address`), kind: "text", value: (k) => k.address },
    { header: t(`${c}.macs`), kind: "text", value: (k) => k.macs.join(" ") },
    { header: t(`${c}.lon`), kind: "number", value: (k) => k.lon },
    { header: t(`${c}.lat`), kind: "number", value: (k) => k.lat },
    { header: t(`${c}.confidence`), kind: "text", value: (k) => t(`words.confidence.${k.confidence}`) },
    { header: t(`${c}.health`), kind: "text", value: (k) => t(`words.health.${k.health}`) },
    { header: t(`${c}.presence`), kind: "text", value: (k) => t(`words.presence.${k.presence}`) },
    { header: t(`${c}.lastSeen`), kind: "time", value: (k) => k.lastSeenAt },
    { header: t(`${c}.worst`), kind: "text", value: worst },
    { header: t(`${c}.faults`), kind: "number", value: (k) => k.openFaults },
    { header: t(`${c}.orders`), kind: "number", value: (k) => k.openOrders },
    {
      header: t(`${c}.lowest`),
      kind: "text",
      value: (k) => (k.lowestConsumable === null ? null : t(`words.consumable.${k.lowestConsumable}`)),
    },
    { header: t(`${c}.lowestPercent`), kind: "percent", value: (k) => k.lowestPercent },
  ];
  const box = search.onlyInView === undefined ? undefined : search.box;
  const words = [
    ...(search.q === undefined ? [] : [search.q]),
    ...(search.health === undefined ? [] : [t(`words.health.${search.health}`)]),
    ...(search.street === undefined ? [] : [search.street]),
    ...(box === undefined ? [] : [t("exporting.inView")]),
  ];
  const filter = { contract: scope.contract, q: search.q, health: search.health, street: search.street, box };
  return (
    <ExportButton
      size="small"
      name={t("terminals.title")}
      filter={words}
      columns={columns}
      rows={(options) =>
        everyPage(async (after, signal) => {
          const query = { ...filter, after, limit: String(kioskListLimit) };
          const { kiosks, at, next, matched } = await request(KioskList, "/kiosks", { query, signal });
          return { rows: kiosks, asOf: at, next, total: matched };
        }, options)
      }
    />
  );
}
