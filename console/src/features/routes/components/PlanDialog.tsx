import type { DayPlan } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Input, InputNumber, Modal, Segmented } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatTime, parseDateTime } from "../../../shared/format/time.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { usePlanDay } from "../queries.ts";
import { technicians } from "../settings-queries.ts";

type Presence = "works" | "off" | "from";
interface Person {
  readonly id: string;
  readonly name: string;
  readonly presence: Presence;
  /** typed, `12:00` */
  readonly from: string;
}

/** As the plan has it; on a day off whoever has no visits does not work. */
function peopleOf(plan: DayPlan, known: readonly { userId: string; name: string }[]): Person[] {
  const planned = plan.technicians.map(({ technicianId, name, absent, absentFrom }): Person => {
    const busy = plan.visits.some((visit) => visit.technicianId === technicianId);
    const away = absent || (plan.workingDay === false && !busy);
    const presence = !away ? "works" : absentFrom === null ? "off" : "from";
    return { id: technicianId, name, presence, from: absentFrom === null ? "12:00" : formatTime(absentFrom) };
  });
  const rest = known
    .filter(({ userId }) => !planned.some(({ id }) => id === userId))
    .map(
      ({ userId, name }): Person => ({
        id: userId,
        name,
        presence: plan.workingDay === false ? "off" : "works",
        from: "12:00",
      }),
    );
  return [...planned, ...rest];
}

/** Makes the day's draft: who is there, and from when on somebody is not. */
export function PlanDialog({ plan, onClose }: { plan: DayPlan; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const run = usePlanDay({ contract: plan.contractId, date: plan.date });
  const team = useQuery(technicians(plan.contractId));
  const active = team.data?.technicians.filter((one) => one.active) ?? [];
  const [changed, setChanged] = useState<Readonly<Record<string, Partial<Person>>>>({});
  const [seed, setSeed] = useState(plan.seed);
  const people = peopleOf(plan, active).map((one) => ({ ...one, ...changed[one.id] }));
  const p = "routes.plan" as const;
  const isRest = plan.workingDay === false;
  const instant = ({ from }: Person) => parseDateTime(`${plan.date} ${from}`);
  const isWrong = people.some((one) => one.presence === "from" && instant(one) === undefined);
  const set = (who: string, part: Partial<Person>) =>
    setChanged((old) => ({ ...old, [who]: { ...old[who], ...part } }));
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (isWrong || people.length === 0) return;
    const absent = people
      .filter(({ presence }) => presence === "from" || (presence === "off" && !isRest))
      .map((one) => ({ technicianId: one.id, from: one.presence === "from" ? (instant(one) ?? null) : null }));
    const onDuty = isRest ? people.filter(({ presence }) => presence !== "off").map((one) => one.id) : [];
    run.mutate(
      { seed, absent, onDuty },
      {
        onSuccess: ({ visits, unserved }) => {
          void message.success(t(`${p}.done`, { n: visits.length, unserved: unserved.length }));
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      open
      width={620}
      title={t(`${p}.title`, { date: plan.date })}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t(`${p}.run`)}
      cancelText={t("common.form.cancel")}
      okButtonProps={{ disabled: people.length === 0 || isWrong }}
      confirmLoading={run.isPending}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form onSubmit={submit} noValidate data-testid="plan-day">
        <p className="form-intro">{t(`${p}.intro`)}</p>
        <fieldset className="route-people">
          <legend>{t(`${p}.people`)}</legend>
          {people.length === 0 && !team.isPending ? <p className="muted">{t(`${p}.nobody`)}</p> : null}
          {people.map((one) => (
            <div key={one.id} className="route-person">
              <b>
                <Verbatim>{one.name}</Verbatim>
              </b>
              <Segmented<Presence>
                size="small"
                aria-label={one.name}
                value={one.presence}
                onChange={(presence) => set(one.id, { presence })}
                options={[
                  { value: "works", label: t(isRest ? `${p}.onDuty` : `${p}.works`) },
                  { value: "off", label: t(`${p}.off`) },
                  { value: "from", label: t(`${p}.from`) },
                ]}
              />
              {one.presence === "from" ? (
                <span className="route-from">
                  <Input
                    value={one.from}
                    aria-label={t(`${p}.fromTime`, { name: one.name })}
                    status={instant(one) === undefined ? "error" : ""}
                    onChange={(event) => set(one.id, { from: event.target.value })}
                  />
                  <small className={instant(one) === undefined ? "field-error" : "muted"}>
                    {t(instant(one) === undefined ? `${p}.wrongTime` : `${p}.timeHint`)}
                  </small>
                </span>
              ) : null}
            </div>
          ))}
        </fieldset>
        <Field id={`${id}-seed`} label={t(`${p}.seed`)} hint={t(`${p}.seedHint`)}>
          <InputNumber id={`${id}-seed`} min={0} max={2_147_483_647} value={seed} onChange={(n) => setSeed(n ?? 1)} />
        </Field>
        <button type="submit" hidden />
      </form>
      {run.error === null ? null : <Alert type="error" showIcon title={errorText(run.error)} />}
    </Modal>
  );
}
