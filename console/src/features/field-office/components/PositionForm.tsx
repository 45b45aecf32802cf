import { KioskId, type PositionProposal } from "@kiosk/contract";
import { Alert, App, Button, Input, Modal } from "antd";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KioskPlace } from "../../../shared/api-client/places.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { LazyKioskMap } from "../../../shared/map/LazyKioskMap.tsx";
import { Fact } from "../../../shared/ui/Fact.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { HealthIcon } from "../../../shared/ui/HealthMark.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { WithNames } from "../../../shared/ui/WithNames.tsx";
import { useDecide } from "../queries.ts";
import { Quality } from "./PositionParts.tsx";

const p = "fieldOffice.positions" as const;
/** Farther than an address is off: somebody may have stood at another terminal. */
const largeM = 500;
const presentId = KioskId.parse("present");
const measuredId = KioskId.parse("measured");

/** Where the terminal was thought to stand and where it was measured, side by side; taken over or not. */
export function PositionForm({ proposal, onClose }: { proposal: PositionProposal; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const decide = useDecide(proposal);
  const [why, setWhy] = useState("");
  const [lacking, setLacking] = useState(false);
  const [hovered, setHovered] = useState<string>();
  const { lon, lat, from, kioskSeq, kioskName, movedM } = proposal;
  const places = useMemo((): KioskPlace[] => {
    const { lon: fromLon, lat: fromLat } = from;
    const present = {
      id: presentId,
      name: t(`${p}.present`),
      lon: fromLon,
      lat: fromLat,
      confidence: "medium",
    } as const;
    const measured = { id: measuredId, name: t(`${p}.measured`), lon, lat, confidence: "high" } as const;
    return [
      { ...present, seq: kioskSeq, health: "unknown" },
      { ...measured, seq: kioskSeq, health: "ok" },
    ];
  }, [from, lon, lat, kioskSeq, t]);
  const send = (accept: boolean) => {
    const needs = !accept && why.trim() === "";
    setLacking(needs);
    if (needs) return;
    decide.mutate(
      { accept, why: why.trim() },
      {
        onSuccess: () => {
          void message.success(t(accept ? `${p}.acceptedNow` : `${p}.declinedNow`));
          onClose();
        },
      },
    );
  };
  const place = (at: { lon: number; lat: number }) =>
    t(`${p}.coordinates`, { lat: at.lat.toFixed(6), lon: at.lon.toFixed(6) });
  return (
    <Modal
      open
      width={760}
      title={<WithNames text={t(`${p}.title`, { seq: kioskSeq, name: kioskName })} names={[kioskName]} />}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.close")}</Button>
          <Button loading={decide.isPending && !decide.variables.accept} onClick={() => send(false)}>
            {t(`${p}.decline`)}
          </Button>
          <Button type="primary" loading={decide.isPending && decide.variables.accept} onClick={() => send(true)}>
            {t(`${p}.accept`)}
          </Button>
        </div>
      }
    >
      <div data-testid="position-form">
        {movedM > largeM ? <Alert className="form-alert" type="warning" showIcon title={t(`${p}.large`)} /> : null}
        <div className="field-map">
          <LazyKioskMap
            rows={places}
            extent={places}
            fitKey={proposal.id}
            selectedId={measuredId}
            hoveredId={hovered}
            onHover={setHovered}
            onSelect={setHovered}
          />
        </div>
        <p className="field-signs">
          <span>
            <HealthIcon health="unknown" /> {t(`${p}.present`)}
          </span>
          <span>
            <HealthIcon health="ok" /> {t(`${p}.measured`)}
          </span>
        </p>
        <dl className="facts field-body">
          <Fact label={t(`${p}.moved`)}>{t(`${p}.metres`, { n: movedM })}</Fact>
          <Fact label={t(`${p}.present`)}>{place(from)}</Fact>
          <Fact label={t(`${p}.measured`)}>{place(proposal)}</Fact>
          <Fact label={t(`${p}.quality`)}>
            <Quality proposal={proposal} />
          </Fact>
          <Fact label={t(`${p}.measuredBy`)}>
            <Verbatim>{proposal.by}</Verbatim> <span className="muted">{formatDateTime(proposal.at)}</span>
          </Fact>
        </dl>
        <Field
          id={`${id}-why`}
          label={t(`${p}.why`)}
          hint={t(`${p}.whyHint`)}
          error={lacking ? t(`${p}.whyNeeded`) : undefined}
        >
          <Input.TextArea
            id={`${id}-why`}
            aria-describedby={`${id}-why-note`}
            lang="zh-CN"
            rows={2}
            maxLength={500}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        </Field>
        {decide.error === null ? null : <Alert type="error" showIcon title={errorText(decide.error)} />}
      </div>
    </Modal>
  );
}
