import { ContractId, type ContractView, coordinateConfidences, type KioskRow, type NewKiosk } from "@kiosk/contract";
import { useNavigate } from "@tanstack/react-router";
import { Alert, App, AutoComplete, Input, Modal, Select } from "antd";
import { type ComponentProps, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { sortIssues } from "../../../shared/api-client/sort-issues.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { NeighbourNote } from "../../../shared/kiosk/NeighbourNote.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { streetsOf } from "../filter.ts";
import {
  type Faults,
  neighboursOf,
  parseMacs,
  type Suggestion,
  suggest,
  type TerminalDraft,
  type TerminalField,
  terminalFields,
  terminalOf,
} from "../new-terminal.ts";
import { useAllTerminals, useNewTerminal } from "../queries.ts";

interface NewTerminalFormProps {
  contracts: readonly ContractView[];
  /** the contract that the page shows; undefined: every one */
  chosen: string | undefined;
  onClose: () => void;
}

const none: readonly KioskRow[] = [];
const required: readonly TerminalField[] = ["contractId", "seq", "id", "name", "address", "lon", "lat", "confidence"];

const nothing: Suggestion = { id: "", seq: "", district: "" };

function emptyDraft(contractId: ContractId | undefined): TerminalDraft {
  return {
    contractId,
    id: undefined,
    seq: undefined,
    name: "",
    district: undefined,
    street: "",
    address: "",
    macs: "",
    lon: "",
    lat: "",
    confidence: "low",
    dutyPhone: "",
  };
}

export function NewTerminalForm({ contracts, chosen, onClose }: NewTerminalFormProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const { message } = App.useApp();
  const formId = useId();
  const top = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const errorText = useErrorText();
  const terminals = useAllTerminals();
  const create = useNewTerminal();
  const [draft, setDraft] = useState(() => {
    const only = contracts.length === 1 ? contracts[0] : undefined;
    return emptyDraft((contracts.find((c) => c.id === chosen) ?? only)?.id);
  });
  const [faults, setFaults] = useState<Faults>({});

  const all = terminals.data ?? none;
  // Before the others are known, the next number is not.
  const hint = useMemo(() => (all === none ? nothing : suggest(draft, all)), [draft, all]);
  const neighbours = useMemo(() => neighboursOf(parseMacs(draft.macs).macs, all), [draft.macs, all]);
  const streets = streetsOf(all.filter((k) => k.contractId === draft.contractId));
  const refusal = sortIssues(create.error, terminalFields);
  const change = (part: Partial<TerminalDraft>, ...touched: TerminalField[]) => {
    setDraft({ ...draft, ...part });
    setFaults(Object.fromEntries(Object.entries(faults).filter(([name]) => !touched.some((f) => f === name))));
  };

  useEffect(() => {
    if (create.error !== null) top.current?.scrollIntoView({ block: "nearest" });
  }, [create.error]);

  const submit = () => {
    const result = terminalOf(draft, all);
    setFaults(result.ok ? {} : result.faults);
    if (!result.ok) {
      const { faults: wrong } = result;
      const first = terminalFields.find((name) => wrong[name] !== undefined);
      document.getElementById(`${formId}-${first}`)?.focus();
      return;
    }
    create.mutate(result.kiosk, {
      onSuccess: (kiosk) => {
        void message.success(t("terminals.form.created", { id: kiosk.id }));
        void navigate({
          to: "/terminals/$id",
          params: { id: kiosk.id },
          search: (old) => ({ contract: chosen === undefined ? old.contract : kiosk.contractId }),
          replace: true,
        });
      },
      onError: (error) => {
        if (isProblem(error, "kiosk.exists")) return;
        // It may have been saved although no answer came: the next try must be the same terminal, not the next number.
        const { id, seq } = result.kiosk;
        setDraft({ ...draft, id, seq: String(seq) });
      },
    });
  };

  const errorAt = (name: TerminalField): string | undefined => {
    const fault = faults[name];
    if (fault === undefined) return refusal.at[name];
    const { name: word, ...values } = fault;
    return t(`terminals.form.wrong.${word}`, values);
  };
  const idOf = (name: TerminalField) => `${formId}-${name}`;
  const fieldProps = (name: TerminalField): Omit<ComponentProps<typeof Field>, "children"> => ({
    id: idOf(name),
    label: t(`terminals.form.${name}`),
    required: required.includes(name),
    error: errorAt(name),
  });
  const controlProps = (name: TerminalField) => ({
    id: idOf(name),
    status: errorAt(name) === undefined ? ("" as const) : ("error" as const),
    "aria-invalid": errorAt(name) !== undefined,
    "aria-describedby": `${idOf(name)}-note`,
  });
  const text = (name: "name" | "address" | "lon" | "lat" | "dutyPhone", more: ComponentProps<typeof Input> = {}) => (
    <Input
      {...more}
      {...controlProps(name)}
      value={draft[name]}
      onChange={(event) => change({ [name]: event.target.value }, name)}
    />
  );
  const suggested = (name: "seq" | "id" | "district", more: ComponentProps<typeof Input>) => (
    <Input
      {...more}
      {...controlProps(name)}
      value={draft[name] ?? hint[name]}
      onChange={(event) => change({ [name]: event.target.value }, name, ...(name === "seq" ? ["id" as const] : []))}
    />
  );

  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      mask={{ closable: false }}
      width={640}
      title={t("terminals.form.title")}
      okText={t("terminals.form.submit")}
      okButtonProps={{ disabled: terminals.data === undefined }}
      cancelText={t("common.form.cancel")}
      confirmLoading={create.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div ref={top}>
        {create.error === null ? null : (
          <Alert
            className="form-alert"
            type="error"
            showIcon
            data-testid="terminal-refused"
            title={errorText(create.error, refusal.rest)}
          />
        )}
        {terminals.data === undefined && terminals.error !== null ? (
          <Alert className="form-alert" type="error" showIcon title={errorText(terminals.error)} />
        ) : null}
      </div>
      <Field {...fieldProps("contractId")}>
        <Select
          {...controlProps("contractId")}
          data-testid="new-terminal-contract"
          value={draft.contractId ?? null}
          onChange={(value: string) =>
            change({ contractId: ContractId.parse(value), id: undefined, seq: undefined }, "contractId", "id", "seq")
          }
          options={contracts.map((c) => ({ value: String(c.id), label: pick(lang, c) }))}
        />
      </Field>
      <div className="form-pair">
        <Field {...fieldProps("seq")} hint={t("terminals.form.seqHint")}>
          {suggested("seq", { inputMode: "numeric", maxLength: 5 })}
        </Field>
        <Field {...fieldProps("id")} hint={t("terminals.form.idHint")}>
          {suggested("id", { maxLength: 40, autoComplete: "off", spellCheck: false })}
        </Field>
      </div>
      <Field {...fieldProps("name")}>{text("name", { maxLength: 120 })}</Field>
      <div className="form-pair">
        <Field {...fieldProps("district")}>{suggested("district", { maxLength: 60 })}</Field>
        <Field {...fieldProps("street")}>
          <AutoComplete
            {...controlProps("street")}
            value={draft.street}
            options={streets.map(({ street }) => ({ value: street }))}
            optionRender={(option) => <span lang="zh-CN">{option.value}</span>}
            showSearch={{ filterOption: (typed, option) => option?.value.includes(typed.trim()) ?? false }}
            onChange={(street: string) => change({ street: street.slice(0, 60) }, "street")}
          />
        </Field>
      </div>
      <Field {...fieldProps("address")}>{text("address", { maxLength: 200 })}</Field>
      <Field {...fieldProps("macs")} hint={t("terminals.form.macsHint")}>
        <Input.TextArea
          {...controlProps("macs")}
          className="mono"
          value={draft.macs}
          rows={2}
          spellCheck={false}
          onChange={(event) => change({ macs: event.target.value }, "macs")}
        />
        {neighbours.length === 0 ? null : (
          <div className="mac-neighbours" role="status" data-testid="new-terminal-neighbours">
            <NeighbourNote neighbours={neighbours} known={all} />
          </div>
        )}
      </Field>
      <div className="form-pair">
        <Field {...fieldProps("lon")} hint={t("terminals.form.positionHint")}>
          {text("lon", { inputMode: "decimal", maxLength: 20, placeholder: "121.39745" })}
        </Field>
        <Field {...fieldProps("lat")}>
          {text("lat", { inputMode: "decimal", maxLength: 20, placeholder: "31.21064" })}
        </Field>
      </div>
      <Field {...fieldProps("confidence")}>
        <Select
          {...controlProps("confidence")}
          value={draft.confidence}
          onChange={(confidence: NewKiosk["confidence"]) => change({ confidence }, "confidence")}
          options={coordinateConfidences.map((value) => ({ value, label: t(`words.confidence.${value}`) }))}
        />
      </Field>
      <Field {...fieldProps("dutyPhone")} hint={t("terminals.form.dutyPhoneHint")}>
        {text("dutyPhone", { type: "tel", maxLength: 40, autoComplete: "off" })}
      </Field>
    </Modal>
  );
}
