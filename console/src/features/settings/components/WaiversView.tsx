import { PlusOutlined, StopOutlined } from "@ant-design/icons";
import type { InspectionWaiver, WaiverList } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { kioskPoints } from "../../../shared/api-client/resources.ts";
import { evidenceHref } from "../../../shared/evidence/EvidenceLinks.tsx";
import { formatDate, formatDateTime } from "../../../shared/format/time.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useEndWaiver, useWaivers } from "../inspection-queries.ts";
import { WaiverForm } from "./WaiverForm.tsx";

interface WaiversViewProps {
  contract: string;
  form: boolean;
  onForm: (open: boolean) => void;
}

export function WaiversView({ contract, form, onForm }: WaiversViewProps) {
  const { t } = useTranslation();
  const query = useWaivers(contract);
  const mayChange = useCan("inspection.rule", contract);
  const w = "inspectionSettings.waivers" as const;
  return (
    <>
      {mayChange ? (
        <div className="form-actions form-intro">
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => onForm(true)}>
            {t(`${w}.add`)}
          </Button>
        </div>
      ) : (
        <p className="muted">{t("settings.readOnly")}</p>
      )}
      <div className="panel">
        <QueryView query={query} skeleton={<Lines rows={4} />}>
          {(list) =>
            list.waivers.length === 0 ? (
              <EmptyState icon={<StopOutlined aria-hidden="true" />} title={t(`${w}.none`)} hint={t(`${w}.noneHint`)} />
            ) : (
              <WaiverTable contract={contract} list={list} mayChange={mayChange} />
            )
          }
        </QueryView>
      </div>
      {form && mayChange ? <WaiverForm contract={contract} onClose={() => onForm(false)} /> : null}
    </>
  );
}

/** @param today local day */
function stateOf({ from, to, endedOn }: InspectionWaiver, today: string): "holds" | "later" | "over" | "ended" {
  if (endedOn !== null) return "ended";
  if (to !== null && to < today) return "over";
  return from > today ? "later" : "holds";
}

const chips = { holds: "chip chip-warn", later: "chip chip-dashed", over: "chip", ended: "chip" } as const;

function WaiverTable({ contract, list, mayChange }: { contract: string; list: WaiverList; mayChange: boolean }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const errorText = useErrorText();
  const end = useEndWaiver(contract);
  const places = useQuery(
    kioskPoints({ contract, q: undefined, health: undefined, street: undefined, box: undefined }),
  ).data;
  const w = "inspectionSettings.waivers" as const;
  const today = formatDate(list.at);
  const placeOf = (id: string) => places?.find((place) => place.id === id);
  const ask = (one: InspectionWaiver) => {
    const name = placeOf(one.kioskId)?.name ?? one.kioskId;
    modal.confirm({
      title: t(`${w}.endAsk`, { name }),
      content: t(`${w}.endHint`),
      okText: t(`${w}.end`),
      cancelText: t("common.form.cancel"),
      onOk: () => end.mutate(one.id),
    });
  };
  return (
    <>
      {end.error === null ? null : <Alert className="form-alert" type="error" showIcon title={errorText(end.error)} />}
      <table className="table cards" data-testid="waivers">
        <thead>
          <tr>
            <th scope="col">{t(`${w}.terminal`)}</th>
            <th scope="col">{t(`${w}.kind`)}</th>
            <th scope="col">{t(`${w}.span`)}</th>
            <th scope="col">{t(`${w}.reason`)}</th>
            <th scope="col">{t(`${w}.approvedBy`)}</th>
            <th scope="col">{t(`${w}.evidence`)}</th>
            <th scope="col">{t(`${w}.entered`)}</th>
            <th scope="col">{t(`${w}.state`)}</th>
          </tr>
        </thead>
        <tbody>
          {list.waivers.map((one) => {
            const place = placeOf(one.kioskId);
            const state = stateOf(one, today);
            const { from, to, endedOn, endedBy } = one;
            return (
              <tr key={one.id} data-testid={`waiver-${one.id}`}>
                <td className="card-title">
                  {place === undefined ? (
                    <code>{one.kioskId}</code>
                  ) : (
                    <>
                      {place.seq} <Verbatim>{place.name}</Verbatim>
                    </>
                  )}
                </td>
                <td data-label={t(`${w}.kind`)}>{t(`inspections.kinds.${one.kind}`)}</td>
                <td data-label={t(`${w}.span`)}>
                  {to === null ? t(`${w}.open`, { from }) : t(`${w}.spanOf`, { from, to })}
                </td>
                <td data-label={t(`${w}.reason`)}>
                  <Verbatim>{one.reason}</Verbatim>
                </td>
                <td data-label={t(`${w}.approvedBy`)}>
                  <Verbatim>{one.approvedBy}</Verbatim>
                </td>
                <td data-label={t(`${w}.evidence`)}>
                  {one.evidence.map((digest, index) => (
                    <a key={digest} href={evidenceHref(digest)} target="_blank" rel="noreferrer" className="nowrap">
                      {t(`${w}.evidenceN`, { n: index + 1 })}{" "}
                    </a>
                  ))}
                </td>
                <td data-label={t(`${w}.entered`)}>
                  <span>
                    <Verbatim>{one.by}</Verbatim> <span className="muted small">{formatDateTime(one.at)}</span>
                  </span>
                </td>
                <td data-label={t(`${w}.state`)}>
                  <span>
                    <span className={chips[state]}>
                      {state === "ended" ? t(`${w}.ended`, { day: endedOn }) : t(`${w}.${state}`)}
                    </span>{" "}
                    {endedBy === null ? null : (
                      <span className="muted small">
                        {t(`${w}.endedBy`)} <Verbatim>{endedBy}</Verbatim>
                      </span>
                    )}
                    {mayChange && (state === "holds" || state === "later") ? (
                      <Button
                        size="small"
                        loading={end.isPending && end.variables === one.id}
                        aria-label={t(`${w}.endNamed`, { name: place?.name ?? one.kioskId })}
                        onClick={() => ask(one)}
                      >
                        {t(`${w}.end`)}
                      </Button>
                    ) : null}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
