import { inspectionKinds, type RouteSettings, RouteSettingsChange } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button, Checkbox, Input, InputNumber } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { formatMinutes, parseMinutes } from "../../../shared/format/opening-hours.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { routeSettings, useChangeRouteSettings } from "../settings-queries.ts";

const works = ["hardware", "system", "app", "guarantee", "order", "replacement", "arrival"] as const;
/** What an inspection is called among the kinds of work. */
const inspectionWord = { hardware: "hardware", system: "system", app: "app", guarantee: "guarantee" } as const;

type Draft = Pick<RouteSettings, "detour" | "speedKmh" | "minutes" | "onSite"> & {
  officeFrom: string;
  officeTo: string;
};

const draftOf = ({ detour, speedKmh, minutes, onSite, officeFromMin, officeToMin }: RouteSettings): Draft => ({
  ...{ detour, speedKmh, minutes, onSite },
  ...{ officeFrom: formatMinutes(officeFromMin), officeTo: formatMinutes(officeToMin) },
});

function changeOf({ officeFrom, officeTo, ...rest }: Draft, seenVersion: number) {
  const officeFromMin = parseMinutes(officeFrom.trim()) ?? Number.NaN;
  const officeToMin = parseMinutes(officeTo.trim()) ?? Number.NaN;
  return RouteSettingsChange.safeParse({ ...rest, officeFromMin, officeToMin, seenVersion });
}

export function TravelTab({ contract, mayPlan }: { contract: string; mayPlan: boolean }) {
  const query = useQuery(routeSettings(contract));
  return (
    <QueryView query={query} skeleton={<Lines rows={8} />}>
      {(known) => <TravelForm settings={known} mayPlan={mayPlan} />}
    </QueryView>
  );
}

/** @param settings as they are now; what the form began from is kept beside them */
function TravelForm({ settings, mayPlan }: { settings: RouteSettings; mayPlan: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const change = useChangeRouteSettings(settings.contractId);
  const [opened, setOpened] = useState(settings);
  const [mine, setMine] = useState(() => draftOf(settings));
  const s = "routes.set.travel" as const;
  const parsed = changeOf(mine, opened.version);
  const set = (part: Partial<Draft>) => setMine((old) => ({ ...old, ...part }));
  const save = (draft: Draft, version: number) => {
    const next = changeOf(draft, version);
    if (!next.success) return;
    change.mutate(next.data, {
      onSuccess: (saved) => {
        setOpened(saved);
        setMine(draftOf(saved));
        void message.success(t(`${s}.saved`));
      },
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(mine, opened.version);
  };
  const stale = isProblem(change.error, "setting.stale") && settings.version !== opened.version && !change.isPending;
  const listOf = (draft: Draft) =>
    works.map((work) => `${t(`${s}.${work}`)} ${draft.minutes[work]}`).join(t("common.enumeration"));
  return (
    <form onSubmit={submit} noValidate data-testid="travel-form">
      <p className="muted">
        {settings.version === 0 || settings.changedAt === null
          ? t(`${s}.default`)
          : t(`${s}.changed`, {
              version: settings.version,
              by: settings.by ?? "",
              at: formatDateTime(settings.changedAt),
            })}
      </p>
      <fieldset className="route-fieldset" disabled={!mayPlan}>
        <div className="form-pair">
          <Field id={`${id}-detour`} label={t(`${s}.detour`)} hint={t(`${s}.detourHint`)}>
            <InputNumber
              id={`${id}-detour`}
              min={1}
              max={5}
              step={0.1}
              value={mine.detour}
              onChange={(detour) => set({ detour: detour ?? 1.3 })}
            />
          </Field>
          <Field id={`${id}-speed`} label={t(`${s}.speed`)}>
            <InputNumber
              id={`${id}-speed`}
              min={3}
              max={120}
              value={mine.speedKmh}
              onChange={(speedKmh) => set({ speedKmh: speedKmh ?? 25 })}
            />
          </Field>
        </div>
        <h3 className="drawer-head">{t(`${s}.minutes`)}</h3>
        <div className="route-minutes">
          {works.map((work) => (
            <Field key={work} id={`${id}-${work}`} label={t(`${s}.${work}`)}>
              <InputNumber
                id={`${id}-${work}`}
                min={work === "arrival" ? 0 : 1}
                max={work === "arrival" ? 120 : 480}
                value={mine.minutes[work]}
                onChange={(n) => set({ minutes: { ...mine.minutes, [work]: n ?? 1 } })}
              />
            </Field>
          ))}
        </div>
        <h3 className="drawer-head">{t(`${s}.onSite`)}</h3>
        <p className="form-intro">
          {inspectionKinds.map((kind) => (
            <Checkbox
              key={kind}
              checked={mine.onSite.includes(kind)}
              onChange={(event) =>
                set({
                  onSite: inspectionKinds.filter((one) =>
                    one === kind ? event.target.checked : mine.onSite.includes(one),
                  ),
                })
              }
            >
              {t(`${s}.${inspectionWord[kind]}`)}
            </Checkbox>
          ))}
        </p>
        <h3 className="drawer-head">{t(`${s}.office`)}</h3>
        <div className="form-pair">
          <Field id={`${id}-of`} label={t(`${s}.officeFrom`)} hint={t("routes.set.people.wrongTime")}>
            <Input id={`${id}-of`} value={mine.officeFrom} onChange={(e) => set({ officeFrom: e.target.value })} />
          </Field>
          <Field id={`${id}-ot`} label={t(`${s}.officeTo`)} hint={t("routes.set.people.wrongTime")}>
            <Input id={`${id}-ot`} value={mine.officeTo} onChange={(e) => set({ officeTo: e.target.value })} />
          </Field>
        </div>
      </fieldset>
      {change.error === null || stale ? null : (
        <Alert className="form-alert" type="error" showIcon title={errorText(change.error)} />
      )}
      {mayPlan ? (
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={change.isPending} disabled={!parsed.success}>
            {t("common.form.save")}
          </Button>
        </div>
      ) : null}
      {stale ? (
        <ConflictDialog<Draft>
          what={t("routes.settings")}
          by={settings.by ?? undefined}
          at={settings.changedAt ?? undefined}
          base={draftOf(opened)}
          mine={mine}
          theirs={draftOf(settings)}
          fields={[
            { key: "detour", label: t(`${s}.detour`), show: (v) => v.detour },
            { key: "speedKmh", label: t(`${s}.speed`), show: (v) => v.speedKmh },
            { key: "minutes", label: t(`${s}.minutes`), show: listOf },
            {
              key: "onSite",
              label: t(`${s}.onSite`),
              show: (v) => v.onSite.map((kind) => t(`${s}.${inspectionWord[kind]}`)).join(t("common.enumeration")),
            },
            { key: "officeFrom", label: t(`${s}.officeFrom`), show: (v) => v.officeFrom },
            { key: "officeTo", label: t(`${s}.officeTo`), show: (v) => v.officeTo },
          ]}
          saving={change.isPending}
          onResolve={(value) => save(value, settings.version)}
          onCancel={() => {
            setOpened(settings);
            setMine(draftOf(settings));
            change.reset();
          }}
        />
      ) : null}
    </form>
  );
}
