import {
  type AppId,
  type ContractShelf,
  NewShelfChange,
  type ShelfChange,
  type ShelfScope,
  shelfActions,
} from "@kiosk/contract";
import { Alert, Checkbox, Input, InputNumber, Modal, Select } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { parseDateTime } from "../../../shared/format/time.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { byVersion, groupsOf, wavesOf } from "../matrix.ts";
import { useChange, usePackages } from "../queries.ts";
import { useAppName } from "../use-app-name.ts";
import { Preview } from "./Preview.tsx";

export interface ChangeStart {
  readonly action: (typeof shelfActions)[number];
  readonly app?: AppId;
  readonly scope?: ShelfScope;
}

interface ChangeFormProps {
  contract: string;
  shelf: ContractShelf;
  start: ChangeStart;
  onMade: (made: ShelfChange) => void;
  onClose: () => void;
}

interface Draft {
  readonly action: ChangeStart["action"];
  readonly app: string | undefined;
  readonly version: string | undefined;
  /** `contract`, `group/<street>` or `kiosk/<id>` */
  readonly scope: string;
  readonly at: string;
  readonly zh: string;
  readonly en: string;
  readonly until: string;
  readonly frequent: number | null;
  readonly gradual: boolean;
  readonly perWave: number;
  readonly pause: number;
  readonly stopAt: number;
}

const scopeText = (scope: ShelfScope) =>
  scope.kind === "contract" ? "contract" : scope.kind === "group" ? `group/${scope.street}` : `kiosk/${scope.kioskId}`;

/** A change of the shelf: what it touches stands below before anybody says yes. */
export function ChangeForm({ contract, shelf, start, onMade, onClose }: ChangeFormProps) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const nameOf = useAppName();
  const { data } = usePackages();
  const change = useChange(contract);
  const [requestId] = useState(() => crypto.randomUUID());
  const [tried, setTried] = useState(false);
  const [draft, setDraft] = useState<Draft>({
    action: start.action,
    app: start.app,
    version: undefined,
    scope: scopeText(start.scope ?? { kind: "contract" }),
    at: "",
    zh: "",
    en: "",
    until: "",
    frequent: null,
    gradual: false,
    perWave: 1,
    pause: 60,
    stopAt: 1,
  });
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  // a style is no app, and the other way round; between actions on an app what was chosen stays
  const chooseAction = (next: Draft["action"]) =>
    set({
      action: next,
      version: undefined,
      app: (next === "theme") === (draft.action === "theme") ? draft.app : undefined,
    });
  const f = "apps.form" as const;
  const { action } = draft;
  const kind = action === "theme" ? "theme" : "app";
  const released = (data?.packages ?? []).filter(
    ({ manifest, state }) => manifest.kind === kind && state === "released",
  );
  const ids = [...new Set(released.map(({ manifest }) => String(manifest.id)))];
  const waves = wavesOf(
    groupsOf(shelf.terminals).map(({ street }) => street),
    draft.perWave,
  );
  const versions = released
    .flatMap(({ manifest }) => (manifest.id === draft.app ? manifest.version : []))
    .sort((a, b) => byVersion(b, a));
  const asksVersion = action === "on" || action === "version" || action === "theme";
  const groups = groupsOf(shelf.terminals);
  const scopes = [
    { value: "contract", label: t(`${f}.contract`, { n: shelf.terminals.length }) },
    ...groups.map(({ street, terminals }) => ({
      value: `group/${street}`,
      label: t(`${f}.group`, { street, n: terminals.length }),
    })),
    ...shelf.terminals.map(({ kioskId, seq, name }) => ({ value: `kiosk/${kioskId}`, label: `#${seq} ${name}` })),
  ];
  const [scopeKind = "", scopeId = ""] = draft.scope.split(/\/(.*)/s);
  const isGradual = draft.gradual && scopeKind === "contract";
  const parsed = NewShelfChange.safeParse({
    id: requestId,
    action,
    packageId: draft.app,
    version: asksVersion ? (draft.version ?? versions[0] ?? null) : null,
    scope:
      scopeKind === "group"
        ? { kind: "group", street: scopeId }
        : scopeKind === "kiosk"
          ? { kind: "kiosk", kioskId: scopeId }
          : { kind: "contract" },
    effectiveAt: draft.at === "" ? null : (parseDateTime(draft.at) ?? Number.NaN),
    reason: action === "off" ? { zh: draft.zh, en: draft.en === "" ? draft.zh : draft.en } : null,
    until: action === "off" && draft.until !== "" ? (parseDateTime(draft.until) ?? Number.NaN) : null,
    frequent: action === "on" || action === "adjust" ? draft.frequent : null,
    rollout: isGradual
      ? {
          waves,
          pauseMinutes: draft.pause,
          stopAtFailures: draft.stopAt,
        }
      : null,
  });
  const isWrong = (field: string) => parsed.error?.issues.some((issue) => issue.path[0] === field) === true;
  const wrong = (field: string) => (tried && isWrong(field) ? t("common.form.required") : undefined);
  // what is typed and is no time is said at once: the preview is waiting for it
  const wrongTime = (field: string) => (isWrong(field) ? t(`${f}.timeWrong`) : undefined);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (parsed.success) {
      change.mutate(parsed.data, {
        onSuccess: (made) => {
          onMade(made);
          onClose();
        },
      });
    }
  };
  return (
    <Modal
      open
      width={640}
      title={t(`apps.action.${action}`)}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t("common.form.submit")}
      okButtonProps={{ danger: action === "off" }}
      cancelText={t("common.form.cancel")}
      confirmLoading={change.isPending}
      onOk={() => submit()}
      onCancel={onClose}
    >
      <form onSubmit={submit} noValidate data-testid="shelf-change">
        <div className="form-pair">
          <Field id={`${id}-action`} label={t(`${f}.action`)} required>
            <Select
              id={`${id}-action`}
              aria-label={t(`${f}.action`)}
              value={action}
              options={shelfActions.map((value) => ({ value, label: t(`apps.action.${value}`) }))}
              onChange={chooseAction}
            />
          </Field>
          <Field id={`${id}-app`} label={t(`${f}.${kind}`)} required error={wrong("packageId")}>
            <Select
              id={`${id}-app`}
              aria-label={t(`${f}.${kind}`)}
              value={draft.app ?? null}
              options={ids.map((value) => ({ value, label: nameOf(value) }))}
              onChange={(value) => set({ app: value ?? undefined, version: undefined })}
            />
          </Field>
        </div>
        <div className="form-pair">
          <Field id={`${id}-scope`} label={t(`${f}.scope`)} required hint={t(`${f}.scopeHint`)}>
            <Select
              id={`${id}-scope`}
              aria-label={t(`${f}.scope`)}
              showSearch={{ optionFilterProp: "label" }}
              value={draft.scope}
              options={scopes}
              onChange={(scope) => set({ scope })}
            />
          </Field>
          {asksVersion ? (
            <Field id={`${id}-version`} label={t(`${f}.version`)} required error={wrong("version")}>
              <Select
                id={`${id}-version`}
                aria-label={t(`${f}.version`)}
                value={draft.version ?? versions[0] ?? null}
                options={versions.map((value) => ({ value, label: value }))}
                onChange={(value) => set({ version: value ?? undefined })}
              />
            </Field>
          ) : null}
        </div>
        <div className="form-pair">
          <Field id={`${id}-at`} label={t(`${f}.at`)} hint={t(`${f}.atHint`)} error={wrongTime("effectiveAt")}>
            <Input id={`${id}-at`} value={draft.at} onChange={(e) => set({ at: e.target.value })} />
          </Field>
          {action === "on" || action === "adjust" ? (
            <Field id={`${id}-frequent`} label={t(`${f}.frequent`)} hint={t(`${f}.frequentHint`)}>
              <InputNumber
                id={`${id}-frequent`}
                min={1}
                max={8}
                value={draft.frequent}
                onChange={(frequent) => set({ frequent })}
              />
            </Field>
          ) : null}
          {action === "off" ? (
            <Field id={`${id}-until`} label={t(`${f}.until`)} hint={t(`${f}.untilHint`)} error={wrongTime("until")}>
              <Input id={`${id}-until`} value={draft.until} onChange={(e) => set({ until: e.target.value })} />
            </Field>
          ) : null}
        </div>
        {action === "off" ? (
          <>
            <Field
              id={`${id}-zh`}
              label={t(`${f}.reason`)}
              required
              hint={t(`${f}.reasonHint`)}
              error={wrong("reason")}
            >
              <Input id={`${id}-zh`} maxLength={100} value={draft.zh} onChange={(e) => set({ zh: e.target.value })} />
            </Field>
            <Field id={`${id}-en`} label={t(`${f}.reasonEn`)} hint={t(`${f}.reasonEnHint`)}>
              <Input id={`${id}-en`} maxLength={200} value={draft.en} onChange={(e) => set({ en: e.target.value })} />
            </Field>
          </>
        ) : null}
        {scopeKind === "contract" ? (
          <Checkbox checked={draft.gradual} onChange={(e) => set({ gradual: e.target.checked })}>
            {t(`${f}.gradual`)}
          </Checkbox>
        ) : null}
        {isGradual ? (
          <div className="apps-gradual">
            <Field id={`${id}-size`} label={t(`${f}.perWave`)} error={wrong("rollout")}>
              <InputNumber
                id={`${id}-size`}
                min={1}
                max={40}
                value={draft.perWave}
                onChange={(n) => set({ perWave: n ?? 1 })}
              />
            </Field>
            <Field id={`${id}-pause`} label={t(`${f}.pause`)}>
              <InputNumber
                id={`${id}-pause`}
                min={1}
                max={20_160}
                value={draft.pause}
                onChange={(n) => set({ pause: n ?? 60 })}
              />
            </Field>
            <Field id={`${id}-stop`} label={t(`${f}.stopAt`)}>
              <InputNumber
                id={`${id}-stop`}
                min={1}
                max={100}
                value={draft.stopAt}
                onChange={(n) => set({ stopAt: n ?? 1 })}
              />
            </Field>
            <ol className="apps-waves" data-testid="waves" aria-label={t(`${f}.waves`)}>
              {waves.map((streets) => (
                <li key={streets[0]}>
                  <Verbatim>{streets.join(t("apps.listSeparator"))}</Verbatim>
                </li>
              ))}
            </ol>
          </div>
        ) : null}
        <button type="submit" hidden />
      </form>
      <Preview contract={contract} change={parsed.success ? parsed.data : undefined} />
      {change.error === null ? null : <Alert type="error" showIcon title={errorText(change.error)} />}
    </Modal>
  );
}
