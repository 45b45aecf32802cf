import type { DayPlan } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Modal, Select, Spin } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { findStop, type Lane, visitIdOf } from "../model/lanes.ts";
import { type DayOf, moveCost, useMove } from "../queries.ts";
import { CostTable } from "./CostTable.tsx";
import type { DropTarget } from "./use-drag.ts";

interface MoveDialogProps {
  plan: DayPlan;
  lanes: readonly Lane[];
  /** what is moved, and where it was let go; a visit left out has the id it would have */
  wanted: Pick<DropTarget, "visitId"> & Partial<DropTarget>;
  onClose: () => void;
}

/** Where a visit goes and what that costs, before anything is saved: after a drag, or by keyboard alone. */
export function MoveDialog({ plan, lanes, wanted, onClose }: MoveDialogProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const id = useId();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const day: DayOf = { contract: plan.contractId, date: plan.date };
  const move = useMove(day);
  const found = findStop(lanes, wanted.visitId);
  const left = plan.unserved.find(({ kioskId }) => visitIdOf(plan.date, kioskId) === wanted.visitId);
  const { visitId } = wanted;
  const [who, setWho] = useState(wanted.technicianId ?? found?.lane.technician.technicianId ?? firstWorking(lanes));
  const lane = lanes.find(({ technician }) => technician.technicianId === who);
  const others = lane?.stops.filter(({ visit }) => visit.id !== visitId) ?? [];
  const begun = others.findLastIndex(({ visit }) => visit.state !== "planned") + 1;
  const [wantedPlace, setPlace] = useState(wanted.position ?? found?.visit.position ?? others.length);
  const position = Math.min(others.length, Math.max(begun, wantedPlace));
  const stands = found !== undefined && who === found.visit.technicianId && position === found.visit.position;
  const body = { visitId, technicianId: who, position, seenRevision: plan.revision };
  const cost = useQuery({ ...moveCost(day, body), enabled: who !== "" && !stands && !move.isPending });
  const m = "routes.move" as const;
  const told = cost.data;
  const commit = () =>
    move.mutate(body, {
      onSuccess: () => {
        void message.success(t(`${m}.done`));
        onClose();
      },
    });
  const failed = move.error ?? cost.error;
  const name = found?.visit.kioskName ?? left?.kioskName ?? "";
  return (
    <Modal
      open
      title={
        <>
          {t(found === undefined ? `${m}.placeTitle` : `${m}.title`)}
          {t("common.colon")}
          <Verbatim>{name}</Verbatim>
        </>
      }
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t(`${m}.commit`)}
      cancelText={t("common.form.cancel")}
      okButtonProps={{ disabled: stands || told?.feasible !== true || cost.isFetching }}
      confirmLoading={move.isPending}
      onOk={commit}
      onCancel={onClose}
    >
      <div data-testid="move-visit">
        <div className="form-pair">
          <Field id={`${id}-who`} label={t(`${m}.who`)}>
            <Select
              id={`${id}-who`}
              aria-label={t(`${m}.who`)}
              value={who}
              options={lanes.map(({ technician, letter }) => ({
                value: technician.technicianId,
                label: `${letter} ${technician.name}${technician.absent && technician.absentFrom === null ? t(`${m}.absent`) : ""}`,
              }))}
              onChange={setWho}
            />
          </Field>
          <Field id={`${id}-place`} label={t(`${m}.where`)}>
            <Select
              id={`${id}-place`}
              aria-label={t(`${m}.where`)}
              value={position}
              options={Array.from({ length: others.length - begun + 1 }, (_, n) => begun + n).map((place) => ({
                value: place,
                label:
                  place === 0
                    ? t(`${m}.first`)
                    : t(`${m}.after`, { n: place + 1, name: others[place - 1]?.visit.kioskName ?? "" }),
              }))}
              onChange={setPlace}
            />
          </Field>
        </div>
        {isProblem(move.error, "route.stale") || isProblem(cost.error, "route.stale") ? (
          <Alert className="form-alert" type="warning" showIcon title={t(`${m}.stale`)} data-testid="move-stale" />
        ) : failed === null ? null : (
          <Alert className="form-alert" type="error" showIcon title={errorText(failed)} />
        )}
        <div aria-live="polite">
          {stands ? (
            <p className="muted">{t(`${m}.same`)}</p>
          ) : told === undefined ? (
            cost.isFetching ? (
              <p className="muted">
                <Spin size="small" /> {t("routes.cost.computing")}
              </p>
            ) : null
          ) : (
            <>
              {told.why === null ? (
                <p className="route-verdict tone-ok">{t(`${m}.feasible`)}</p>
              ) : (
                <Alert
                  className="form-alert"
                  type="error"
                  showIcon
                  title={t(`${m}.infeasible`, { why: pick(lang, told.why) })}
                  data-testid="move-infeasible"
                />
              )}
              {told.feasible ? <CostTable before={told.before} after={told.after} /> : null}
            </>
          )}
        </div>
      </div>
    </Modal>
  );
}

function firstWorking(lanes: readonly Lane[]): string {
  const works = lanes.find(({ technician }) => !technician.absent) ?? lanes[0];
  return works?.technician.technicianId ?? "";
}
