import type { PackageVersion } from "@kiosk/contract";
import { Alert, Button, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../../shared/format/bytes.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { byVersion } from "../matrix.ts";
import { usePackages, useUpload } from "../queries.ts";
import { Needs } from "./Needs.tsx";
import { PackagesExport } from "./PackagesExport.tsx";
import { nextSteps, StepForm, type StepName } from "./StepForm.tsx";

/** What was done with a version, in order, by whom. */
function Way({ version }: { version: PackageVersion }) {
  const { t } = useTranslation();
  return (
    <ol className="apps-way">
      <li>
        {t("apps.packages.uploaded")} <Verbatim>{version.uploadedBy}</Verbatim>{" "}
        <span className="muted">{formatDateTime(version.uploadedAt)}</span>
      </li>
      {version.steps.map((step) => (
        <li key={`${step.step}-${step.at}`}>
          {t(`apps.step.${step.step}`)}{" "}
          <span className={step.passed ? "tone-ok" : "tone-fault"}>
            {t(step.passed ? "apps.packages.passed" : "apps.packages.notPassed")}
          </span>{" "}
          <Verbatim>{`${step.by}：${step.note}`}</Verbatim> <span className="muted">{formatDateTime(step.at)}</span>
        </li>
      ))}
    </ol>
  );
}

function Steps({ version, onStep }: { version: PackageVersion; onStep: (step: StepName) => void }) {
  const { t } = useTranslation();
  const mayTest = useCan("shelf.publish");
  const mayReview = useCan("shelf.review");
  const open = nextSteps(version.state).filter((step) => (step === "test" ? mayTest : mayReview));
  return (
    <>
      {open.map((step) => (
        <Button key={step} size="small" danger={step === "withdraw"} onClick={() => onStep(step)}>
          {t(`apps.step.${step}`)}
        </Button>
      ))}
    </>
  );
}

/** Versions of one package stand together, the newest first. */
function byNameThenNewest({ manifest: a }: PackageVersion, { manifest: b }: PackageVersion): number {
  return a.id === b.id ? byVersion(b.version, a.version) : a.id < b.id ? -1 : 1;
}

/** Every version handed in, with its owner and its way: tested, walked through, released. */
export function PackagesTab() {
  const { t } = useTranslation();
  const lang = useLang();
  const errorText = useErrorText();
  const query = usePackages();
  const upload = useUpload();
  const may = useCan("shelf.publish");
  const [form, setForm] = useState<{ version: PackageVersion; step: StepName } | undefined>();
  const c = "apps.packages" as const;
  return (
    <>
      <QueryView query={query} skeleton={<Lines rows={8} />}>
        {({ at, packages }) => (
          <Panel
            title={t("apps.view.packages")}
            sub={t(`${c}.sub`)}
            extra={
              <span className="apps-extra">
                <PackagesExport packages={packages} at={at} />
                {may ? (
                  <Upload
                    accept=".kpkg"
                    showUploadList={false}
                    beforeUpload={(file) => {
                      upload.mutate(file);
                      return false;
                    }}
                  >
                    <Button type="primary" loading={upload.isPending} data-testid="upload-package">
                      {t(`${c}.upload`)}
                    </Button>
                  </Upload>
                ) : null}
              </span>
            }
          >
            {upload.error === null ? null : (
              <Alert className="form-alert" type="error" showIcon title={errorText(upload.error)} />
            )}
            {upload.data === undefined ? null : (
              <Alert
                className="form-alert"
                type="success"
                showIcon
                closable={{ "aria-label": t("common.close"), onClose: () => upload.reset() }}
                data-testid="taken-in"
                title={t(`${c}.takenIn`, {
                  name: upload.data.manifest.name[lang],
                  version: upload.data.manifest.version,
                })}
              />
            )}
            {packages.length === 0 ? (
              <EmptyState title={t(`${c}.none`)} hint={t(`${c}.noneHint`)} />
            ) : (
              <table className="table cards" data-testid="packages">
                <thead>
                  <tr>
                    <th scope="col">{t(`${c}.package`)}</th>
                    <th scope="col">{t(`${c}.owner`)}</th>
                    <th scope="col">{t(`${c}.needs`)}</th>
                    <th scope="col">{t(`${c}.state`)}</th>
                    <th scope="col">{t(`${c}.way`)}</th>
                    <th scope="col">{t("apps.changes.acts")}</th>
                  </tr>
                </thead>
                <tbody>
                  {packages.toSorted(byNameThenNewest).map((version) => (
                    <tr key={version.digest} data-testid={`package-${version.manifest.id}-${version.manifest.version}`}>
                      <td className="card-title">
                        <span>
                          <b>{version.manifest.name[lang]}</b> {version.manifest.version}
                          <br />
                          <span className="muted">
                            <code>{version.digest.slice(0, 12)}</code> {formatBytes(version.bytes)} ·{" "}
                            <Verbatim>{version.signedBy}</Verbatim>
                          </span>
                        </span>
                      </td>
                      <td data-label={t(`${c}.owner`)}>
                        <Verbatim>{`${version.manifest.owner.organisation} ${version.manifest.owner.contact}`}</Verbatim>
                      </td>
                      <td data-label={t(`${c}.needs`)}>
                        <Needs manifest={version.manifest} />
                      </td>
                      <td data-label={t(`${c}.state`)}>
                        <span className={version.state === "released" ? "chip chip-ok" : "chip"}>
                          {t(`${c}.states.${version.state}`)}
                        </span>
                      </td>
                      <td data-label={t(`${c}.way`)}>
                        <Way version={version} />
                      </td>
                      <td className="apps-acts">
                        <Steps version={version} onStep={(step) => setForm({ version, step })} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Panel>
        )}
      </QueryView>
      {form === undefined ? null : (
        <StepForm version={form.version} step={form.step} onClose={() => setForm(undefined)} />
      )}
    </>
  );
}
