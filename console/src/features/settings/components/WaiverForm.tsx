import { type EvidenceView, inspectionKinds, KioskId, WaiveWindows } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Input, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { kioskList } from "../../../shared/api-client/resources.ts";
import { EvidencePicker } from "../../../shared/evidence/EvidencePicker.tsx";
import { formatDate, parseDate } from "../../../shared/format/time.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useWaive } from "../inspection-queries.ts";

type Kind = WaiveWindows["kind"];

/** A terminal that nobody has to inspect for some time, with who agreed and what shows it. */
export function WaiverForm({ contract, onClose }: { contract: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const id = useId();
  const waive = useWaive(contract);
  const today = formatDate(useNow());
  const [kiosk, setKiosk] = useState<KioskId>();
  const [kind, setKind] = useState<Kind>("hardware");
  const [draft, setDraft] = useState({ from: today, to: "", reason: "", approvedBy: "" });
  const [files, setFiles] = useState<readonly EvidenceView[]>([]);
  const [wanted, setWanted] = useState("");
  const [tried, setTried] = useState(false);
  const known = useQuery(kioskList({ contract, q: wanted === "" ? undefined : wanted }));
  const w = "inspectionSettings.waivers" as const;
  const set = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }));
  const to = draft.to.trim() === "" ? null : draft.to.trim();
  const from = draft.from.trim();
  const parsed = WaiveWindows.safeParse({
    ...{ kioskId: kiosk, kind, from, to, reason: draft.reason, approvedBy: draft.approvedBy },
    evidence: files.map((file) => file.digest),
  });
  const wrongDays = {
    from: parseDate(from) === undefined ? t("inspectionSettings.rules.wrong.day") : undefined,
    to:
      to === null
        ? undefined
        : parseDate(to) === undefined
          ? t("inspectionSettings.rules.wrong.day")
          : to < from
            ? t(`${w}.form.toBefore`)
            : undefined,
  };
  const missing = (name: string) =>
    tried && parsed.error?.issues.some(({ path }) => path[0] === name) === true ? t("common.form.required") : undefined;
  const submit = () => {
    setTried(true);
    if (!parsed.success || wrongDays.from !== undefined || wrongDays.to !== undefined) return;
    waive.mutate(parsed.data, {
      onSuccess: () => {
        void message.success(t(`${w}.saved`));
        onClose();
      },
    });
  };
  return (
    <Modal
      open
      width={640}
      title={t(`${w}.add`)}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      confirmLoading={waive.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div data-testid="waiver-form">
        <Field id={`${id}-kiosk`} label={t(`${w}.terminal`)} required error={missing("kioskId")}>
          <Select<string>
            id={`${id}-kiosk`}
            showSearch={{ filterOption: false, onSearch: setWanted }}
            options={(known.data?.kiosks ?? []).map((k) => ({
              value: k.id,
              label: <Verbatim>{`${k.seq} ${k.name}`}</Verbatim>,
            }))}
            onChange={(value) => setKiosk(KioskId.parse(value))}
          />
        </Field>
        <Field id={`${id}-kind`} label={t(`${w}.kind`)} required>
          <Select<Kind>
            id={`${id}-kind`}
            value={kind}
            options={inspectionKinds
              .filter((value) => value !== "guarantee")
              .map((value) => ({ value, label: t(`inspections.kinds.${value}`) }))}
            onChange={setKind}
          />
        </Field>
        <div className="form-pair">
          <Field
            id={`${id}-from`}
            label={t(`${w}.form.from`)}
            required
            hint={t("inspectionSettings.rules.form.dayHint")}
            error={tried ? wrongDays.from : undefined}
          >
            <Input id={`${id}-from`} value={draft.from} onChange={(event) => set({ from: event.target.value })} />
          </Field>
          <Field
            id={`${id}-to`}
            label={t(`${w}.form.to`)}
            hint={t(`${w}.form.toHint`)}
            error={tried ? wrongDays.to : undefined}
          >
            <Input id={`${id}-to`} value={draft.to} onChange={(event) => set({ to: event.target.value })} />
          </Field>
        </div>
        <Field id={`${id}-reason`} label={t(`${w}.reason`)} required error={missing("reason")}>
          <Input.TextArea
            id={`${id}-reason`}
            lang="zh-CN"
            rows={2}
            maxLength={500}
            value={draft.reason}
            onChange={(event) => set({ reason: event.target.value })}
          />
        </Field>
        <Field
          id={`${id}-approved`}
          label={t(`${w}.approvedBy`)}
          required
          hint={t(`${w}.form.approvedByHint`)}
          error={missing("approvedBy")}
        >
          <Input
            id={`${id}-approved`}
            lang="zh-CN"
            maxLength={64}
            value={draft.approvedBy}
            onChange={(event) => set({ approvedBy: event.target.value })}
          />
        </Field>
        <EvidencePicker
          required
          files={files}
          error={tried && files.length === 0 ? t(`${w}.form.evidenceNeeded`) : undefined}
          onAdd={(file) => setFiles((old) => [...old, file])}
          onRemove={(digest) => setFiles((old) => old.filter((file) => file.digest !== digest))}
        />
        {waive.error === null ? null : <Alert type="error" showIcon title={errorText(waive.error)} />}
      </div>
    </Modal>
  );
}
