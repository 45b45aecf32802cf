import { usePrefs } from "../app/prefs.ts";
import { useWords } from "../i18n/index.ts";
import { Icon } from "../ui/Icon.tsx";
import { useVoice, volumes } from "./voice.tsx";

/** The sentence of the screen, word by word as it is spoken; says plainly where this machine has no voice. */
export function Captions() {
  const { voice } = usePrefs();
  const { caption, available, volume, turnVolume, again } = useVoice();
  const words = useWords().frame;
  const level = volumes.indexOf(volume) + 1;
  return (
    <section className="captions" aria-label={words.captions}>
      <Icon name={voice ? "voice" : "info"} className="captions-sign" />
      <p className="captions-text" aria-live="polite">
        {caption}
      </p>
      {voice && !available && (
        <p className="captions-none">
          <Icon name="mute" />
          {words.noVoice}
        </p>
      )}
      {voice && available && (
        <div className="captions-keys">
          <button type="button" className="key" onClick={again}>
            <Icon name="again" />
            {words.again}
          </button>
          <button type="button" className="key" onClick={turnVolume}>
            <Icon name="voice" />
            {words.volume} {level}/{volumes.length}
          </button>
        </div>
      )}
    </section>
  );
}
