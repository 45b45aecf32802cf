import type { KitLine } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import type { Lane } from "../model/lanes.ts";

/** What to take, what is there, what nobody has; the person's name stands over each group. */
export function KitTable({ kit }: { kit: readonly KitLine[] }) {
  const { t } = useTranslation();
  const k = "routes.kit" as const;
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">{t(`${k}.item`)}</th>
          <th scope="col" className="num">
            {t(`${k}.needed`)}
          </th>
          <th scope="col" className="num">
            {t(`${k}.take`)}
          </th>
          <th scope="col" className="num">
            {t(`${k}.inVan`)}
          </th>
          <th scope="col" className="num">
            {t(`${k}.missing`)}
          </th>
        </tr>
      </thead>
      <tbody>
        {kit.map((line) => (
          <tr key={line.item}>
            <td className="card-title">
              <Verbatim>{line.item}</Verbatim>
            </td>
            <td data-label={t(`${k}.needed`)} className="num">
              {line.needed}
            </td>
            <td data-label={t(`${k}.take`)} className="num">
              <b>{line.take}</b>
            </td>
            <td data-label={t(`${k}.inVan`)} className="num">
              {line.inVan}
            </td>
            <td data-label={t(`${k}.missing`)} className={`num ${line.missing > 0 ? "tone-fault" : ""}`}>
              {line.missing}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function KitPanel({ lanes }: { lanes: readonly Lane[] }) {
  const { t } = useTranslation();
  const withKit = lanes.filter(({ technician }) => technician.kit.length > 0);
  return (
    <Panel title={t("routes.kit.title")}>
      {withKit.length === 0 ? <p className="route-hint muted">{t("routes.kit.none")}</p> : null}
      {withKit.map(({ technician, letter, index }) => (
        <section key={technician.technicianId} className="route-kit">
          <h3>
            <span className={`route-code route-c${index % 6}`}>{letter}</span> <Verbatim>{technician.name}</Verbatim>
          </h3>
          <KitTable kit={technician.kit} />
        </section>
      ))}
    </Panel>
  );
}
