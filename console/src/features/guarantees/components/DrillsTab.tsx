import { PlusOutlined } from "@ant-design/icons";
import type { EvidenceView } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { EvidencePicker } from "../../../shared/evidence/EvidencePicker.tsx";
import { formatDateTime, parseDateTime } from "../../../shared/format/time.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { drills, useEnterDrill } from "../queries.ts";
import type { GuaranteesSearch } from "../search.ts";

interface DrillsTabProps {
  contract: string | undefined;
  form: boolean;
  onGo: (next: Pick<GuaranteesSearch, "form">) => void;
}

export function DrillsTab({ contract, form, onGo }: DrillsTabProps) {
  const { t } = useTranslation();
  if (contract === undefined) return <EmptyState title={t("guarantees.drill.oneContract")} />;
  return <Drills contract={contract} form={form} onGo={onGo} />;
}

function Drills({ contract, form, onGo }: DrillsTabProps & { contract: string }) {
  const { t } = useTranslation();
  const query = useQuery(drills(contract));
  const mayEnter = useCan("problem.change", contract);
  const d = "guarantees.drill" as const;
  return (
    <>
      <p className="form-intro">{t(`${d}.explain`)}</p>
      {mayEnter ? (
        <div className="form-actions">
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => onGo({ form: "1" })}>
            {t(`${d}.enter`)}
          </Button>
        </div>
      ) : null}
      <div className="panel">
        <QueryView query={query} skeleton={<Lines rows={4} />}>
          {({ drills: list, year }) => (
            <>
              <p className="panel-pad">
                <span className={year.done >= year.owed ? "chip chip-ok" : "chip chip-warn"}>
                  {t(`${d}.year`, { year: year.year, done: year.done, owed: year.owed })}
                </span>
              </p>
              {list.length === 0 ? (
                <EmptyState title={t(`${d}.none`)} />
              ) : (
                <table className="table cards">
                  <thead>
                    <tr>
                      <th scope="col">{t(`${d}.at`)}</th>
                      <th scope="col">{t(`${d}.scenario`)}</th>
                      <th scope="col">{t(`${d}.people`)}</th>
                      <th scope="col">{t(`${d}.course`)}</th>
                      <th scope="col">{t(`${d}.findings`)}</th>
                      <th scope="col">{t(`${d}.by`)}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {list.map((one) => (
                      <tr key={one.id}>
                        <td data-label={t(`${d}.at`)}>{formatDateTime(one.at)}</td>
                        <td data-label={t(`${d}.scenario`)}>
                          <Verbatim>{one.scenario}</Verbatim>
                        </td>
                        <td data-label={t(`${d}.people`)}>
                          <Verbatim>{one.people}</Verbatim>
                        </td>
                        <td data-label={t(`${d}.course`)}>
                          <Verbatim>{one.course}</Verbatim>
                        </td>
                        <td data-label={t(`${d}.findings`)}>
                          <Verbatim>{one.findings}</Verbatim>
                        </td>
                        <td data-label={t(`${d}.by`)}>
                          <Verbatim>{one.by}</Verbatim>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </>
          )}
        </QueryView>
      </div>
      {form && mayEnter ? <DrillForm contract={contract} onClose={() => onGo({})} /> : null}
    </>
  );
}

function DrillForm({ contract, onClose }: { contract: string; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const enter = useEnterDrill(contract);
  // sent again after a broken connection it is still one drill
  const [drillId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState({ at: "", scenario: "", people: "", course: "", findings: "" });
  const [files, setFiles] = useState<readonly EvidenceView[]>([]);
  const set = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }));
  const d = "guarantees.drill" as const;
  const at = parseDateTime(draft.at);
  const isWhole = [draft.scenario, draft.people, draft.course].every((text) => text.trim() !== "");
  return (
    <Modal
      open
      width={640}
      title={t(`${d}.enter`)}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      okButtonProps={{ disabled: at === undefined || !isWhole }}
      confirmLoading={enter.isPending}
      onOk={() => {
        if (at === undefined) return;
        const { scenario, people, course, findings } = draft;
        const evidence = files.map((file) => file.digest);
        enter.mutate({ id: drillId, at, scenario, people, course, findings, evidence }, { onSuccess: onClose });
      }}
      onCancel={onClose}
    >
      {enter.error === null ? null : <Alert className="form-alert" type="error" title={errorText(enter.error)} />}
      <Field id={`${id}-at`} label={t(`${d}.at`)} required hint={t("guarantees.problem.meetingAtHint")}>
        <Input id={`${id}-at`} value={draft.at} onChange={(event) => set({ at: event.target.value })} />
      </Field>
      <Field id={`${id}-scenario`} label={t(`${d}.scenario`)} required>
        <Input
          id={`${id}-scenario`}
          maxLength={200}
          value={draft.scenario}
          onChange={(e) => set({ scenario: e.target.value })}
        />
      </Field>
      <Field id={`${id}-people`} label={t(`${d}.people`)} required>
        <Input
          id={`${id}-people`}
          maxLength={500}
          value={draft.people}
          onChange={(e) => set({ people: e.target.value })}
        />
      </Field>
      <Field id={`${id}-course`} label={t(`${d}.course`)} required>
        <Input.TextArea
          id={`${id}-course`}
          rows={3}
          maxLength={4000}
          value={draft.course}
          onChange={(e) => set({ course: e.target.value })}
        />
      </Field>
      <Field id={`${id}-findings`} label={t(`${d}.findings`)}>
        <Input.TextArea
          id={`${id}-findings`}
          rows={3}
          maxLength={4000}
          value={draft.findings}
          onChange={(e) => set({ findings: e.target.value })}
        />
      </Field>
      <EvidencePicker
        files={files}
        onAdd={(file) => setFiles((old) => [...old, file])}
        onRemove={(digest) => setFiles((old) => old.filter((file) => file.digest !== digest))}
      />
    </Modal>
  );
}
